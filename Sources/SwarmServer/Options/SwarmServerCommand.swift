import ArgumentParser
import Logging

/// The command line of `swarm-server`.
@main
struct SwarmServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swarm-server",
        abstract: "A SwarmBot server: agents that work on tasks, watched over Socket.IO or by polling.",
        discussion: """
            When it is ready, it prints `listening on http://HOST:PORT` on standard output. Logs go to standard \
            error. SIGTERM and SIGINT end it within three seconds, after a goodbye to its clients.
            """)

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on; 0 picks a free one.")
    var port = 8080

    @Option(help: "Seed of the simulated work: the same seed and tasks give the same durations.")
    var seed: UInt64 = 0

    @Option(help: "Copies of the default team of five agents.")
    var teams = 1

    @Option(help: "Event loops that serve connections (default: one a processor).")
    var eventLoops: Int?

    @Option(
        help: "Time between heartbeats of a Socket.IO client.", transform: DurationText.nanoseconds)
    var pingInterval: Int64 = 25_000_000_000

    @Option(
        help: "How long a heartbeat's answer may take.", transform: DurationText.nanoseconds)
    var pingTimeout: Int64 = 20_000_000_000

    @Option(
        help: ArgumentHelp(
            "How long a type of event collects before it is sent; 0 sends at once. May be repeated.",
            discussion:
                "Unless given: agent_update=100ms task_update=100ms metric_update=500ms log_update=200ms.",
            valueName: "type=duration"),
        transform: BatchWindowOption.init(parsing:))
    var batchWindow: [BatchWindowOption] = []

    @Option(help: "Events that the log keeps for GET /api/events.")
    var logSize = 100_000

    @Option(help: "Tasks that may wait; further ones are refused.")
    var maxQueue = 10_000

    @Option(help: "TCP connections at once; further ones are closed.")
    var maxConnections = 19_000

    @Option(help: "Socket.IO sessions at once; further handshakes are answered 503.")
    var maxSessions = 20_000

    @Option(help: "Least severe log level to write: trace, debug, info, notice, warning, error, critical.")
    var logLevel: Logger.Level = .notice

    @Flag(
        help: "End when standard input does, so that the server never outlives the program that started it.")
    var stopOnStdinEnd = false

    func validate() throws {
        try check(port, in: 0...65_535, "--port")
        try check(teams, in: 0...2_000, "--teams")
        if let eventLoops { try check(eventLoops, in: 1...256, "--event-loops") }
        try check(logSize, in: 1...10_000_000, "--log-size")
        try check(maxQueue, in: 1...1_000_000, "--max-queue")
        try check(maxConnections, in: 1...1_000_000, "--max-connections")
        try check(maxSessions, in: 1...1_000_000, "--max-sessions")
        for (duration, option) in [(pingInterval, "--ping-interval"), (pingTimeout, "--ping-timeout")]
        where duration < 1_000_000 {
            throw ValidationError("\(option) must be at least 1ms")
        }
    }

    private func check(_ value: Int, in range: ClosedRange<Int>, _ option: String) throws {
        guard range.contains(value) else {
            throw ValidationError(
                "\(option) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func run() async throws {
        LogOutput.start(level: logLevel)
        let code = await ServerRun(options: self).run()
        if code != 0 { throw ExitCode(code) }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
