/// Clients that misbehave in every way, in masses, against a server that speaks Engine.IO and Socket.IO.
///
/// The same seed is the same storm on every machine. All connections are over when `round` returns.
package struct BadInputStorm {
    private let port: Int
    private let path: String
    private var state: UInt64

    /// - Parameter path: Where Socket.IO answers, with its slashes. Plain Engine.IO would not mind the bad JSON.
    package init(port: Int, path: String = "/socket.io/", seed: UInt64) {
        self.port = port
        self.path = path
        state = seed
    }

    /// A thousand aborted connections, garbage, broken frames, bad JSON, and heads that never end.
    ///
    /// - Throws: When the server refuses a connection, or leaves one open that it should have closed.
    package mutating func round() throws {
        // Held open with a head that never ends, they are the server's to close while the rest goes on.
        let loris = try (0..<60).map { _ in try RawConnection(port: port) }
        for (index, connection) in loris.enumerated() {
            connection.send("GET \(path)?EIO=4&transport=polling HTTP/1.1\r\n")
            if index % 2 == 0 { connection.send("X-Slow: ") }
        }
        for number in 0..<1000 { try abort(number) }
        for _ in 0..<150 { try garbage() }
        for _ in 0..<50 { try garbageFrames() }
        for index in 0..<30 { try badJSON(index) }
        for index in 0..<24 { try badFrame(index) }
        for connection in loris { _ = try connection.readToEnd(within: 40) }
    }

    /// A connection cut off at one of the stages of its life.
    private func abort(_ number: Int) throws {
        switch number % 6 {
        case 0: try RawConnection(port: port).abort()
        case 1:
            let connection = try RawConnection(port: port)
            connection.send("GET \(path)?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgr")
            connection.abort()
        case 2: try webSocket().connection.abort()
        case 3:
            let target = try pollingTarget()
            let connection = try RawConnection(port: port)
            connection.sendRequest("GET", target)
            connection.abort()
        case 4:
            let socket = try webSocket()
            socket.send(opcode: RawWebSocket.Opcode.text, payload: [0x34, 0x34], announcedLength: 100_000)
            socket.connection.abort()
        default:
            let target = try pollingTarget()
            let connection = try RawConnection(port: port)
            connection.send("POST \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n4")
            connection.abort()
        }
    }

    /// Random bytes, bare or after the start of a request.
    private mutating func garbage() throws {
        let connection = try RawConnection(port: port)
        let starts = [
            "", "GET ", "GET \(path)?EIO=4 HTTP/1.1\r\n", "POST \(path) HTTP/1.1\r\nContent-Length: ",
        ]
        connection.send(starts[below(starts.count)])
        connection.send(bytes(1 + below(3000)))
        connection.finishSending()
        _ = try connection.readToEnd(within: 40)
    }

    /// Frames with random opcodes, lengths and flags, masked or not.
    private mutating func garbageFrames() throws {
        let socket = try webSocket()
        for _ in 0..<20 {
            let payload = bytes(below(200))
            let isTaken = socket.send(
                opcode: UInt8(below(16)), payload: payload, isFinal: below(2) == 0, isMasked: below(4) != 0,
                reserved: UInt8(below(8)))
            if !isTaken { break }
        }
        try socket.closure(within: 40)
    }

    /// Messages over the limit (announced, or really sent), invalid UTF-8, unmasked frames, and fragments
    /// that continue nothing or begin twice.
    private func badFrame(_ index: Int) throws {
        let socket = try webSocket()
        let text = RawWebSocket.Opcode.text
        switch index % 6 {
        case 0: socket.send(opcode: text, payload: [0x34], announcedLength: 2_000_000)
        case 1: socket.send(opcode: text, payload: [UInt8](repeating: 0x34, count: 1_200_000))
        case 2: socket.send(opcode: text, payload: [0x34, 0xff, 0xfe])
        case 3: socket.send(opcode: text, payload: [0x34, 0x30], isMasked: false)
        case 4: socket.send(opcode: 0, payload: [0x34, 0x30])
        default:
            socket.send(opcode: text, payload: [0x34], isFinal: false)
            socket.send(opcode: text, payload: [0x30])
        }
        try socket.closure(within: 40)
    }

    /// Packets whose JSON is deep, endless or nonsense.
    private func badJSON(_ index: Int) throws {
        let texts = [
            "42" + String(repeating: "[", count: 500_000),
            #"42["message","# + String(repeating: #"{"a":"#, count: 90_000),
            "4599999999999-[]", "42[\"" + String(repeating: "\\u", count: 1000),
            "40" + String(repeating: "{", count: 5000),
        ]
        let socket = try webSocket()
        socket.send("40")
        socket.send(texts[index % texts.count])
        try socket.closure(within: 40)
    }

    private func webSocket() throws -> RawWebSocket {
        let socket = try RawWebSocket(port: port, target: "\(path)?EIO=4&transport=websocket")
        _ = try socket.frame()
        return socket
    }

    /// Opens a polling session and gives the target of its requests.
    private func pollingTarget() throws -> String {
        let answer = try RawConnection(port: port).request("GET", "\(path)?EIO=4&transport=polling")
        let pieces = answer.text.split(separator: "\"", omittingEmptySubsequences: false)
        guard answer.status == 200, pieces.count > 3, pieces[1] == "sid" else {
            throw TestSupportError("no handshake: \(answer.status) \(answer.text)")
        }
        return "\(path)?EIO=4&transport=polling&sid=\(pieces[3])"
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
