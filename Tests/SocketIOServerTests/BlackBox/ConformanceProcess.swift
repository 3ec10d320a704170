import SocketIO
import TestSupport
import Testing

/// A running `conformance-server` and the ways to talk to it. It ends with the test that started it.
struct ConformanceProcess {
    let program: RunningProgram
    let port: Int

    /// Starts the server on a free port and waits until it listens.
    ///
    /// - Parameters:
    ///   - pingInterval: In milliseconds. The suites' 300 are for tests of the heartbeat alone: elsewhere a ping
    ///     would only come between what is expected.
    ///   - pingTimeout: In milliseconds. On a busy machine a test may take longer than the suites' 200 to answer.
    init(pingInterval: Int = 60_000, pingTimeout: Int = 60_000) async throws {
        program = try RunningProgram(
            BuiltProduct.url(named: "conformance-server"),
            arguments: [
                "--port", "0", "--ping-interval", String(pingInterval), "--ping-timeout", String(pingTimeout),
            ])
        let line = try await program.line(startingWith: "listening on ")
        let digits = try #require(line.split(separator: ":").last)
        port = try #require(Int(digits))
    }

    /// Sends one request on a connection of its own.
    func request(
        _ method: String, _ target: String, headers: [String: String] = [:], body: String? = nil
    ) throws -> RawResponse {
        try RawConnection(port: port)
            .request(method, target, headers: headers, body: body.map { Array($0.utf8) })
    }

    /// Opens a session by polling.
    func poll(_ path: String = "/engine.io/") throws -> PollingClient {
        try PollingClient(server: self, path: path)
    }

    /// Opens a session by WebSocket and reads its open packet.
    func webSocket(_ path: String = "/engine.io/") throws -> RawWebSocket {
        let socket = try rawWebSocket("\(path)?EIO=4&transport=websocket")
        let open = try socket.frame()
        #expect(open.text.hasPrefix("0{"), "\(open)")
        return socket
    }

    /// Opens a WebSocket with any path and query; it keeps the server alive.
    func rawWebSocket(_ target: String) throws -> RawWebSocket {
        try RawWebSocket(port: port, target: target, owner: program)
    }

    /// Opens a WebSocket session that is connected to the namespace `/` of Socket.IO.
    func socketIO() throws -> RawWebSocket {
        let socket = try webSocket("/socket.io/")
        socket.send("40")
        let answer = try socket.message()
        #expect(answer.hasPrefix(#"40{"sid":""#), "\(answer)")
        #expect(try socket.message() == #"42["auth",{}]"#)
        return socket
    }

    /// Whether a new client is served: the proof that the server survived.
    func expectServes() throws {
        let socket = try webSocket()
        socket.send("4still there")
        #expect(try socket.message() == "4still there")
    }
}

/// An Engine.IO session by polling; each request has a connection of its own.
struct PollingClient {
    let server: ConformanceProcess
    let sid: String
    let target: String
    let handshake: EngineIOHandshake

    init(server: ConformanceProcess, path: String) throws {
        self.server = server
        let answer = try server.request("GET", "\(path)?EIO=4&transport=polling")
        let packets = try EngineIOPayloadDecoder.packets(in: answer.body)
        let open = try #require(packets.first)
        handshake = try EngineIOHandshake(body: open.body)
        sid = handshake.sid
        target = "\(path)?EIO=4&transport=polling&sid=\(sid)"
    }

    func get() throws -> RawResponse { try server.request("GET", target) }

    func post(_ body: String) throws -> RawResponse {
        try server.request("POST", target, headers: ["Content-Type": "text/plain;charset=UTF-8"], body: body)
    }

    /// Sends a GET that waits for packets; read its answer with `response()`.
    func startGet() throws -> RawConnection {
        let connection = try RawConnection(port: server.port)
        connection.sendRequest("GET", target)
        return connection
    }

    /// The target of a WebSocket that takes this session over.
    var upgradeTarget: String { target.replacing("transport=polling", with: "transport=websocket") }

    /// Gets until a payload is no noop of an upgrade.
    func nextPayload() throws -> String {
        while true {
            let answer = try get()
            #expect(answer.status == 200)
            if answer.text != "6" { return answer.text }
        }
    }

    /// Whether the server no longer knows the session.
    func isUnknown() throws -> Bool {
        let answer = try get()
        return answer.status == 400 && answer.text == #"{"code":1,"message":"Session ID unknown"}"#
    }
}
