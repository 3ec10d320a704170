import Foundation
import LoadEngine
import TestSupport
import Testing

@testable import Experiment

@Suite(
    "The veth path on this machine", .serialized,
    .enabled(
        if: NamespaceSupport.isAvailable, "needs root, ip(8) and a kernel with network namespaces and veth"))
struct VethNetworkTests {
    private static let placement = CPUPlacement(available: CPUPlacement.availableCPUs())

    private static func interfaces() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")) ?? []
    }

    @Test("A server in the namespace is reached through the pair; nothing is left afterwards")
    func reaches() async throws {
        let path = try #require(try VethNetwork.make(.veth, placement: Self.placement))
        let plan = path.plan
        #expect(NamespaceSupport.names.contains(plan.namespace))
        let mtu = try String(contentsOfFile: "/sys/class/net/\(plan.hostInterface)/mtu", encoding: .utf8)
        #expect(mtu == "1500\n")
        let script =
            "import http.server; s = http.server.HTTPServer(('\(plan.serverAddress)', 0), "
            + "http.server.SimpleHTTPRequestHandler); "
            + "print('listening on http://%s:%d' % s.server_address, flush=True); s.serve_forever()"
        var launch = ServerLaunch(
            command: ["python3", "-c", script], arguments: [], cpus: Self.placement.server)
        launch.namespace = plan.namespace
        let (status, _) = try await ServerProcess.run(launch) { server in
            #expect(server.endpoint.address == plan.serverAddress)
            // The process that is sampled is the server itself, not what started it.
            let name = try String(contentsOfFile: "/proc/\(server.processIdentifier)/comm", encoding: .utf8)
            #expect(name.hasPrefix("python3"))
            return try ControlClient(endpoint: server.endpoint).get("/nothing").status
        }
        #expect(status == 404)
        path.remove()
        #expect(!NamespaceSupport.names.contains(plan.namespace))
        #expect(!Self.interfaces().contains(plan.hostInterface))
    }

    @Test("What a killed run left is removed by the next one; what a living one has is not")
    func stale() throws {
        // No process has a number this high (pid_max is 4194304 at the most).
        let dead = "swarmbench-4194399-0"
        let living = "swarmbench-\(getppid())-0"
        for name in [dead, living] { #expect(NamespaceSupport.ip("netns", "add", name)) }
        defer { for name in [dead, living] { _ = NamespaceSupport.ip("netns", "delete", name) } }
        let path = try VethNetwork.make(.veth, placement: Self.placement)
        #expect(!NamespaceSupport.names.contains(dead))
        #expect(NamespaceSupport.names.contains(living))
        path?.remove()
    }

    @Test("Paths of one process do not meet")
    func several() throws {
        let paths = try (0..<3).compactMap { _ in try VethNetwork.make(.veth, placement: Self.placement) }
        #expect(Set(paths.map(\.plan.namespace)).count == 3)
        #expect(Set(paths.map(\.plan.hostAddress)).count == 3)
        VethNetwork.removeAll()
        #expect(paths.allSatisfy { !NamespaceSupport.names.contains($0.plan.namespace) })
    }
}
