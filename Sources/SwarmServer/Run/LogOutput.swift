import Logging
import SwarmCore
import Synchronization

/// Where log lines go: standard error, and those of level warning and up to the swarm as well, which makes
/// events of them.
enum LogOutput {
    /// The label of the swarm's own lines, which are events already.
    static let swarmLabel = "swarm"
    /// Lines that may become events in one second, so that a flood of warnings does not become one of events.
    private static let forwardedPerSecond = 10

    private struct Forwarding {
        var receiver: (@Sendable (SwarmLogLine) -> Void)?
        var second: Int64 = 0
        var count = 0
    }

    private static let forwarding = Mutex(Forwarding())

    /// Sets logging up, once in the life of the process.
    static func start(level: Logger.Level) {
        LoggingSystem.bootstrap { label in
            var output = StreamLogHandler.standardError(label: label)
            output.logLevel = level
            guard label != swarmLabel else { return output }
            return MultiplexLogHandler([output, WarningForwarder(label: label)])
        }
    }

    /// Names who is told of warnings from now on.
    static func forward(to receiver: @escaping @Sendable (SwarmLogLine) -> Void) {
        forwarding.withLock { $0.receiver = receiver }
    }

    static func forward(_ line: SwarmLogLine) {
        let second = WallClock.now / 1_000_000_000
        let receiver = forwarding.withLock { forwarding -> (@Sendable (SwarmLogLine) -> Void)? in
            if forwarding.second != second {
                forwarding.second = second
                forwarding.count = 0
            }
            forwarding.count += 1
            return forwarding.count <= forwardedPerSecond ? forwarding.receiver : nil
        }
        receiver?(line)
    }
}

/// Hands lines of level warning and up on.
private struct WarningForwarder: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    init(label: String) {
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .warning else { return }
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let level: SwarmLogLine.Level =
            switch event.level {
            case .critical: .critical
            case .error: .error
            default: .warning
            }
        LogOutput.forward(
            SwarmLogLine(
                level: level, source: label, message: String("\(event.message)".prefix(1_000)),
                metadata: all.sorted { $0.key < $1.key }.prefix(16).map {
                    ($0.key, String("\($0.value)".prefix(200)))
                }))
    }
}
