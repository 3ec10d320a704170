import LoadEngine
import Scenarios

/// How a server process is started for one trial.
package struct ServerLaunch: Sendable, Equatable {
    /// Program and leading arguments, for instance `["/path/swarm-server"]`.
    package var command: [String]
    /// Options after the command.
    package var arguments: [String]
    /// CPUs the process may run on; nil leaves it to the scheduler.
    package var cpus: [Int]?
    /// How long it may take to say that it listens, nanoseconds.
    package var startTimeout: Int64
    /// Added to the environment of this process.
    package var environment: [String: String] = [:]
    /// Working directory; nil is this process's own.
    package var directory: String?
    /// Where it will answer; nil waits for the line that tells.
    package var place: Endpoint?
    /// Network namespace that it runs in; nil is this process's own.
    package var namespace: String?

    package init(command: [String], arguments: [String], cpus: [Int]?, startTimeout: Int64 = 20_000_000_000) {
        self.command = command
        self.arguments = arguments
        self.cpus = cpus
        self.startTimeout = startTimeout
    }

    /// The options every SwarmBot server understands, from a scenario's settings.
    ///
    /// The port is 0, so that a free one is picked, and the server ends when its standard input
    /// does: it cannot outlive the bench that started it, not even one killed by SIGKILL.
    ///
    /// - Parameter host: IPv4 address that it listens on.
    package static func options(settings: ServerSettings, seed: UInt64, host: String = "127.0.0.1")
        -> [String]
    {
        var options = [
            "--host", host, "--port", "0", "--seed", String(seed), "--teams", String(settings.teams),
            "--event-loops", String(settings.eventLoops),
            "--ping-interval", "\(settings.pingInterval / 1_000_000)ms",
            "--ping-timeout", "\(settings.pingTimeout / 1_000_000)ms",
        ]
        for (type, window) in settings.batchWindows.sorted(by: { $0.key < $1.key }) {
            options += ["--batch-window", "\(type)=\(window / 1_000)us"]
        }
        options.append("--stop-on-stdin-end")
        return options
    }

    /// Program and arguments as executed: through `ip netns exec` where it has a namespace of its own, and through
    /// `taskset` where it is pinned. Each becomes the next, so the process stays the same.
    package var processArguments: [String] {
        var words: [String] = []
        if let namespace { words += [SystemCommand.ip, "netns", "exec", namespace] }
        if let cpus, !cpus.isEmpty {
            words += ["taskset", "--cpu-list", cpus.map(String.init).joined(separator: ",")]
        }
        return words + command + arguments
    }
}
