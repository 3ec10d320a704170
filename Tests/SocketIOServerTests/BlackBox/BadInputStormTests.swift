import TestSupport
import Testing

extension BlackBoxSuite {
    /// Many clients that misbehave in every way at once: the server serves on and gives everything back.
    @Suite("Bad input in masses")
    struct BadInputStormTests {
        @Test("after storms of bad input, descriptors are back and memory has not grown")
        func storm() async throws {
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 3000)
            try server.expectServes()
            let baseline = try await Self.settledDescriptors(server)
            var resident: [Int] = []
            // The first round fills allocators and caches; the rounds after it show whether anything stays.
            for seed in UInt64(1)...3 {
                try Self.round(server, seed: seed)
                try server.expectServes()
                try await eventually(within: 40, "descriptors are back to \(baseline)") {
                    server.program.openDescriptors == baseline
                }
                resident.append(try #require(server.program.residentBytes))
            }
            #expect(Double(resident[2]) <= Double(resident[0]) * 1.1, "RSS by round: \(resident)")
            #expect(server.program.isRunning)
            #expect(try await server.program.stop() == 0)
        }

        private static func round(_ server: ConformanceProcess, seed: UInt64) throws {
            var random = StormRandom(state: seed)
            // Held open with a head that never ends, they are the server's to close while the rest goes on.
            let loris = try (0..<60).map { _ in try RawConnection(port: server.port) }
            for (index, connection) in loris.enumerated() {
                connection.send("GET /engine.io/?EIO=4&transport=polling HTTP/1.1\r\n")
                if index % 2 == 0 { connection.send("X-Slow: ") }
            }
            for number in 0..<1000 { try abort(server, number) }
            for _ in 0..<150 { try garbage(server, &random) }
            for _ in 0..<50 { try garbageFrames(server, &random) }
            for index in 0..<30 { try badJSON(server, index) }
            for connection in loris { _ = try connection.readToEnd(within: 40) }
        }

        /// A connection cut off at one of the stages of its life.
        private static func abort(_ server: ConformanceProcess, _ number: Int) throws {
            switch number % 6 {
            case 0: try RawConnection(port: server.port).abort()
            case 1:
                let connection = try RawConnection(port: server.port)
                connection.send("GET /engine.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgr")
                connection.abort()
            case 2: try server.webSocket("/socket.io/").connection.abort()
            case 3:
                let client = try server.poll()
                try client.startGet().abort()
            case 4:
                let socket = try server.webSocket()
                socket.send(
                    opcode: RawWebSocket.Opcode.text, payload: [0x34, 0x34], announcedLength: 100_000)
                socket.connection.abort()
            default:
                let client = try server.poll("/socket.io/")
                let connection = try RawConnection(port: server.port)
                connection.send("POST \(client.target) HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n4")
                connection.abort()
            }
        }

        private static func garbage(_ server: ConformanceProcess, _ random: inout StormRandom) throws {
            let connection = try RawConnection(port: server.port)
            let starts = [
                "", "GET ", "GET /engine.io/?EIO=4 HTTP/1.1\r\n",
                "POST /socket.io/ HTTP/1.1\r\nContent-Length: ",
            ]
            connection.send(starts[random.below(starts.count)])
            connection.send(
                (0..<(1 + random.below(3000))).map { _ in UInt8(truncatingIfNeeded: random.next()) })
            connection.finishSending()
            _ = try connection.readToEnd(within: 40)
        }

        private static func garbageFrames(_ server: ConformanceProcess, _ random: inout StormRandom) throws {
            let socket = try server.webSocket("/socket.io/")
            for _ in 0..<20 {
                let payload = (0..<random.below(200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                let isWhole = socket.send(
                    opcode: UInt8(random.below(16)), payload: payload, isFinal: random.below(2) == 0,
                    isMasked: random.below(4) != 0, reserved: UInt8(random.below(8)))
                if !isWhole { break }
            }
            try socket.closure(within: 40)
        }

        private static func badJSON(_ server: ConformanceProcess, _ index: Int) throws {
            let texts = [
                "42" + String(repeating: "[", count: 500_000),
                #"42["message","# + String(repeating: #"{"a":"#, count: 90_000),
                "4599999999999-[]", "42[\"" + String(repeating: "\\u", count: 1000),
                "40" + String(repeating: "{", count: 5000),
            ]
            let socket = try server.webSocket("/socket.io/")
            socket.send("40")
            socket.send(texts[index % texts.count])
            try socket.closure()
        }

        /// The number of descriptors once those of ended connections are gone.
        private static func settledDescriptors(_ server: ConformanceProcess) async throws -> Int {
            var counts: [Int] = []
            try await eventually("the number of descriptors settles") {
                counts.append(try #require(server.program.openDescriptors))
                return counts.count > 40 && Set(counts.suffix(40)).count == 1
            }
            return try #require(counts.last)
        }
    }

    /// SplitMix64: the same storm on every machine.
    private struct StormRandom {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }

        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    }
}
