import SocketIO
import TestSupport
import Testing

@Suite("Pushing to Socket.IO clients")
struct PushTests {
    @Test("a client is told who it is and where, and gets every event from then on")
    func dashboard() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        let id = try #require(client.established["client_id"]?.string)
        #expect(id.count >= 16)
        #expect(client.established["rooms"] == ["dashboard"])
        let state = try server.json("GET", "/api/swarm")
        #expect(client.established["server_id"] == state["server_id"])
        #expect(client.established["timestamp"]?.string?.count == 27)
        let seen = try #require(state["seq"]?.integer)
        _ = try server.submit()

        var sequences: [Int64] = []
        let wanted: Set<String> = [
            "task_update_batch", "agent_update_batch", "task_completed", "metric_update_batch",
        ]
        while sequences.count < 6 {
            guard let event = try SocketClient.event(try client.webSocket.message()) else { continue }
            #expect(wanted.contains(event.name))
            let items = event.payload["batch"]?.array ?? [event.payload]
            sequences += items.compactMap { $0["seq"]?.integer }
        }
        #expect(sequences.sorted() == (1...6).map { seen + $0 })
    }

    @Test("pong brings the ping's id back", arguments: ["\"abc\"", "17", "null", "{\"a\":[1]}"])
    func ping(id: String) async throws {
        let client = try SocketClient(try await RunningServer())
        client.webSocket.send("42[\"ping\",{\"ping_id\":\(id)}]")
        let pong = try client.next("pong")
        #expect(try pong["ping_id"] == JSONValue(parsing: Array(id.utf8)))
        #expect(pong["timestamp"]?.string?.hasSuffix("Z") == true)
        #expect(pong["seq"] == nil)
    }

    @Test("rooms decide who gets a task's events")
    func rooms() async throws {
        let server = try await RunningServer()
        let inside = try SocketClient(server)
        let outside = try SocketClient(server)
        inside.webSocket.send(#"42["join_room",{"room":"side"}]"#)
        let joined = try inside.next("room_joined")
        #expect(joined["room"]?.string == "side")
        #expect(joined["client_id"] == inside.established["client_id"])
        inside.webSocket.send(#"42["leave_room",{"room":"dashboard"}]"#)
        #expect(try inside.next("room_left")["room"]?.string == "dashboard")

        let sided = try server.submit(
            #"{"task_type":"code_review","description":"d","metadata":{"room":"side","simulate":{"duration_ms":1}}}"#
        )
        let open = try server.submit(
            #"{"task_type":"web_research","description":"d","metadata":{"simulate":{"duration_ms":1}}}"#)
        try await server.wait(for: sided, status: "completed")
        try await server.wait(for: open, status: "completed")
        #expect(try inside.next("task_completed")["task_id"]?.string == sided)
        #expect(try outside.next("task_completed")["task_id"]?.string == open)
    }

    @Test("a task is submitted with an acknowledgement of its id or of what is wrong")
    func submit() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        #expect(
            try client.call("submit_task", #"{"task_type":"code_review","description":"d"}"#) == [
                "task_id": "task-1"
            ])
        for body in [
            "{}", "7", #"{"task_type":"x"}"#, #"{"task_type":"x","description":"d","priority":99}"#,
            #"{"task_type":"x","description":"d","dependencies":["y"]}"#,
        ] {
            let answer = try client.call("submit_task", body)
            #expect(answer["error"]?.string?.isEmpty == false, "\(body)")
            #expect(answer["task_id"] == nil)
        }
        try await server.wait(for: "task-1", status: "completed")
        #expect(try server.json("GET", "/api/swarm")["metrics"]?["total_tasks"]?.integer == 1)
    }

    @Test("what makes no sense is refused by the acknowledgement and harms nobody")
    func nonsense() async throws {
        let client = try SocketClient(try await RunningServer())
        let long = String(repeating: "x", count: 65)
        let bad = [
            ("join_room", "{}"), ("join_room", #"{"room":""}"#), ("join_room", #"{"room":"a\u0001fair"}"#),
            ("join_room", "{\"room\":\"\(long)\"}"), ("leave_room", "null"), ("connection_quality", "{}"),
            ("connection_quality", #"{"score":101}"#), ("connection_quality", #"{"score":"good"}"#),
        ]
        for (event, payload) in bad {
            #expect(try client.call(event, payload)["error"]?.string?.isEmpty == false, "\(event) \(payload)")
        }
        for number in 0..<40 { client.webSocket.send("42[\"join_room\",{\"room\":\"r\(number)\"}]") }
        #expect(
            try client.call("join_room", #"{"room":"one-more"}"#)["error"]?.string?.contains("32") == true)
        client.webSocket.send(#"42["ping"]"#)
        #expect(try client.next("pong")["ping_id"] == .null)
    }

    @Test("a badly connected client gets larger batches, a good one does not wait for it")
    func quality() async throws {
        let server = try await RunningServer()
        let good = try SocketClient(server)
        let poor = try SocketClient(server)
        #expect(try poor.call("connection_quality", #"{"score":10}"#) == .null)
        for _ in 0..<3 { _ = try server.submit() }
        #expect(try Self.collected(good.next("task_update_batch")) < 2)
        let batch = try poor.next("task_update_batch")
        #expect(try Self.collected(batch) >= 5)
        #expect(batch["count"]?.integer == 6)
        _ = try server.submit()
        #expect(
            try poor.next("task_completed")["task_id"]?.string == "task-4", "immediate events stay immediate")
    }

    /// How long a batch collected by the server's own stamps, seconds.
    private static func collected(_ batch: JSONValue) throws -> Double {
        let first = try secondOfDay(batch["batch"]?.array?.first?["timestamp"])
        let flush = try secondOfDay(batch["timestamp"])
        // Midnight may lie between them.
        return flush >= first ? flush - first : flush + 86_400 - first
    }

    private static func secondOfDay(_ stamp: JSONValue?) throws -> Double {
        let time = try #require(stamp?.string).dropFirst(11).dropLast()
        let parts = time.split(separator: ":").compactMap { Double($0) }
        try #require(parts.count == 3)
        return parts[0] * 3_600 + parts[1] * 60 + parts[2]
    }

    @Test("the last of several reports of quality decides, as soon as the tier may change again")
    func lastReport() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        func clients(_ tier: String) throws -> Bool {
            try server.request("GET", "/metrics").text.contains("\nswarm_clients{tier=\"\(tier)\"} 1\n")
        }
        for score in [10, 50, 100] {
            #expect(try client.call("connection_quality", "{\"score\":\(score)}") == .null)
        }
        #expect(try clients("poor"), "it has moved only just now")
        try await eventually(within: 20, "the latest report is applied") { try clients("good") }
    }

    @Test("batch windows are configuration", arguments: ["0", "1ms"])
    func windows(window: String) async throws {
        let server = try await RunningServer(
            ["--batch-window", "task_update=\(window)", "--batch-window", "agent_update=1h"])
        let client = try SocketClient(server)
        _ = try server.submit()
        let batch = try client.next("task_update_batch")
        #expect(batch["type"]?.string == "task_update")
        #expect((1...2).contains(batch["count"]?.integer ?? 0))
        if window == "0" { #expect(batch["count"]?.integer == 1) }
    }
}
