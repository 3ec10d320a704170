import LoadEngine
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A server started for one trial.
package struct RunningServer: Sendable {
    package let processIdentifier: Int32
    package let host: String
    package let port: UInt16
    package let output: ServerOutput

    /// Where its clients connect to.
    package var endpoint: Endpoint { Endpoint(host: host, port: port) }
}

/// Runs a server beside the generator, for exactly as long as a piece of work takes.
package enum ServerProcess {
    /// Starts the server, waits until it listens, runs `body`, then ends it: SIGTERM, and SIGKILL
    /// after three seconds. Its own process group keeps Ctrl-C for bench alone.
    ///
    /// - Returns: what `body` returned, and how the server died if it did so on its own meanwhile.
    /// - Parameter isAbandoned: asked while waiting for the server to listen; true gives up.
    /// - Throws: ``ServerFailure`` when it cannot be started or does not listen in time;
    ///   `CancellationError` when abandoned; errors of `body` otherwise.
    package static func run<Value: Sendable>(
        _ launch: ServerLaunch, isAbandoned: @escaping @Sendable () -> Bool = { false },
        body: @escaping @Sendable (RunningServer) async throws -> Value
    ) async throws -> (value: Value, death: ServerFailure?) {
        let output = ServerOutput()
        let outcome: (result: Result<Value, any Error>, diedEarly: Bool)
        let status: TerminationStatus
        do {
            let execution = try await Subprocess.run(
                configuration(launch), input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                await supervise(
                    execution, launch: launch, output: output, isAbandoned: isAbandoned, body: body)
            }
            outcome = execution.closureResult
            status = execution.terminationStatus
        } catch let error as SubprocessError {
            throw ServerFailure.cannotStart(command: launch.processArguments, reason: error.description)
        }
        let death: ServerFailure? =
            outcome.diedEarly ? .died(status: describe(status), lastWords: output.lastWords) : nil
        switch outcome.result {
        case .success(let value): return (value, death)
        case .failure(let error): throw error is ServerFailure ? error : death ?? error
        }
    }

    private static func configuration(_ launch: ServerLaunch) -> Configuration {
        let arguments = launch.processArguments
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(3))]
        let executable: Executable =
            arguments[0].contains("/") ? .path(FilePath(arguments[0])) : .name(arguments[0])
        return Configuration(
            executable: executable, arguments: Arguments(Array(arguments.dropFirst())),
            environment: .inherit.updating(variables(launch.environment)),
            workingDirectory: launch.directory.map { FilePath($0) }, platformOptions: options)
    }

    private static func variables(_ texts: [String: String]) -> [Environment.Key: String?] {
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in texts { variables[Environment.Key(stringLiteral: name)] = value }
        return variables
    }

    private static func supervise<Value: Sendable>(
        _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>, launch: ServerLaunch,
        output: ServerOutput, isAbandoned: @escaping @Sendable () -> Bool,
        body: @escaping @Sendable (RunningServer) async throws -> Value
    ) async -> (result: Result<Value, any Error>, diedEarly: Bool) {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let lines = execution.standardOutput.strings(bufferingPolicy: .unbounded)
                do { for try await line in lines { output.standardOutput(line: line) } } catch {}
                output.end()
            }
            group.addTask {
                let lines = execution.standardError.strings(bufferingPolicy: .unbounded)
                do { for try await line in lines { output.standardError(line: line) } } catch {}
            }
            var result: Result<Value, any Error>
            do {
                let (host, port) = try await address(
                    output, launch, isAbandoned: isAbandoned)
                let server = RunningServer(
                    processIdentifier: execution.processIdentifier.value, host: host, port: port,
                    output: output)
                result = .success(try await body(server))
            } catch {
                result = .failure(error)
            }
            let diedEarly = output.hasDied
            await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(3))])
            await group.waitForAll()
            return (result, diedEarly)
        }
    }

    private static func address(
        _ output: ServerOutput, _ launch: ServerLaunch, isAbandoned: () -> Bool
    ) async throws -> (String, UInt16) {
        let deadline = ContinuousClock.now + .nanoseconds(launch.startTimeout)
        while ContinuousClock.now < deadline {
            if let place = launch.place {
                if await answers(place, isAbandoned: { output.hasEnded || isAbandoned() }) {
                    return (place.host, place.port)
                }
            } else if let address = output.address {
                return address
            }
            if output.hasEnded { break }
            if isAbandoned() { throw CancellationError() }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ServerFailure.notListening(
            seconds: Double(launch.startTimeout) / 1e9, ended: output.hasEnded, lastWords: output.lastWords)
    }

    /// Whether anybody answers a request there, whatever the answer.
    private static func answers(_ place: Endpoint, isAbandoned: () -> Bool) async -> Bool {
        let read = BackgroundRead {
            try ControlClient(endpoint: place, timeout: 1_000_000_000).get(place.socketPath)
        }
        guard case .success = await read.wait(isAbandoned: isAbandoned) else { return false }
        return true
    }

    private static func describe(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exit status \(code)"
        case .signaled(let signal): "signal \(signal)"
        }
    }
}

/// Why there is no server to measure.
package enum ServerFailure: Error, Sendable, Equatable, CustomStringConvertible {
    case cannotStart(command: [String], reason: String)
    case notListening(seconds: Double, ended: Bool, lastWords: [String])
    case died(status: String, lastWords: [String])
    /// It is there, and cannot be measured: a sentence with the remedy.
    case unusable(String)

    package var description: String {
        switch self {
        case .cannotStart(let command, let reason):
            return "cannot start the server `\(command.joined(separator: " "))`: \(reason)"
        case .notListening(let seconds, let ended, let words):
            let what = ended ? "ended before it listened" : "did not listen within \(seconds) s"
            return "the server \(what)" + Self.quote(words)
        case .died(let status, let words):
            return "the server died in mid-run (\(status))" + Self.quote(words)
        case .unusable(let reason): return reason
        }
    }

    private static func quote(_ words: [String]) -> String {
        words.isEmpty
            ? "; it left no last words"
            : "; its last words:\n" + words.map { "  | \($0)" }.joined(separator: "\n")
    }
}
