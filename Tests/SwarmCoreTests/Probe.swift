import Foundation
import Testing

@testable import SwarmCore

/// A swarm under a virtual clock, with everything it sends.
final class Probe {
    /// 2026-01-01T00:00:00Z.
    static let start: Int64 = 1_767_225_600_000_000_000

    let swarm: Swarm
    var now: Int64
    private(set) var emissions: [Emission] = []

    /// - Parameter periodic: whether the swarm publishes metrics and status by itself; without it, the log
    ///   holds only what commands cause.
    init(periodic: Bool = false, _ configure: (inout SwarmConfiguration) -> Void = { _ in }) {
        var configuration = SwarmConfiguration(serverID: "server-under-test")
        if !periodic {
            configuration.metricsInterval = 1 << 60
            configuration.statusInterval = 1 << 60
        }
        configure(&configuration)
        now = Probe.start
        swarm = Swarm(configuration: configuration, now: now)
        swarm.sink = { [unowned self] in emissions.append($0) }
        advance(milliseconds: 1_000)
        emissions.removeAll()
    }

    /// Moves the clock and does what falls due on the way, each at its own instant.
    func advance(milliseconds: Double) {
        let end = now + Int64(milliseconds * 1_000_000)
        while swarm.nextDeadline <= end {
            now = max(now, swarm.nextDeadline)
            _ = swarm.step(now: now)
        }
        now = end
        swarm.advance(to: now)
    }

    @discardableResult
    func submit(
        _ type: String = "code_review", milliseconds: Double? = 40, failTimes: Int = 0, priority: Int = 5,
        dependencies: [String] = [], room: String? = nil
    ) throws -> String {
        let duration = milliseconds.map { Int64($0 * 1_000_000) }
        return try swarm.submitTask(
            TaskSubmission(
                type: type, priority: priority, dependencies: dependencies,
                simulation: .init(durationNanoseconds: duration, failTimes: failTimes), room: room),
            now: now)
    }

    /// The log from a `seq` on.
    func entries(after sequence: UInt64 = 5) throws -> [LogEntry] {
        try #require(swarm.log.entries(after: sequence, limit: .max))
    }

    /// One line an event: its name and what tells it from others of its kind.
    func story(after sequence: UInt64 = 5) throws -> [String] {
        try entries(after: sequence).map { entry in
            let data = try JSON(entry.data)
            let words: [String]
            switch entry.type {
            case .taskUpdate where data["event"].text != nil:
                words = [data["task_id"].text ?? "", data["event"].text ?? "", data["agent_id"].text ?? ""]
            case .taskUpdate:
                words = [data["task_id"].text ?? "", "queued", "at \(data["priority"].number ?? -1)"]
            case .agentUpdate, .agentCriticalUpdate:
                words = [data["agent_id"].text ?? "", data["new_status"].text ?? ""]
            case .taskCompleted, .taskFailed:
                words = [data["task_id"].text ?? "", data["agent_id"].text ?? "nobody"]
            case .metricUpdate: words = [data["agent_id"].text ?? "swarm"]
            case .logUpdate, .systemAlert: words = [data["level"].text ?? ""]
            case .agentDeleted, .agentCreated: words = [data["agent_id"].text ?? ""]
            case .taskQueueUpdate: words = ["\(data["stats"]["queued"].number ?? -1)"]
            case .swarmStatusUpdate: words = []
            }
            return ([entry.type.rawValue] + words).joined(separator: " ")
        }
    }

    /// Payloads of the emissions of a kind, decoded.
    func sent(_ event: String) throws -> [JSON] {
        try emissions.filter { $0.event == event }.map { try JSON($0.payload) }
    }

    func task(_ id: String) throws -> JSON { try JSON(try #require(swarm.taskJSON(id))) }
    func agent(_ id: String) throws -> JSON { try JSON(try #require(swarm.agentJSON(id))) }
}

/// Decoded JSON, read leniently: what is not there is nil.
struct JSON {
    let value: Any?

    init(_ bytes: [UInt8]) throws {
        value = try JSONSerialization.jsonObject(with: Data(bytes))
    }

    private init(value: Any?) { self.value = value }

    subscript(key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }
    var text: String? { value as? String }
    var number: Double? { (value as? NSNumber)?.doubleValue }
    var items: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
    var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
    var isNull: Bool { value is NSNull }
}
