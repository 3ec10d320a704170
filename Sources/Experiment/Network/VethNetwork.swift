import Foundation
import Scenarios
import Synchronization

/// A veth path that exists: made for a run, removed after it.
package final class VethNetwork: Sendable {
    package let plan: VethPlan
    private let isRemoved = Atomic<Bool>(false)
    private static let made = Atomic<Int>(0)
    /// Those that exist.
    private static let present = Mutex<[String: VethPlan]>([:])

    /// Whether this path can be had, asked before anything is made for it.
    ///
    /// - Throws: ``VethError`` with the remedy.
    package static func check(_ network: NetworkPath) throws(VethError) {
        try check(network, isRoot: geteuid() == 0, hasIP: SystemCommand.path(of: "ip") != nil)
    }

    static func check(_ network: NetworkPath, isRoot: Bool, hasIP: Bool) throws(VethError) {
        guard network == .veth else { return }
        guard isRoot else {
            throw VethError(
                "the network path veth makes a network namespace, which needs root: run bench as root, or use "
                    + "--network loopback")
        }
        guard hasIP else {
            throw VethError("the network path veth needs ip(8), which is not here: install iproute2")
        }
    }

    /// Makes the path, after removing what killed runs have left; nil for loopback, which is there.
    ///
    /// - Throws: ``VethError`` with the remedy; then nothing is left behind.
    package static func make(_ network: NetworkPath, placement: CPUPlacement) throws(VethError)
        -> VethNetwork?
    {
        guard network == .veth else { return nil }
        try check(network)
        removeStale()
        let routes = (try? String(contentsOfFile: "/proc/net/route", encoding: .utf8)) ?? ""
        let number = made.wrappingAdd(1, ordering: .relaxed).oldValue
        guard
            let plan = VethPlan(
                process: getpid(), number: number, routes: IPv4Network.routes(routes), placement: placement)
        else {
            throw VethError(
                "the network path veth finds no addresses: routes cover all of 10.213.0.0/16 and 169.254.0.0/16"
            )
        }
        let path = VethNetwork(plan)
        do {
            for command in plan.setUp { try SystemCommand.run(command) }
        } catch {
            path.remove()
            throw VethError(
                "the network path veth cannot be made: \(error). It needs root with CAP_NET_ADMIN and CAP_SYS_ADMIN, "
                    + "and a kernel with network namespaces and veth; --network loopback does without")
        }
        return path
    }

    private init(_ plan: VethPlan) {
        self.plan = plan
        Self.present.withLock { $0[plan.namespace] = plan }
    }

    deinit { remove() }

    /// Removes the path; again does nothing.
    package func remove() {
        guard !isRemoved.exchange(true, ordering: .acquiringAndReleasing) else { return }
        Self.present.withLock { $0[plan.namespace] = nil }
        Self.remove(plan.tearDown)
    }

    /// Removes every path of this process at once, for an exit that waits for nobody.
    package static func removeAll() {
        let plans = present.withLock { present in
            defer { present = [:] }
            return Array(present.values)
        }
        for plan in plans { remove(plan.tearDown) }
    }

    /// Removes the paths of processes that are no more. What cannot be removed stays and harms nobody.
    static func removeStale() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
        for name in names {
            guard let (process, number) = VethPlan.owner(name), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            remove(VethPlan.tearDown(name, VethPlan.interface(process, number, "h")))
        }
    }

    private static func remove(_ commands: [[String]]) {
        for command in commands { try? SystemCommand.run(command) }
    }
}

/// Why there is no veth path, with the remedy in the message.
package struct VethError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
