import SocketIO
import TestSupport
import Testing

@Suite("Controlling the swarm over HTTP")
struct ControlTests {
    @Test("a task is accepted, worked on and kept with its result")
    func task() async throws {
        let server = try await RunningServer()
        let body = """
            {"task_type":"web_research","description":"d","priority":2,"requirements":{"depth":[1,2.5,"/"]},\
            "metadata":{"origin":"é","simulate":{"duration_ms":1.25}}}
            """
        let answer = try server.request("POST", "/api/tasks", body: body)
        #expect(answer.status == 202)
        #expect(answer.text == #"{"task_id":"task-1"}"#)
        #expect(answer.headers["location"] == "/api/tasks/task-1")
        try await server.wait(for: "task-1", status: "completed")
        let task = try server.json("GET", "/api/tasks/task-1")
        #expect(task["requirements"]?["depth"] == [1, 2.5, "/"])
        #expect(task["metadata"]?["origin"] == "é")
        #expect(task["priority"]?.integer == 2)
        #expect(task["priority_class"]?.string == "high")
        #expect(task["assigned_agents"] == ["agent-2"])
        #expect(task["result"]?["simulated_duration_ms"]?.number == 1.25)
        let list = try server.json("GET", "/api/tasks?status=completed")
        #expect(list["total"]?.integer == 1)
        #expect(list["tasks"]?.array?.first == task)
    }

    @Test("agents are created, listed, set to a status and deleted")
    func agents() async throws {
        let server = try await RunningServer(["--teams", "2"])
        #expect(try server.json("GET", "/api/agents")["total"]?.integer == 10)
        let created = try server.request(
            "POST", "/api/agents", body: #"{"agent_type":"code_developer","capabilities":["make_tea"]}"#)
        #expect(created.status == 201)
        let agent = try JSONValue(parsing: created.body)
        let id = try #require(agent["agent_id"]?.string)
        #expect(created.headers["location"] == "/api/agents/\(id)")
        #expect(agent["name"]?.string == "CodeBot-3")
        let changed = try server.json(
            "POST", "/api/agents/\(id)/status", body: #"{"status":"offline","details":{"why":"tea"}}"#)
        #expect(changed["status"]?.string == "offline")
        #expect(try server.request("DELETE", "/api/agents/\(id)?reason=gone").status == 204)
        #expect(try server.json("GET", "/api/agents/\(id)", status: 404)["status"]?.integer == 404)
        let entries = try server.json("GET", "/api/events?after=10")["events"]?.array ?? []
        let events = entries.filter { $0["event"]?.string != "metric_update" }
        #expect(
            events.map { $0["event"]?.string } == [
                "agent_created", "agent_update", "agent_critical_update", "log_update", "agent_deleted",
            ])
        #expect(events[1]["data"]?["details"]?["why"]?.string == "tea")
        #expect(events[4]["data"]?["reason"]?.string == "gone")
    }

    @Test("metrics come on demand")
    func metrics() async throws {
        let server = try await RunningServer()
        try await server.wait(for: try server.submit(), status: "completed")
        let metrics = try server.json("GET", "/api/metrics")
        #expect(metrics["total_tasks"]?.integer == 1)
        #expect(metrics["completed_tasks"]?.integer == 1)
        #expect(metrics["average_completion_time"]?.number ?? 0 >= 0.001)
        #expect(metrics["agent_utilization"]?.object?.members.count == 5)
    }

    @Test("the seed decides how long work takes")
    func seed() async throws {
        func durations(_ seed: String) async throws -> [Double?] {
            let server = try await RunningServer(["--seed", seed, "--teams", "8"])
            let ids = try (0..<8).map { _ in
                try server.submit(#"{"task_type":"code_review","description":"d"}"#)
            }
            for id in ids { try await server.wait(for: id, status: "completed") }
            return try ids.map {
                try server.json("GET", "/api/tasks/\($0)")["result"]?["simulated_duration_ms"]?.number
            }
        }
        let first = try await durations("42")
        #expect(try await durations("42") == first)
        #expect(try await durations("43") != first)
    }

    @Test("the page at / lists what there is")
    func index() async throws {
        let server = try await RunningServer()
        let page = try server.request("GET", "/")
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(page.text.contains("POST /api/agents/{id}/status"))
    }
}
