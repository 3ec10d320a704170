import Foundation

/// Programs of the system that are run for what they do, one after another.
enum SystemCommand {
    /// ip(8): where it is, or by its name where it cannot be found.
    static let ip: String = path(of: "ip") ?? "ip"

    /// Where an executable is: PATH, and where only root's PATH looks. Nil when it is nowhere.
    static func path(of name: String) -> String? {
        let listed = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(
            String.init)
        return (listed + ["/usr/sbin", "/sbin", "/usr/bin", "/bin"]).map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs a command to its end.
    ///
    /// - Throws: ``SystemCommandError`` when it cannot be run or fails, with its words.
    static func run(_ words: [String]) throws(SystemCommandError) {
        guard let name = words.first, let executable = name.contains("/") ? name : path(of: name) else {
            throw SystemCommandError(command: words, reason: "no such program")
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = Array(words.dropFirst())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        do {
            try process.run()
        } catch {
            throw SystemCommandError(command: words, reason: "\(error.localizedDescription)")
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = text.split(whereSeparator: \.isNewline).joined(separator: "; ")
            throw SystemCommandError(
                command: words, reason: said.isEmpty ? "exit status \(process.terminationStatus)" : said)
        }
    }
}

/// A command of the system that did not do what it should.
struct SystemCommandError: Error, Equatable, CustomStringConvertible {
    var command: [String]
    var reason: String

    var description: String { "`\(command.joined(separator: " "))`: \(reason)" }
}
