import Foundation

/// Finds the server that bench starts.
enum ServerBinary {
    /// The command asked for, split at spaces, or the `swarm-server` beside this program.
    ///
    /// - Throws: ``ServerBinaryError`` when there is no such file.
    static func command(_ asked: String?) throws -> [String] {
        if let asked {
            let words = asked.split(separator: " ").map(String.init)
            guard let program = words.first else {
                throw ServerBinaryError(
                    message: "--server is empty; name a program, for instance ./swarm-server")
            }
            guard isExecutable(program) else {
                throw ServerBinaryError(
                    message: "--server \(program): there is no such executable file\(place(of: program))")
            }
            return words
        }
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = own.deletingLastPathComponent().appendingPathComponent("swarm-server")
        guard FileManager.default.isExecutableFile(atPath: beside.path) else {
            throw ServerBinaryError(
                message: """
                    there is no swarm-server beside \(own.path); build it (swift build --product \
                    swarm-server, in the same configuration) or name one with --server COMMAND
                    """)
        }
        return [beside.path]
    }

    /// As the shell would find it: a path as it stands, a name in PATH.
    static func isExecutable(_ program: String) -> Bool {
        if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    static func place(of program: String) -> String { program.contains("/") ? "" : " in PATH" }
}

struct ServerBinaryError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}
