import Foundation
import Results

/// One of a gate's two builds, from the command line.
enum GateBuild {
    /// - Parameters:
    ///   - option: as the user knows it, `--base` or `--head`.
    ///   - text: a program with arguments, as in a shell.
    ///   - variables: `NAME=VALUE`, set for this build's server alone.
    /// - Throws: ``ServerBinaryError`` that names the option and the remedy.
    static func side(option: String, _ text: String, variables: [String]) throws(ServerBinaryError)
        -> GateSide
    {
        let words: [String]
        do {
            words = try ShellWords.split(text)
        } catch {
            throw ServerBinaryError(message: "\(option) \(error.message)")
        }
        guard !words.isEmpty else {
            throw ServerBinaryError(
                message: "\(option) is empty; name a program, for instance \(option) ./swarm-server")
        }
        for variable in variables
        where (variable.firstIndex(of: "=") ?? variable.startIndex) == variable.startIndex {
            throw ServerBinaryError(
                message: "\(option)-env \(variable): write NAME=VALUE, for instance LOG_LEVEL=debug")
        }
        // `env` becomes the server, so that the process stays the one that is sampled.
        let command: [String] = (variables.isEmpty ? [] : ["/usr/bin/env"] + variables) + words
        let program: String = Self.program(command)
        guard ServerBinary.isExecutable(program) else {
            throw ServerBinaryError(
                message:
                    "\(option) \(program): there is no such executable file\(ServerBinary.place(of: program))"
            )
        }
        return describe(command, program: program)
    }

    /// What is run in the end: what `env` starts, where it stands in front.
    static func program(_ command: [String]) -> String {
        var rest: ArraySlice<String> = command[...]
        while let first = rest.first, (first as NSString).lastPathComponent == "env", rest.count > 1 {
            rest = rest.dropFirst().drop { $0.contains("=") }
        }
        return rest.first ?? command[0]
    }

    /// What is said of two builds that are one: nobody finds a regression between a program and itself. Nil of others.
    static func note(base: GateSide, head: GateSide) -> String? {
        guard let bytes = base.bytes, bytes == head.bytes,
            FileManager.default.contentsEqual(
                atPath: file(program(base.command)), andPath: file(program(head.command)))
        else { return nil }
        return
            "Base and head start the same program, byte for byte: they can differ by arguments and environment alone."
    }

    /// The file behind symbolic links.
    private static func file(_ program: String) -> String {
        URL(fileURLWithPath: program).resolvingSymlinksInPath().path
    }

    private static func describe(_ command: [String], program: String) -> GateSide {
        var side = GateSide(command: command)
        guard program.contains("/"),
            let facts = try? FileManager.default.attributesOfItem(atPath: file(program))
        else { return side }
        side.bytes = (facts[.size] as? NSNumber)?.intValue
        side.modifiedAt = (facts[.modificationDate] as? Date)?.formatted(.iso8601)
        return side
    }
}
