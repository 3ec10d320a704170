import Hummingbird
import SocketIOServer
import SwarmCore

extension SwarmAPI {
    /// `GET /metrics`.
    func getPrometheus(_ request: Request, _ context: Context) async throws -> Response {
        var text = PrometheusText()
        ProcessFigures.read()?.write(to: &text)
        sockets.counters.write(to: &text)
        figures.write(to: &text)
        try await host.perform { swarm, _ in swarm.tally }.write(to: &text)
        return Response(
            status: .ok, headers: [.contentType: PrometheusText.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text.text)))
    }
}

extension SwarmTally {
    func write(to text: inout PrometheusText) {
        text.add(
            "swarm_events_total", .counter, help: "Events that occurred, by type.",
            EventType.allCases.map { .init(events[$0] ?? 0, ("type", $0.rawValue)) })
        text.add(
            "swarm_messages_total", .counter, help: "Messages made of events, a batch being one, by type.",
            EventType.allCases.map { .init(messages[$0] ?? 0, ("type", $0.rawValue)) })
        text.add(
            "swarm_tasks_accepted_total", .counter, help: "Tasks accepted.", .init(tasksAccepted))
        text.add(
            "swarm_tasks_finished_total", .counter, help: "Tasks that ended, by outcome.",
            [.init(tasksCompleted, ("outcome", "completed")), .init(tasksFailed, ("outcome", "failed"))])
        text.add(
            "swarm_tasks", .gauge, help: "Tasks that wait or are worked on.",
            [.init(tasksQueued, ("state", "queued")), .init(tasksActive, ("state", "active"))])
        text.add(
            "swarm_agents", .gauge, help: "Agents, by status.",
            AgentStatus.allCases.map { .init(agents[$0] ?? 0, ("status", $0.rawValue)) })
        text.add(
            "swarm_clients", .gauge, help: "Clients that the swarm's messages are pushed to, by tier.",
            QualityTier.allCases.map { .init(clients[$0] ?? 0, ("tier", "\($0)")) })
        text.add("swarm_log_entries", .gauge, help: "Events that the log holds.", .init(logEntries))
    }
}
