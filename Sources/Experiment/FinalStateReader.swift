import Foundation
import LoadEngine

/// Reads the state that polling clients are shown, `GET /api/swarm`, after a trial's drain.
struct FinalStateReader: Sendable {
    /// Who is asked.
    let endpoint: Endpoint

    /// Nil when the server does not answer with a state: what cannot be asked is not compared.
    func read() -> FinalState? {
        let client = ControlClient(endpoint: endpoint, timeout: 3_000_000_000)
        guard let answer = try? client.get("/api/swarm"), answer.status == 200 else { return nil }
        return Self.state(in: answer.body)
    }

    static func state(in body: [UInt8]) -> FinalState? {
        guard let page = try? JSONDecoder().decode(StatePage.self, from: Data(body)) else { return nil }
        return FinalState(
            lastSeq: page.seq, queued: page.tasks.queued, active: page.tasks.active,
            completed: page.tasks.completed, failed: page.tasks.failed,
            agentStatuses: page.agents.mapValues(\.status),
            listsAllAgents: page.agentCount.map { $0 == page.agents.count } ?? true)
    }
}

private struct StatePage: Decodable {
    struct Agent: Decodable { var status: String }

    struct Tasks: Decodable {
        var queued: Int
        var active: Int
        var completed: Int
        var failed: Int
    }

    enum CodingKeys: String, CodingKey {
        case seq, agents, tasks
        case agentCount = "agent_count"
    }

    var seq: UInt64
    /// How many there are, when the state says so.
    var agentCount: Int?
    var agents: [String: Agent]
    var tasks: Tasks
}
