import Testing

@testable import SwarmCore

@Suite("Metrics and state")
struct PublishingTests {
    @Test(
        "the swarm's metrics come every 5 s, its status with the first and every 30 s, and a late owner skips what it missed"
    )
    func periodic() throws {
        let probe = Probe(periodic: true)
        probe.advance(milliseconds: 59_000)
        let statuses = try probe.entries().filter { $0.type == .swarmStatusUpdate }
        #expect(statuses.map { ($0.timestamp - Probe.start) / 1_000_000 } == [5_000, 35_000])
        #expect(try probe.sent("swarm_status_update").count == 2)
        let metrics = try probe.entries().filter { $0.type == .metricUpdate }
        #expect(metrics.map { ($0.timestamp - Probe.start) / 1_000_000 } == (1...12).map { $0 * 5_000 })
        probe.now += 22_000_000_000
        probe.swarm.advance(to: probe.now)
        #expect(try probe.entries().filter { $0.type == .metricUpdate }.count == 13)
        probe.advance(milliseconds: 3_000)
        #expect(try probe.entries().filter { $0.type == .metricUpdate }.count == 14)
    }

    @Test("metrics count tasks, average submission to completion, and tell each agent's share of work")
    func figures() throws {
        let probe = Probe()
        try probe.submit(milliseconds: 100)
        try probe.submit(milliseconds: 300)
        try probe.submit("web_research", failTimes: 3)
        probe.advance(milliseconds: 9_000)
        let metrics = try JSON(probe.swarm.metricsJSON(now: probe.now))
        #expect(metrics["total_tasks"].number == 3)
        #expect(metrics["completed_tasks"].number == 2)
        #expect(metrics["failed_tasks"].number == 1)
        // 0.1 s, and 0.1 s of waiting with 0.3 s of work.
        #expect(metrics["average_completion_time"].number == 0.25)
        // The swarm is 10 s old.
        #expect(metrics["agent_utilization"]["agent-3"].number == 0.04)
        #expect(metrics["agent_utilization"]["agent-2"].number == 0.012)
        #expect(metrics["agent_utilization"]["agent-1"].number == 0)
    }

    @Test("an agent's metrics cover the time since its last ones")
    func agentMetrics() throws {
        let probe = Probe()
        probe.advance(milliseconds: 1_000)
        try probe.submit(milliseconds: 500)
        probe.advance(milliseconds: 1_000)
        try probe.submit(milliseconds: 500, failTimes: 1)
        probe.advance(milliseconds: 500)
        let metrics = try probe.entries().filter { $0.type == .metricUpdate }.map { try JSON($0.data) }
        #expect(metrics.map { $0["cpu"].number } == [20, 50])
        #expect(metrics.map { $0["tasks_completed"].number } == [1, 1])
        #expect(metrics.map { $0["error_rate"].number } == [0, 0.5])
        #expect(metrics.allSatisfy { ($0["memory"].number ?? 0) > 0 })
    }

    @Test("the state has the contract's shape and about 1 KB for the default team")
    func stateShape() throws {
        let probe = Probe()
        for _ in 0..<6 {
            try probe.submit()
            probe.advance(milliseconds: 100)
        }
        let body = probe.swarm.state().body
        #expect((800...1_700).contains(body.count), "\(body.count) bytes")
        let state = try JSON(body)
        #expect(
            state.keys == [
                "server_id", "seq", "timestamp", "name", "agent_count", "agents", "tasks", "metrics",
                "activity",
            ])
        #expect(state["seq"].number == Double(probe.swarm.log.lastSequence))
        #expect(state["agents"].keys.count == 5)
        #expect(state["agents"]["agent-3"].keys == ["name", "role", "status", "reliability", "load"])
        #expect(state["tasks"].keys == ["queued", "active", "completed", "failed", "recent"])
        #expect(state["tasks"]["completed"].number == 6)
        #expect(
            state["tasks"]["recent"].items.map { $0["task_id"].text }
                == ["task-6", "task-5", "task-4", "task-3", "task-2"])
        #expect(state["tasks"]["recent"].items.allSatisfy { $0["status"].text == "completed" })
        #expect(
            state["metrics"].keys == [
                "total_tasks", "completed_tasks", "failed_tasks", "average_completion_time",
            ])
        #expect(
            state["activity"].items.map { $0["event"].text } == [
                "metric_update", "agent_update", "task_completed",
            ])
    }

    @Test("the state stays bounded with many agents and tasks under way")
    func stateBound() throws {
        let probe = Probe { $0.teams = 200 }
        for index in 0..<3_000 {
            try probe.submit(index % 2 == 0 ? "code_review" : "collaborative_work", milliseconds: 60_000)
        }
        let state = try JSON(probe.swarm.state().body)
        #expect(probe.swarm.state().body.count < 4_096)
        #expect(state["agents"].keys.count == 20)
        #expect(state["agent_count"].number == 1_000)
        #expect(state["tasks"]["queued"].number! + state["tasks"]["active"].number! == 3_000)
    }

    @Test("the state is encoded once until the next event, and its tag names server and seq")
    func stateCache() throws {
        let probe = Probe()
        let first = probe.swarm.state()
        probe.advance(milliseconds: 100)
        let again = probe.swarm.state()
        #expect(
            first.body.withUnsafeBytes { $0.baseAddress } == again.body.withUnsafeBytes { $0.baseAddress })
        #expect(first.entityTag == "\"server-under-test-5\"")
        try probe.submit()
        #expect(probe.swarm.state().entityTag == "\"server-under-test-8\"")
    }

    @Test("listings page, and tasks can be chosen by status")
    func listings() throws {
        let probe = Probe()
        for _ in 0..<5 { try probe.submit() }
        probe.advance(milliseconds: 80)
        let page = try JSON(probe.swarm.tasksJSON(status: nil, offset: 1, limit: 2))
        #expect(page["tasks"].items.map { $0["task_id"].text } == ["task-4", "task-3"])
        #expect(page["total"].number == 5)
        let beyond = try JSON(probe.swarm.tasksJSON(status: nil, offset: .max, limit: 10))
        #expect(beyond["tasks"].items.isEmpty)
        #expect(try JSON(probe.swarm.agentsJSON(offset: .max, limit: 10))["agents"].items.isEmpty)
        let completed = try JSON(probe.swarm.tasksJSON(status: .completed, offset: 0, limit: 10))
        #expect(completed["tasks"].items.map { $0["task_id"].text } == ["task-2", "task-1"])
        let agents = try JSON(probe.swarm.agentsJSON(offset: 4, limit: 10))
        #expect(agents["agents"].items.map { $0["agent_id"].text } == ["agent-5"])
        #expect(agents["total"].number == 5)
    }
}
