import Foundation
import LoadEngine
import TestSupport
import Testing

@Suite("The bare sender")
struct BareSenderTests {
    private static let target = "/socket.io/?EIO=4&transport=websocket"

    /// Shakes hands as a Socket.IO client; the greeting has been received then.
    private func join(_ port: Int, owner: AnyObject) throws -> RawWebSocket {
        let socket = try RawWebSocket(port: port, target: Self.target, owner: owner)
        #expect(try socket.message().hasPrefix(#"0{"sid":"#))
        socket.send("40")
        #expect(try socket.message().hasPrefix(#"40{"sid":"#))
        #expect(try socket.message().hasPrefix(#"42["connection_established",{"client_id":"#))
        return socket
    }

    private func seq(_ message: String) throws -> Int {
        let event = try #require(
            try JSONSerialization.jsonObject(with: Data(message.dropFirst(2).utf8)) as? [Any])
        let payload = try #require(event.last as? [String: Any])
        return try #require(payload["seq"] as? Int)
    }

    @Test("Twenty reference receivers get every broadcast once and in order")
    func nothingIsLost() async throws {
        let sender = try await CProgram.sender([
            "--clients", "20", "--rate", "100", "--seconds", "0.5", "--linger", "0",
        ])
        let receiver = try CProgram.receiver(port: sender.port, ["--clients", "20", "--seconds", "0.5"])
        let sent = try await sender.program.result(SenderResult.self)
        let received = try await receiver.result(ReceiverResult.self)
        #expect(sent.broadcasts == 50)
        #expect(sent.messages == 1000)
        #expect(sent.cpuMicrosecondsPerMessage > 0)
        #expect(received.messagesInAll == 1000)
        #expect(received.updates == 1000)
        // What comes before the kernel begins to stamp, which a busy one puts off, has a latency out of range.
        #expect(received.latencies + received.latenciesOutOfRange == 1000)
        #expect(received.lost == 0)
        #expect(received.disordered == 0)
        #expect(received.gone == 20)
        #expect(received.drained)
        #expect(try await receiver.exitStatus() == 0)
        #expect(try await sender.program.exitStatus() == 0)
    }

    @Test(
        "Frames have exactly the payload asked for, on both sides of each length encoding",
        arguments: [92, 107, 125, 126, 127, 65_535, 65_536])
    func sizesAreExact(size: Int) async throws {
        let sender = try await CProgram.sender([
            "--clients", "1", "--rate", "20", "--seconds", "0.2", "--size", String(size),
        ])
        let socket = try join(sender.port, owner: sender.program)
        for expected in 1...3 {
            let frame = try socket.frame { $0.text.hasPrefix("42") }
            #expect(frame.payload.count == size)
            #expect(try seq(frame.text) == expected)
        }
    }

    @Test("A client that reads nothing for a while gets everything in order, cut frames whole again")
    func fullSocketKeepsOrder() async throws {
        let sender = try await CProgram.sender([
            "--clients", "1", "--rate", "0", "--seconds", "0.3", "--size", "60001",
        ])
        let socket = try join(sender.port, owner: sender.program)
        // The sender says what it did only when nothing waits any more, so it cannot be asked whether the socket
        // is full; reading late is all there is. A socket holds some megabytes: far less than what is sent.
        try await Task.sleep(for: .milliseconds(100))
        var last = 0
        while let frame = try? socket.frame(within: 2, where: { $0.text.hasPrefix("42") }) {
            #expect(frame.payload.count == 60_001)
            last += 1
            try #require(try seq(frame.text) == last)
        }
        let sent = try await sender.program.result(SenderResult.self)
        #expect(sent.broadcasts == last)
        #expect(sent.waited > 0)
    }

    @Test("A client that leaves takes nothing from the others")
    func leaving() async throws {
        let sender = try await CProgram.sender(["--clients", "3", "--rate", "50", "--seconds", "1"])
        let sockets = try (0..<3).map { _ in try join(sender.port, owner: sender.program) }
        _ = try sockets[0].frame { $0.text.hasPrefix("42") }
        sockets[0].connection.abort()
        for socket in sockets.dropFirst() {
            for expected in 1...50 {
                #expect(try seq(try socket.frame { $0.text.hasPrefix("42") }.text) == expected)
            }
        }
        #expect(try await sender.program.result(SenderResult.self).left == 1)
    }

    @Test("Told to stay, it goes on listening when all have left, and ends when it is stopped")
    func staying() async throws {
        let sender = try await CProgram.sender(["--clients", "1", "--seconds", "60", "--stay"])
        let socket = try join(sender.port, owner: sender.program)
        _ = try socket.frame { $0.text.hasPrefix("42") }
        socket.connection.abort()
        #expect(try await sender.program.result(SenderResult.self).left == 1)
        #expect(try RawConnection(port: sender.port).request("GET", "/nowhere").status == 404)
        #expect(try await sender.program.stop() == 0)
    }

    @Test("The state is the same 674 bytes of JSON each time, over one connection")
    func state() async throws {
        let sender = try await CProgram.sender(["--clients", "1"])
        let connection = try RawConnection(port: sender.port)
        let printed = try CProgram.start("bare-sender", ["--print-state"])
        #expect(try await printed.exitStatus() == 0)
        for _ in 0..<3 {
            let answer = try connection.request("GET", "/api/swarm")
            #expect(answer.status == 200)
            #expect(answer.body.count == 674)
            #expect(answer.text == printed.output.text)
            let state = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            #expect(state?["seq"] as? Int == 1)
        }
        #expect(try connection.request("GET", "/nowhere").status == 404)
        #expect(try await sender.program.stop() == 0)
    }

    @Test("Who asks for polling is told in the protocol's words that there is none, and may upgrade then")
    func polling() async throws {
        let sender = try await CProgram.sender(["--clients", "1"])
        let connection = try RawConnection(port: sender.port)
        for _ in 0..<2 {
            let answer = try connection.request("GET", "/socket.io/?EIO=4&transport=polling")
            #expect(answer.status == 400)
            #expect(answer.text == #"{"code":0,"message":"Transport unknown"}"#)
        }
        let socket = try join(sender.port, owner: sender.program)
        #expect(try seq(try socket.frame { $0.text.hasPrefix("42") }.text) == 1)
    }

    @Test("Random broadcasts are stamped when they were due: gaps are exponential, however busy the machine")
    func poisson() async throws {
        let sender = try await CProgram.sender([
            "--clients", "1", "--rate", "1000", "--seconds", "0.6", "--poisson", "--linger", "0",
        ])
        let socket = try join(sender.port, owner: sender.program)
        var stamps: [Double] = []
        while let frame = try? socket.frame(within: 5, where: { $0.text.hasPrefix("42") }) {
            let text = try #require(frame.text.firstMatch(of: /"timestamp":"[^"]*:(\d\d\.\d{6})Z"/)?.1)
            stamps.append(try #require(Double(text)))
        }
        // The minute may end meanwhile.
        let gaps = zip(stamps.dropFirst(), stamps).map { $0 < $1 ? $0 + 60 - $1 : $0 - $1 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect(gaps.count > 100)
        #expect(abs(mean / 0.001 - 1) < 0.25)
        #expect(abs(variance.squareRoot() / mean - 1) < 0.25)
    }

    @Test("The load engine records the same seqs for every client")
    func loadEngine() async throws {
        let sender = try await CProgram.sender(["--clients", "10", "--rate", "100", "--seconds", "5"])
        let second: Int64 = 1_000_000_000
        let run = try LoadRun(
            plan: LoadPlan(
                endpoint: Endpoint(host: "127.0.0.1", port: UInt16(sender.port)), transport: .webSocket,
                clients: 10, connectRate: 1000, connectTimeout: 20 * second, warmUp: second / 5,
                steady: second / 2, drainLimit: second / 10, submissions: [], seed: 1))
        try run.start()
        let record = await run.wait()
        #expect(record.failure == nil)
        #expect(record.errors.isEmpty)
        let entries = Dictionary(grouping: record.entries.joined(), by: \.client)
        #expect(entries.count == 10)
        for (client, observed) in entries {
            #expect(observed.count > 20)
            #expect(observed.map(\.seq) == Array(1...UInt64(observed.count)), "client \(client)")
        }
    }

    @Test("python-socketio connects, and receives from the first to the last")
    func pythonClient() async throws {
        let sender = try await CProgram.sender(["--clients", "1", "--rate", "50", "--seconds", "0.6"])
        let script = """
            import json, sys, time, socketio
            client, events = socketio.Client(), []
            client.on("bench", events.append)
            client.connect(sys.argv[1], transports=["websocket"])
            end = time.monotonic() + 20
            while len(events) < 30 and time.monotonic() < end: time.sleep(0.01)
            client.disconnect()
            print(json.dumps([event["seq"] for event in events]))
            """
        let client = try RunningProgram(
            try PythonPeer.interpreter(), arguments: ["-c", script, "http://127.0.0.1:\(sender.port)"])
        #expect(try await client.exitStatus(within: 40) == 0, "\(client.errors.text)")
        let seqs = try JSONDecoder().decode([Int].self, from: Data(client.output.text.utf8))
        #expect(seqs == Array(1...30))
        // The goodbye was understood: the sender ends by itself.
        #expect(try await sender.program.exitStatus() == 0)
    }

    @Test(
        "What it cannot do is refused with the reason",
        arguments: [
            ["--size", "91"], ["--clients", "none"], ["--nothing"], ["--rate"], ["--port", "65536"],
        ])
    func usage(arguments: [String]) async throws {
        let sender = try CProgram.start("bare-sender", arguments)
        #expect(try await sender.exitStatus() == 64)
        #expect(sender.errors.text.contains("--help"))
    }
}
