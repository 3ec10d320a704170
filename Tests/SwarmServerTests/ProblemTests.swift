import SocketIO
import TestSupport
import Testing

@testable import SwarmServer

@Suite("Errors of the HTTP API")
struct ProblemTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: String
        let target: String
        var body: String?
        let status: Int
        let words: String

        var testDescription: String { "\(method) \(target) \(body?.prefix(60) ?? "")" }

        init(_ method: String, _ target: String, _ body: String?, _ status: Int, _ words: String) {
            self.method = method
            self.target = target
            self.body = body
            self.status = status
            self.words = words
        }
    }

    static let cases: [Case] = [
        Case("GET", "/nothing", nil, 404, "/nothing"),
        Case("GET", "/api/agents/agent-99", nil, 404, "agent-99"),
        Case("DELETE", "/api/agents/agent-99", nil, 404, "agent-99"),
        Case("GET", "/api/tasks/task-99", nil, 404, "task-99"),
        Case("POST", "/api/agents/agent-99/status", #"{"status":"idle"}"#, 404, "agent-99"),
        Case("PUT", "/api/tasks", "{}", 405, "GET, HEAD, POST"), Case("POST", "/api/swarm", "{}", 405, "GET"),
        Case("DELETE", "/api/tasks/task-1", nil, 405, "GET, HEAD"),
        Case("POST", "/api/tasks", nil, 400, "JSON"), Case("POST", "/api/tasks", "{", 400, "byte 1"),
        Case("POST", "/api/tasks", #"{"task_type":"a"} x"#, 400, "JSON"),
        Case("POST", "/api/tasks", String(repeating: "[", count: 100), 400, "JSON"),
        Case("POST", "/api/tasks", "[]", 422, "object"), Case("POST", "/api/tasks", "{}", 422, "task_type"),
        Case("POST", "/api/tasks", #"{"task_type":1}"#, 422, "a string"),
        Case("POST", "/api/tasks", #"{"task_type":"a"}"#, 422, "description"),
        Case("POST", "/api/tasks", #"{"task_type":"a","description":null}"#, 422, "description"),
        Case("POST", "/api/tasks", #"{"task_type":"","description":"d"}"#, 422, "empty"),
        Case("POST", "/api/tasks", #"{"task_type":"a","description":"d","task_type":"b"}"#, 422, "twice"),
        Case("POST", "/api/tasks", #"{"task_type":"a","description":"d","colour":"red"}"#, 422, "colour"),
        Case(
            "POST", "/api/tasks", #"{"task_type":"a","description":"d","priority":0}"#, 422, "1 (best) to 10"),
        Case(
            "POST", "/api/tasks", #"{"task_type":"a","description":"d","priority":1.5}"#, 422, "whole number"),
        Case(
            "POST", "/api/tasks", #"{"task_type":"a","description":"d","dependencies":["x"]}"#, 422,
            "dependency x"),
        Case(
            "POST", "/api/tasks", #"{"task_type":"a","description":"d","dependencies":[1]}"#, 422, "strings"),
        Case("POST", "/api/tasks", #"{"task_type":"a","description":"d","metadata":[]}"#, 422, "metadata"),
        Case(
            "POST", "/api/tasks", #"{"task_type":"a","description":"d","metadata":{"simulate":{"x":1}}}"#,
            422,
            "metadata.simulate.x"),
        Case(
            "POST", "/api/tasks",
            #"{"task_type":"a","description":"d","metadata":{"simulate":{"duration_ms":-1}}}"#, 422,
            "duration_ms"),
        Case(
            "POST", "/api/tasks",
            #"{"task_type":"a","description":"d","metadata":{"simulate":{"fail_times":"2"}}}"#, 422,
            "fail_times"),
        Case("POST", "/api/agents", "{}", 422, "template"),
        Case("POST", "/api/agents", #"{"template":"chef"}"#, 422, "code_developer"),
        Case(
            "POST", "/api/agents", #"{"template":"code_developer","agent_type":"system_monitor"}"#, 422,
            "different"),
        Case(
            "POST", "/api/agents", #"{"template":"code_developer","capabilities":[{}]}"#, 422,
            "capabilities.name"),
        Case("POST", "/api/agents/agent-1/status", #"{"status":"asleep"}"#, 422, "idle, busy"),
        Case("GET", "/api/events?after=-1", nil, 400, "after"),
        Case("GET", "/api/events?after=99999", nil, 410, "99999"),
        Case("GET", "/api/events?limit=0", nil, 400, "limit"),
        Case("GET", "/api/events?limit=10001", nil, 400, "10000"),
        Case("GET", "/api/events?befor=1", nil, 400, "befor"),
        Case("GET", "/api/events?after=1&after=2", nil, 400, "twice"),
        Case("GET", "/api/tasks?status=done", nil, 400, "completed"),
        Case("GET", "/api/agents?offset=x", nil, 400, "offset"),
        Case("POST", "/api/tasks", "\"" + String(repeating: "x", count: 70_000) + "\"", 413, "65536"),
    ]

    @Test("are problem JSON with the right status and a useful sentence")
    func table() async throws {
        let server = try await RunningServer()
        for example in ProblemTests.cases {
            let answer = try server.request(example.method, example.target, body: example.body)
            let comment = "\(example.testDescription): \(answer.status) \(answer.text)"
            #expect(answer.status == example.status, "\(comment)")
            #expect(answer.headers["content-type"] == "application/problem+json", "\(comment)")
            let problem = try JSONValue(parsing: answer.body)
            #expect(problem["status"]?.integer == Int64(example.status), "\(comment)")
            #expect(problem["type"]?.string == "about:blank", "\(comment)")
            #expect(problem["title"]?.string?.isEmpty == false, "\(comment)")
            #expect(problem["detail"]?.string?.contains(example.words) == true, "\(comment)")
            if example.status == 405 { #expect(answer.headers["allow"]?.isEmpty == false) }
        }
        #expect(try server.json("GET", "/api/swarm")["metrics"]?["total_tasks"]?.integer == 0)
    }

    @Test("a connection goes on after an error")
    func keepAlive() async throws {
        let server = try await RunningServer()
        let connection = try RawConnection(port: server.port)
        for _ in 0..<3 {
            let large = Array(repeating: UInt8(ascii: "x"), count: 200_000)
            #expect(try connection.request("POST", "/api/tasks", body: large).status == 413)
            for (target, status) in [("/healthz", "200 "), ("/nothing", "404 ")] {
                connection.sendRequest("HEAD", target)
                #expect(try connection.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 \(status)"))
            }
            #expect(try connection.request("GET", "/healthz").status == 200)
        }
    }

    @Test("a full queue is 503 with a time to wait")
    func fullQueue() async throws {
        let server = try await RunningServer(["--max-queue", "2"])
        let body =
            #"{"task_type":"code_review","description":"d","metadata":{"simulate":{"duration_ms":60000}}}"#
        for _ in 0..<3 { _ = try server.submit(body) }
        let refused = try server.request("POST", "/api/tasks", body: body)
        #expect(refused.status == 503)
        #expect(refused.headers["retry-after"] == "1")
        #expect(refused.text.contains("--max-queue"))
    }

    @Test("an agent at work keeps its status: 409")
    func conflict() async throws {
        let server = try await RunningServer()
        _ = try server.submit(
            #"{"task_type":"code_review","description":"d","metadata":{"simulate":{"duration_ms":60000}}}"#)
        let answer = try server.request("POST", "/api/agents/agent-3/status", body: #"{"status":"idle"}"#)
        #expect(answer.status == 409)
        #expect(answer.text.contains("task-1"))
    }
}
