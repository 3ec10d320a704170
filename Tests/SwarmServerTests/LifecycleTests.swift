import Foundation
import SocketIO
import TestSupport
import Testing

@Suite("A server's beginning and end")
struct LifecycleTests {
    @Test("it says where it listens, and nothing else on standard output")
    func listening() async throws {
        let server = try await RunningServer()
        #expect(try server.request("GET", "/readyz").status == 200)
        #expect(try server.request("GET", "/healthz").text == #"{"status":"ok"}"#)
        #expect(server.program.output.lines.count == 1)
        #expect(try await server.program.stop() == 0)
    }

    @Test(
        "SIGTERM and SIGINT end it with 0 in bounded time, stuck clients or not",
        arguments: [SIGTERM, SIGINT])
    func signals(signal: Int32) async throws {
        let server = try await RunningServer(["--log-level", "warning"])
        let clients = try (0..<5).map { _ in try SocketClient(server) }
        // One has sent half a request, one half of a body, and one is an idle connection.
        let stuck = try (0..<3).map { _ in try RawConnection(port: server.port) }
        stuck[0].send("GET /api/swarm HT")
        stuck[1].send("POST /api/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        let stopwatch = EndWatch(processID: server.program.processID)
        server.program.send(signal)
        #expect(try await server.program.exitStatus(within: 30) == 0)
        try await eventually("the stopwatch has seen it") { stopwatch.time != nil }
        let time = try #require(stopwatch.time)
        #expect(time < .seconds(20), "three seconds are promised; the rest is for a busy machine")
        withExtendedLifetime((clients, stuck)) {}
    }

    @Test("its clients are told goodbye")
    func goodbye() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        server.program.send(SIGTERM)
        var messages: [String] = []
        while true {
            guard let frame = try? client.webSocket.frame() else { break }
            if frame.opcode == RawWebSocket.Opcode.text { messages.append(frame.text) }
        }
        #expect(messages.contains("41"), "a Socket.IO disconnect: \(messages)")
        #expect(try await server.program.exitStatus() == 0)
    }

    @Test("while it says goodbye, it takes no more tasks")
    func noMoreTasks() async throws {
        let server = try await RunningServer()
        // A client that polls and does not come for its goodbye makes it last.
        let path = "/socket.io/?EIO=4&transport=polling"
        let open = try server.request("GET", path)
        let sid = try EngineIOHandshake(body: Array(open.body.dropFirst())).sid
        let posted = try RawConnection(port: server.port).request(
            "POST", path + "&sid=" + sid, headers: ["Content-Type": "text/plain"], body: Array("40".utf8))
        #expect(posted.status == 200)
        let connection = try RawConnection(port: server.port)
        #expect(try connection.request("GET", "/readyz").status == 200)
        server.program.send(SIGTERM)
        var ready = 200
        while ready == 200 { ready = try connection.request("GET", "/readyz").status }
        #expect(ready == 503)
        let body = Array(#"{"task_type":"code_review","description":"d"}"#.utf8)
        let answer = try connection.request("POST", "/api/tasks", body: body)
        #expect(answer.status == 503)
        #expect(answer.text.contains("stopping"))
    }

    @Test("what has collected is sent before it ends")
    func lastWords() async throws {
        let server = try await RunningServer(["--batch-window", "task_update=1h"])
        let client = try SocketClient(server)
        _ = try server.submit()
        server.program.send(SIGTERM)
        #expect(try client.next("task_update_batch")["count"]?.integer == 2)
    }

    @Test("it ends with its standard input when told so")
    func inputEnds() async throws {
        let server = try await RunningServer()
        server.program.closeInput()
        #expect(try await server.program.exitStatus() == 0)
    }

    @Test("it outlives its standard input otherwise")
    func inputIgnored() async throws {
        let program = try RunningProgram(BuiltProduct.url(named: "swarm-server"), arguments: ["--port", "0"])
        let line = try await program.line(startingWith: "listening on ")
        let port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
        program.closeInput()
        for _ in 0..<20 {
            #expect(try RawConnection(port: port).request("GET", "/healthz").status == 200)
        }
        #expect(try await program.stop() == 0)
    }

    @Test("a port in use ends it with 69 and one sentence")
    func portInUse() async throws {
        let server = try await RunningServer()
        let second = try RunningProgram(
            BuiltProduct.url(named: "swarm-server"), arguments: ["--port", "\(server.port)"])
        #expect(try await second.exitStatus(within: 20) == 69)
        #expect(second.errors.lines.count == 1)
        #expect(second.errors.text.contains("127.0.0.1:\(server.port) is in use"))
        #expect(second.output.text.isEmpty)
    }

    @Test(
        "an address that is not there ends it with 69 and one sentence",
        arguments: ["203.0.113.1", "no-such-host.invalid"])
    func badHost(host: String) async throws {
        let program = try RunningProgram(
            BuiltProduct.url(named: "swarm-server"), arguments: ["--port", "0", "--host", host])
        #expect(try await program.exitStatus(within: 30) == 69)
        #expect(program.errors.text.contains("--host"))
        #expect(program.errors.lines.count == 1, "\(program.errors.text)")
    }
}
