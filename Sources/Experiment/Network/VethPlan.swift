/// The namespace and the interfaces of one veth path, and the commands that make and remove them. Pure.
///
/// Names hold the process that made them, so that what a killed one left can be told and removed.
package struct VethPlan: Sendable, Equatable {
    static let prefix = "swarmbench-"

    /// Network namespace of the server.
    package let namespace: String
    /// The generator's end, outside of the namespace, and the server's in it.
    let hostInterface: String
    let serverInterface: String
    /// Addresses of the two ends.
    package let hostAddress: String
    package let serverAddress: String
    /// CPU masks as `rps_cpus` takes them; nil steers nothing.
    private let hostMask: String?
    private let serverMask: String?

    /// - Parameters:
    ///   - process: that makes it; `number` tells several of one process apart.
    ///   - routes: that its addresses must keep out of.
    init?(process: Int32, number: Int, routes: [IPv4Network], placement: CPUPlacement) {
        guard let network = Self.network(start: Int(process) + number, routes: routes) else { return nil }
        namespace = "\(Self.prefix)\(process)-\(number)"
        hostInterface = Self.interface(process, number, "h")
        serverInterface = Self.interface(process, number, "s")
        hostAddress = network.address(1)
        serverAddress = network.address(2)
        hostMask = placement.generator.map(Self.mask)
        serverMask = placement.server.map(Self.mask)
    }

    /// Interface names have 15 characters at most, process ids 7.
    static func interface(_ process: Int32, _ number: Int, _ side: String) -> String {
        "swb\(process)-\(number % 100)\(side)"
    }

    /// The process in a namespace's name; nil for a name that is none of ours.
    static func owner(_ namespace: String) -> (process: Int32, number: Int)? {
        guard namespace.hasPrefix(prefix) else { return nil }
        let parts = namespace.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let process = Int32(parts[0]), process > 0, let number = Int(parts[1]),
            number >= 0
        else { return nil }
        return (process, number)
    }

    /// In this order; each needs those before.
    var setUp: [[String]] {
        let ip = SystemCommand.ip
        let inside = [ip, "-n", namespace]
        var commands: [[String]] = [
            [ip, "netns", "add", namespace],
            [
                ip, "link", "add", hostInterface, "mtu", "1500", "type", "veth", "peer", "name",
                serverInterface,
                "mtu", "1500", "netns", namespace,
            ],
            [ip, "address", "add", "\(hostAddress)/30", "dev", hostInterface],
            [ip, "link", "set", hostInterface, "up"],
            inside + ["address", "add", "\(serverAddress)/30", "dev", serverInterface],
            inside + ["link", "set", serverInterface, "up"],
            inside + ["link", "set", "lo", "up"],
        ]
        // Receive packet steering: what arrives at an end is worked on by that side's own CPU.
        if let hostMask { commands.append(Self.steer(hostInterface, hostMask)) }
        if let serverMask {
            commands.append([ip, "netns", "exec", namespace] + Self.steer(serverInterface, serverMask))
        }
        return commands
    }

    /// Each is tried whatever became of the others.
    var tearDown: [[String]] { Self.tearDown(namespace, hostInterface) }

    static func tearDown(_ namespace: String, _ hostInterface: String) -> [[String]] {
        [
            [SystemCommand.ip, "link", "delete", hostInterface],
            [SystemCommand.ip, "netns", "delete", namespace],
        ]
    }

    /// As `rps_cpus` takes it: hexadecimal, in groups of 32 CPUs.
    static func mask(_ cpus: [Int]) -> String {
        var groups = [UInt32](repeating: 0, count: (cpus.max() ?? 0) / 32 + 1)
        for cpu in cpus where cpu >= 0 { groups[groups.count - 1 - cpu / 32] |= 1 << UInt32(cpu % 32) }
        return groups.enumerated().map { index, group in
            let digits = String(group, radix: 16)
            return index == 0 ? digits : String(repeating: "0", count: 8 - digits.count) + digits
        }.joined(separator: ",")
    }

    private static func steer(_ interface: String, _ mask: String) -> [String] {
        ["sh", "-c", "echo \(mask) > /sys/class/net/\(interface)/queues/rx-0/rps_cpus"]
    }

    /// The first block of four addresses that no route covers, from one that depends on the process on, so that
    /// runs beside each other do not ask for the same.
    private static func network(start: Int, routes: [IPv4Network]) -> IPv4Network? {
        for base in [0x0AD5_0000 as UInt32, 0xA9FE_0000] {
            for step in 0..<1024 {
                // Neither the first nor the last of 169.254's blocks may be used (RFC 3927 section 2.1).
                let block = UInt32((start + step) % 1024) + 64
                let candidate = IPv4Network(base + 4 * block, prefix: 30)
                if !routes.contains(where: candidate.overlaps) { return candidate }
            }
        }
        return nil
    }
}
