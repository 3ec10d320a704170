import Testing

@testable import SwarmCore

@Suite("What happens to a task, event by event")
struct SequenceTests {
    @Test("a task that succeeds at once")
    func success() throws {
        let probe = Probe()
        try probe.submit(milliseconds: 40)
        probe.advance(milliseconds: 39.9)
        #expect(
            try probe.story() == [
                "task_update task-1 queued at 5.0", "task_update task-1 assigned agent-3",
                "agent_update agent-3 processing",
            ])
        probe.advance(milliseconds: 0.1)
        #expect(
            try probe.story(after: 8) == [
                "task_completed task-1 agent-3", "agent_update agent-3 idle", "metric_update agent-3",
            ])
        probe.advance(milliseconds: 10_000)
        #expect(try probe.entries(after: 11).isEmpty)
    }

    @Test("its completion tells the drawn and the measured duration, and the stamp of a late owner is late")
    func completion() throws {
        let probe = Probe()
        let id = try probe.submit(milliseconds: 40.125)
        // The owner wakes 2.5 ms late.
        probe.now += 42_625_000
        probe.swarm.advance(to: probe.now)
        let completed = try #require(try probe.sent("task_completed").first)
        #expect(completed["timestamp"].text == "2026-01-01T00:00:01.042625Z")
        #expect(completed["duration_ms"].number == 42.625)
        #expect(completed["result"]["simulated_duration_ms"].number == 40.125)
        #expect(completed["result"]["started_at"].text == "2026-01-01T00:00:01.000000Z")
        #expect(try probe.task(id)["result"]["simulated_duration_ms"].number == 40.125)
        #expect(try probe.task(id)["status"].text == "completed")
        #expect(try probe.entries().last?.timestamp == probe.now)
    }

    @Test("a failure is retried one priority worse, and the agent recovers from its error")
    func retry() throws {
        let probe = Probe()
        try probe.submit(failTimes: 1)
        probe.advance(milliseconds: 40)
        #expect(
            try probe.story(after: 8) == [
                "task_update task-1 queued at 6.0", "log_update warning", "agent_update agent-3 error",
                "agent_critical_update agent-3 error", "system_alert error", "metric_update agent-3",
                "task_queue_update 1.0",
            ])
        probe.advance(milliseconds: 1_000)
        #expect(
            try probe.story(after: 15) == [
                "agent_update agent-3 idle", "task_update task-1 assigned agent-3",
                "agent_update agent-3 processing", "task_queue_update 0.0",
            ])
        probe.advance(milliseconds: 40)
        #expect(
            try probe.story(after: 19) == [
                "task_completed task-1 agent-3", "agent_update agent-3 idle", "metric_update agent-3",
            ])
        #expect(try probe.task("task-1")["executions"].number == 2)
    }

    @Test("after three executions it has failed for good")
    func failure() throws {
        let probe = Probe()
        let id = try probe.submit(failTimes: 9)
        probe.advance(milliseconds: 10_000)
        let story = try probe.story().filter { !$0.hasPrefix("task_queue_update") }
        #expect(story.filter { $0 == "agent_update agent-3 processing" }.count == 3)
        let end = try #require(story.firstIndex(of: "task_failed task-1 agent-3"))
        #expect(
            Array(story[end...]) == [
                "task_failed task-1 agent-3", "system_alert error", "log_update error",
                "agent_update agent-3 error", "agent_critical_update agent-3 error", "system_alert error",
                "metric_update agent-3", "agent_update agent-3 idle",
            ])
        let failed = try #require(try probe.sent("task_failed").first)
        #expect(failed["error"].text == "simulated failure")
        #expect(failed["traceback"].text?.split(separator: "\n").count == 3)
        #expect(try probe.task(id)["priority"].number == 7)
        #expect(try probe.agent("agent-3")["status"].text == "idle")
    }

    @Test("an execution that takes longer than 300 s fails then")
    func timeout() throws {
        let probe = Probe()
        let id = try probe.submit(milliseconds: 300_001)
        probe.advance(milliseconds: 299_999.999)
        #expect(try probe.task(id)["status"].text == "executing")
        probe.advance(milliseconds: 0.001)
        #expect(try probe.task(id)["status"].text == "pending")
        #expect(try probe.task(id)["failures"].items.count == 1)
        probe.advance(milliseconds: 700_000)
        #expect(try probe.sent("task_failed").first?["error"].text == "timed out after 300 s")
    }

    @Test("an execution of exactly 300 s succeeds")
    func justInTime() throws {
        let probe = Probe()
        let id = try probe.submit(milliseconds: 300_000)
        probe.advance(milliseconds: 300_000)
        #expect(try probe.task(id)["status"].text == "completed")
    }

    @Test("an agent's deletion gives the task back, at its old place and without counting the execution")
    func deletion() throws {
        let probe = Probe { $0.teams = 2 }
        let id = try probe.submit()
        let other = try probe.submit()
        let waiting = try probe.submit()
        try probe.swarm.deleteAgent("agent-3", reason: "test", now: probe.now)
        #expect(try probe.task(id)["status"].text == "pending")
        #expect(try probe.task(id)["executions"].number == 0)
        probe.advance(milliseconds: 40)
        #expect(try probe.task(other)["status"].text == "completed")
        #expect(try probe.task(id)["status"].text == "executing", "it was first in the queue")
        #expect(try probe.task(waiting)["status"].text == "pending")
        probe.advance(milliseconds: 80)
        #expect(try probe.task(waiting)["status"].text == "completed")
    }

    @Test("tasks whose only agent is gone wait for the next one, or go to agents that take anything")
    func nobodyListsTheType() throws {
        let probe = Probe()
        for id in ["agent-2", "agent-3"] { try probe.swarm.deleteAgent(id, reason: "test", now: probe.now) }
        let id = try probe.submit("code_review")
        probe.advance(milliseconds: 3_600_000)
        #expect(try probe.task(id)["status"].text == "pending")
        _ = try probe.swarm.createAgent(AgentCreation(template: "research_specialist"), now: probe.now)
        #expect(try probe.task(id)["status"].text == "executing", "a specialist takes what nobody lists")
    }
}
