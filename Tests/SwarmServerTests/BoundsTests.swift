import SocketIO
import TestSupport
import Testing

@Suite("What one client can make the server hold")
struct BoundsTests {
    /// A session that takes nothing has its queue filled to the last byte; the answer to its CONNECT is one too many.
    @Test("a client whose own CONNECT ends it as a slow reader is counted out again")
    func slowAtConnect() async throws {
        let server = try await RunningServer()
        let path = "/socket.io/?EIO=4&transport=polling"
        let open = try server.request("GET", path)
        let sid = try EngineIOHandshake(body: Array(open.body.dropFirst())).sid
        let limit = 1 << 20
        let answer = 2 + #"40{"sid":"12345678901234567890"}"#.utf8.count
        // What a CONNECT to a namespace that is not there queues: its name, and a frame's head.
        func refusal(_ nameLength: Int) -> Int {
            "44".utf8.count + nameLength + #",{"message":"Invalid namespace"}"#.utf8.count + 4
        }
        var queued = 0
        var packets: [String] = []
        while queued <= limit - answer {
            let left = limit - queued
            // Long enough for a head of four bytes, short enough for a namespace.
            let length = left > 600 ? 200 : left > 400 ? 100 : left - refusal(0)
            packets.append("40/" + String(repeating: "n", count: length - 1) + ",")
            queued += refusal(length)
        }
        #expect(queued == limit)
        packets.append("40")
        let posted = try RawConnection(port: server.port).request(
            "POST", path + "&sid=" + sid, headers: ["Content-Type": "text/plain"],
            body: Array(packets.joined(separator: "\u{1e}").utf8))
        #expect(posted.status == 200)
        let clients = "\nswarm_clients{tier=\"good\"} "
        try await eventually("the client is counted out") {
            let text = try server.request("GET", "/metrics").text
            return text.contains("\nsocketio_dropped_total{reason=\"slow-reader\"} 1\n")
                && text.contains(clients + "0\n")
        }
        let client = try SocketClient(server)
        #expect(try server.request("GET", "/metrics").text.contains(clients + "1\n"))
        withExtendedLifetime(client) {}
    }

    @Test("a body cut off in the middle is the client's fault: no error of the server, no event")
    func cutOffBody() async throws {
        let server = try await RunningServer()
        let before = try server.json("GET", "/api/events")["lastSeq"]
        for _ in 0..<5 {
            let connection = try RawConnection(port: server.port)
            connection.send("POST /api/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            try await eventually("the server has the head") { try server.connections() == 2 }
            connection.abort()
            try await eventually("the connection is gone") { try server.connections() == 1 }
        }
        try await eventually("five answers are counted") {
            try server.request("GET", "/metrics").text
                .contains("\nswarm_http_responses_total{status=\"400\"} 5\n")
        }
        let events = try server.json("GET", "/api/events")["events"]?.array ?? []
        #expect(!events.contains { $0["event"]?.string == "log_update" })
        #expect(before != nil)
        #expect(server.program.errors.text.isEmpty, "\(server.program.errors.text)")
    }

    @Test("pages of tasks, agents and events are bounded in bytes, and reading on gets the rest")
    func pages() async throws {
        let server = try await RunningServer(["--teams", "0"])
        let text = String(repeating: "d", count: 8_000)
        let note = String(repeating: "m", count: 4_000)
        let body = #"{"task_type":"t","description":"\#(text)","metadata":{"note":"\#(note)"}}"#
        let connection = try RawConnection(port: server.port)
        for _ in 0..<400 {
            #expect(try connection.request("POST", "/api/tasks", body: Array(body.utf8)).status == 202)
        }
        var ids: [String?] = []
        while ids.count < 400 {
            let page = try connection.request("GET", "/api/tasks?limit=1000&offset=\(ids.count)")
            // A page ends with the record that reaches its bound.
            #expect(page.body.count < 256 << 10 + 20_000)
            let tasks = try JSONValue(parsing: page.body)["tasks"]?.array ?? []
            try #require(!tasks.isEmpty)
            ids += tasks.map { $0["task_id"]?.string }
        }
        #expect(ids == (1...400).reversed().map { "task-\($0)" })

        var sequences: [Int64] = []
        var last: Int64 = 1
        while (sequences.last ?? 0) < last {
            let page = try connection.request(
                "GET", "/api/events?limit=10000&after=\(sequences.last ?? 0)", within: 20)
            #expect(page.body.count < 1 << 20 + 20_000)
            let json = try JSONValue(parsing: page.body)
            last = try #require(json["lastSeq"]?.integer)
            let events = json["events"]?.array ?? []
            try #require(!events.isEmpty)
            sequences += events.compactMap { $0["seq"]?.integer }
        }
        #expect(sequences == (1...last).map { $0 })
    }

    @Test("sessions over --max-sessions are refused and counted; one that ends makes room")
    func sessions() async throws {
        let server = try await RunningServer(["--max-sessions", "1"])
        var client: SocketClient? = try SocketClient(server)
        let target = "/socket.io/?EIO=4&transport=polling"
        #expect(try server.request("GET", target).status == 503)
        #expect(
            try server.request("GET", "/metrics").text
                .contains("\nsocketio_dropped_total{reason=\"session-limit\"} 1\n"))
        client?.webSocket.connection.close()
        client = nil
        try await eventually { try server.request("GET", target).status == 200 }
    }

    @Test("an event with attachments, which no event here has, ends its connection")
    func attachments() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        client.webSocket.send(#"451-["submit_task",{"_placeholder":true,"num":0}]"#)
        try client.webSocket.closure()
        #expect(
            try server.request("GET", "/metrics").text
                .contains("\nsocketio_sessions_closed_total{reason=\"protocol-error\"} 1\n"))
    }

    @Test("the counters of what was sent are what a client received")
    func counters() async throws {
        let server = try await RunningServer(["--ping-interval", "50ms"])
        let client = try RawWebSocket(
            port: server.port, target: "/socket.io/?EIO=4&transport=websocket", owner: server)
        client.send("40")
        client.send(opcode: RawWebSocket.Opcode.ping, payload: Array("hello".utf8))
        _ = try server.submit()
        var packets = 0
        var bytes = 0
        var events = 0
        // The last event of a task, a ping, and then the answer to a goodbye.
        func take(_ frame: RawWebSocket.Frame) {
            bytes += frame.payload.count + (frame.payload.count < 126 ? 2 : 4)
            if frame.opcode == RawWebSocket.Opcode.text { packets += 1 }
            if frame.text.hasPrefix("42[") { events += 1 }
        }
        var pings = 0
        while !(pings > 2 && events >= 5) {
            let frame = try client.frame()
            take(frame)
            if frame.text == "2" {
                pings += 1
                client.send("3")
            }
        }
        client.send(opcode: RawWebSocket.Opcode.close, payload: [0x03, 0xe8])
        while let frame = try? client.frame() { take(frame) }
        let text = try server.request("GET", "/metrics").text
        #expect(text.contains("\nsocketio_packets_sent_total \(packets)\n"), "\(text)")
        #expect(text.contains("\nsocketio_sent_bytes_total \(bytes)\n"), "\(bytes)")
        #expect(text.contains("\nsocketio_events_sent_total \(events)\n"), "\(events)")
    }
}

extension RunningServer {
    /// TCP connections the server has, the one that asks included.
    func connections() throws -> Int? {
        let line = try request("GET", "/metrics").text.split(separator: "\n")
            .first { $0.hasPrefix("socketio_connections ") }
        return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
    }
}
