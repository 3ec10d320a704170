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
            if program.contains("/"), !FileManager.default.isExecutableFile(atPath: program) {
                throw ServerBinaryError(message: "--server \(program): no such executable")
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
}

struct ServerBinaryError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}
