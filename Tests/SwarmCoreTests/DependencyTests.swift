import Testing

@testable import SwarmCore

@Suite("Dependencies between tasks")
struct DependencyTests {
    @Test("a task waits for all it depends on, without holding up others")
    func waits() throws {
        let probe = Probe()
        let first = try probe.submit("web_research", milliseconds: 50)
        let second = try probe.submit("error_detection", milliseconds: 100)
        let dependent = try probe.submit("code_review", dependencies: [first, second, first])
        let other = try probe.submit("code_review", milliseconds: 10, priority: 9)
        #expect(try probe.task(dependent)["status"].text == "pending")
        #expect(try probe.task(other)["status"].text == "executing")
        probe.advance(milliseconds: 99)
        #expect(try probe.task(dependent)["status"].text == "pending")
        probe.advance(milliseconds: 1)
        #expect(try probe.task(dependent)["status"].text == "executing")
    }

    @Test("a dependency that has completed already is no reason to wait")
    func completed() throws {
        let probe = Probe()
        let first = try probe.submit()
        probe.advance(milliseconds: 40)
        let dependent = try probe.submit(dependencies: [first])
        #expect(try probe.task(dependent)["status"].text == "executing")
    }

    @Test("an unknown dependency is refused, the task's own future id included, so no cycle can be made")
    func unknown() throws {
        let probe = Probe()
        #expect(throws: SwarmRefusal.unknownDependency("task-1")) {
            try probe.submit(dependencies: ["task-1"])
        }
        #expect(throws: SwarmRefusal.unknownDependency("nothing")) {
            try probe.submit(dependencies: ["nothing"])
        }
        let first = try probe.submit()
        #expect(first == "task-1", "refused tasks take no number")
        #expect(throws: SwarmRefusal.unknownDependency("task-2")) {
            try probe.submit(dependencies: [first, "task-2"])
        }
    }

    @Test("a failed dependency fails all that depend on it, directly or not, once each")
    func failed() throws {
        let probe = Probe()
        let doomed = try probe.submit("web_research", failTimes: 3)
        let direct = try probe.submit(dependencies: [doomed])
        let indirect = try probe.submit(dependencies: [direct, doomed])
        let last = try probe.submit(dependencies: [indirect])
        let independent = try probe.submit()
        probe.advance(milliseconds: 10_000)
        for id in [direct, indirect, last] {
            #expect(try probe.task(id)["status"].text == "failed")
            #expect(try probe.task(id)["error"].text?.contains("has failed") == true)
        }
        #expect(try probe.task(independent)["status"].text == "completed")
        #expect(try probe.sent("task_failed").count == 4)
        #expect(try probe.sent("task_queue_update").last?["stats"]["queued"].number == 0)
        let late = try probe.submit(dependencies: [doomed])
        #expect(try probe.task(late)["status"].text == "failed")
        #expect(try JSON(probe.swarm.state().body)["tasks"]["failed"].number == 5)
    }

    @Test("a long chain of dependents fails without deep recursion")
    func longChain() throws {
        let probe = Probe { $0.finishedTasksKept = 20_000 }
        var previous = try probe.submit(failTimes: 3)
        for _ in 0..<5_000 { previous = try probe.submit(dependencies: [previous]) }
        probe.advance(milliseconds: 10_000)
        #expect(try probe.task(previous)["status"].text == "failed")
    }

    @Test("a task forgotten after it finished is unknown")
    func forgotten() throws {
        let probe = Probe { $0.finishedTasksKept = 2 }
        let ids = try (0..<3).map { _ in
            let id = try probe.submit()
            probe.advance(milliseconds: 40)
            return id
        }
        #expect(probe.swarm.taskJSON(ids[0]) == nil)
        #expect(throws: SwarmRefusal.unknownDependency(ids[0])) { try probe.submit(dependencies: [ids[0]]) }
        #expect(try probe.task(ids[1])["status"].text == "completed")
    }
}
