import Foundation

/// Programs of `peers/`, independent implementations of the protocols, run with the interpreter that has their
/// packages.
package enum PythonPeer {
    /// The interpreter: `SWARMBENCH_PYTHON`, or the virtual environment at the repository's root.
    ///
    /// - Throws: When neither is there.
    package static func interpreter() throws -> URL {
        let named = ProcessInfo.processInfo.environment["SWARMBENCH_PYTHON"]
        let url =
            named.map { URL(fileURLWithPath: $0) }
            ?? RepositoryRoot.url.appendingPathComponent(".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw TestSupportError(
                "no Python interpreter at \(url.path): run make test (or peers/prepare), which prepares it, "
                    + "or set SWARMBENCH_PYTHON to one that has the packages of peers/requirements.txt")
        }
        return url
    }

    /// Starts `peers/<script>`.
    ///
    /// - Throws: When the interpreter is absent or cannot be started.
    package static func start(_ script: String, arguments: [String] = []) throws -> RunningProgram {
        let path = RepositoryRoot.url.appendingPathComponent("peers").appendingPathComponent(script).path
        return try RunningProgram(
            interpreter(), arguments: [path] + arguments, environment: ["PYTHONUNBUFFERED": "1"])
    }

    /// Runs `peers/<script>` to its end.
    ///
    /// - Returns: Its standard output.
    /// - Throws: When it fails or takes longer than `seconds`; the message holds its last words.
    package static func output(
        of script: String, arguments: [String] = [], within seconds: Double = 60
    ) async throws -> String {
        let program = try start(script, arguments: arguments)
        let status = try await program.exitStatus(within: seconds)
        guard status == 0 else {
            throw TestSupportError(
                "peers/\(script) ended with status \(status)\n\(program.output.text)\n\(program.errors.text)")
        }
        return program.output.text
    }
}
