import Foundation

/// Whether this machine lets a test make network namespaces.
package enum NamespaceSupport {
    /// True for root with ip(8) on a kernel that makes namespaces and veth pairs; found by making them once.
    package static let isAvailable: Bool = {
        guard geteuid() == 0 else { return false }
        let name = "swarmbench-test-\(getpid())"
        defer { _ = ip("netns", "delete", name) }
        // Deleted with the namespace that both ends are in.
        return ip("netns", "add", name)
            && ip("-n", name, "link", "add", "probe0", "type", "veth", "peer", "name", "probe1")
    }()

    /// Runs ip(8); whether it succeeded.
    package static func ip(_ arguments: String...) -> Bool {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["PATH=\(path)", "ip"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Names of the network namespaces that are there.
    package static var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
    }
}
