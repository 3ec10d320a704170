import SocketIO
import SwarmCore
import TestSupport
import Testing

@testable import SwarmServer

@Suite("Polling the state and the log")
struct StateTests {
    @Test("an unchanged state is answered with 304, a changed one in full")
    func entityTag() async throws {
        let server = try await RunningServer()
        let first = try server.request("GET", "/api/swarm")
        #expect(first.status == 200)
        #expect(first.headers["content-type"] == "application/json")
        let tag = try #require(first.headers["etag"])
        let second = try server.request("GET", "/api/swarm", headers: ["If-None-Match": tag])
        #expect(second.status == 304)
        #expect(second.body.isEmpty)
        #expect(second.headers["etag"] == tag)
        let task = try server.submit()
        try await server.wait(for: task, status: "completed")
        let third = try server.request("GET", "/api/swarm", headers: ["If-None-Match": tag])
        #expect(third.status == 200)
        let state = try JSONValue(parsing: third.body)
        #expect(
            third.headers["etag"] == "\"\(state["server_id"]?.string ?? "")-\(state["seq"]?.integer ?? 0)\"")
        #expect(state["tasks"]?["completed"]?.integer == 1)
        #expect(state["tasks"]?["recent"]?.array?.first?["task_id"]?.string == task)
    }

    @Test("a poll after a submission's answer shows its effect, whatever was cached")
    func freshness() async throws {
        let server = try await RunningServer()
        let connection = try RawConnection(port: server.port)
        for count in 1...50 {
            let body = Array(#"{"task_type":"code_review","description":"d"}"#.utf8)
            #expect(try connection.request("POST", "/api/tasks", body: body).status == 202)
            let state = try JSONValue(parsing: connection.request("GET", "/api/swarm").body)
            #expect(state["metrics"]?["total_tasks"]?.integer == Int64(count))
        }
    }

    @Test("a poll after a push shows at least what was pushed")
    func pushThenPoll() async throws {
        let server = try await RunningServer([
            "--batch-window", "task_update=0", "--batch-window", "agent_update=0",
        ])
        let client = try SocketClient(server)
        let connection = try RawConnection(port: server.port)
        var polls = 0
        for _ in 0..<40 {
            _ = try server.submit()
            let completed = try client.next("task_completed")
            let pushed = try #require(completed["seq"]?.integer)
            let state = try JSONValue(parsing: connection.request("GET", "/api/swarm").body)
            #expect(state["seq"]?.integer ?? 0 >= pushed)
            polls += 1
        }
        #expect(polls == 40)
    }

    @Test(
        "If-None-Match compares weakly, in lists, and knows the star",
        arguments: [
            ("\"a-1\"", true), ("W/\"a-1\"", true), ("\"x\", \"a-1\"", true), ("*", true),
            ("\"x\",W/\"a-1\" ", true),
            ("\"a-2\"", false), ("a-1", false), ("", false), ("\"a-1\"x", false),
        ] as [(String, Bool)])
    func ifNoneMatch(header: String, matches: Bool) {
        #expect(EntityTag.matches(ifNoneMatch: header, tag: "\"a-1\"") == matches)
    }

    @Test("the log is read page by page")
    func pages() async throws {
        let server = try await RunningServer()
        let task = try server.submit()
        try await server.wait(for: task, status: "completed")
        var after: Int64 = 0
        var events: [JSONValue] = []
        while true {
            let page = try server.json("GET", "/api/events?after=\(after)&limit=3")
            let read = page["events"]?.array ?? []
            #expect(read.count <= 3)
            events += read
            guard let last = read.last?["seq"]?.integer else { break }
            after = last
        }
        #expect(events.map { $0["seq"]?.integer } == (1...Int64(events.count)).map { $0 })
        // The swarm's own metrics, every 5 s, may be anywhere among them.
        let caused = events.filter { $0["data"]?["metrics"] == nil }
        #expect(
            caused.suffix(6).map { $0["event"]?.string } == [
                "task_update", "task_update", "agent_update", "task_completed", "agent_update",
                "metric_update",
            ])
        for event in events {
            #expect(event["room"]?.string == "dashboard")
            #expect(event["data"]?["seq"] == event["seq"])
            #expect(event["data"]?["timestamp"] == event["timestamp"])
        }
    }

    @Test("what the log no longer keeps is gone, and the answer says where it begins")
    func gone() async throws {
        let server = try await RunningServer(["--log-size", "10"])
        for _ in 0..<4 { try await server.wait(for: try server.submit(), status: "completed") }
        let problem = try server.json("GET", "/api/events?after=0", status: 410)
        let first = try #require(problem["firstSeq"]?.integer)
        let last = try #require(problem["lastSeq"]?.integer)
        #expect(last - first == 9)
        #expect(problem["status"]?.integer == 410)
        let rest = try server.json("GET", "/api/events?after=\(first - 1)")
        #expect(rest["events"]?.array?.count ?? 0 >= 10)
        #expect(
            try server.json("GET", "/api/events?after=\(first - 2)", status: 410)["title"]?.string == "Gone")
        let oldest = try server.json("GET", "/api/events?limit=1")
        #expect(oldest["events"]?.array?.first?["seq"] == oldest["firstSeq"])
        let end = try server.json("GET", "/api/events")["lastSeq"]?.integer ?? 0
        #expect(try server.json("GET", "/api/events?after=\(end + 1_000)", status: 410)["lastSeq"] != nil)
    }
}
