import TestSupport
import Testing

extension BlackBoxSuite {
    /// The error table of Engine.IO v4, status and body byte for byte.
    @Suite("Engine.IO request errors")
    struct HandshakeErrorTests {
        private static let unknownTransport = #"{"code":0,"message":"Transport unknown"}"#
        private static let unknownSession = #"{"code":1,"message":"Session ID unknown"}"#
        private static let badMethod = #"{"code":2,"message":"Bad handshake method"}"#
        private static let badRequest = #"{"code":3,"message":"Bad request"}"#
        private static let badVersion = #"{"code":5,"message":"Unsupported protocol version"}"#

        @Test(
            "what is no HTTP gets a plain problem and the end of its connection",
            arguments: [
                "\u{0}garbage\r\n\r\n", "{\"json\":1}\n", "GET / HTTP/1.1\r\nContent-Length: abc\r\n\r\n",
            ])
        func noHTTP(_ bytes: String) async throws {
            let server = try await ConformanceProcess()
            let connection = try RawConnection(port: server.port)
            connection.send(bytes)
            let answer = try connection.response()
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.text.contains("\"status\":400"))
            #expect(!answer.text.contains("code"))
            #expect(try connection.readToEnd().isEmpty)
            #expect(server.program.isRunning)
        }

        @Test(
            "requests without a session are refused in the order of the checks",
            arguments: ["/engine.io/", "/socket.io/"])
        func withoutSession(_ path: String) async throws {
            let server = try await ConformanceProcess()
            let upgrade = RawWebSocket.handshakeHeaders
            let cases: [(method: String, query: String, headers: [String: String], body: String)] = [
                ("GET", "", [:], Self.unknownTransport),
                ("GET", "?EIO=4", [:], Self.unknownTransport),
                ("GET", "?EIO=4&transport=", [:], Self.unknownTransport),
                ("GET", "?EIO=4&transport=abc", [:], Self.unknownTransport),
                ("GET", "?EIO=4&transport=POLLING", [:], Self.unknownTransport),
                ("GET", "?EIO=3&transport=abc&sid=zzz", [:], Self.unknownTransport),
                ("GET", "?EIO=4&transport=abc", upgrade, Self.unknownTransport),
                ("GET", "?EIO=4&transport=polling&sid=zzz", [:], Self.unknownSession),
                ("GET", "?EIO=3&transport=polling&sid=zzz", [:], Self.unknownSession),
                ("POST", "?EIO=4&transport=polling&sid=zzz", [:], Self.unknownSession),
                ("GET", "?EIO=4&transport=websocket&sid=zzz", [:], Self.unknownSession),
                ("GET", "?EIO=4&transport=websocket&sid=zzz", upgrade, Self.unknownSession),
                ("POST", "?EIO=4&transport=polling", [:], Self.badMethod),
                ("PUT", "?EIO=4&transport=polling", [:], Self.badMethod),
                ("DELETE", "?EIO=4&transport=polling", [:], Self.badMethod),
                ("POST", "?EIO=3&transport=polling", [:], Self.badMethod),
                ("POST", "?EIO=4&transport=websocket", [:], Self.badMethod),
                ("GET", "?EIO=4&transport=websocket", [:], Self.badRequest),
                ("GET", "?EIO=3&transport=websocket", [:], Self.badRequest),
                ("GET", "?transport=polling", [:], Self.badVersion),
                ("GET", "?EIO=3&transport=polling", [:], Self.badVersion),
                ("GET", "?EIO=abc&transport=polling", [:], Self.badVersion),
                ("GET", "?EIO=5&transport=websocket", upgrade, Self.badVersion),
            ]
            for sample in cases {
                let body: String? = sample.method == "POST" || sample.method == "PUT" ? "4x" : nil
                let answer = try server.request(
                    sample.method, path + sample.query, headers: sample.headers, body: body)
                let comment = Comment(
                    rawValue: "\(sample.method) \(sample.query) \(sample.headers.count) headers")
                #expect(answer.status == 400, comment)
                #expect(answer.text == sample.body, comment)
                #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true, comment)
            }
        }

        @Test("the wrong transport for a session is a bad request and leaves the session alone")
        func wrongTransport() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let plain = try server.request("GET", client.upgradeTarget)
            #expect(plain.status == 400)
            #expect(plain.text == Self.badRequest)
            #expect(try client.post("4alive").text == "ok")
            #expect(try client.nextPayload() == "4alive")

            let socket = try server.rawWebSocket("/engine.io/?EIO=4&transport=websocket")
            let open = try socket.frame().text
            let sid = try #require(open.split(separator: "\"").dropFirst(3).first)
            let polled = try server.request("GET", "/engine.io/?EIO=4&transport=polling&sid=\(sid)")
            #expect(polled.status == 400)
            #expect(polled.text == Self.badRequest)
            socket.send("4alive")
            #expect(try socket.message() == "4alive")
        }

        @Test("a second GET at once is refused, the first gets the close packet, and the session is gone")
        func secondGet() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let first = try client.startGet()
            let second = try client.get()
            #expect(second.status == 400)
            let answer = try first.response()
            #expect(answer.status == 200)
            #expect(answer.text == "1")
            #expect(try client.isUnknown())
        }

        @Test("a second POST at once is refused and the session is gone")
        func secondPost() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let first = try RawConnection(port: server.port)
            first.send("POST \(client.target) HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4half")
            // The server may read the second request before the first: then it is the first that is refused.
            try await eventually("a POST is refused") { try client.post("4x").status == 400 }
            #expect(try client.isUnknown())
        }

        @Test("a POST of the wrong content type is refused and the session is gone")
        func contentType() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let answer = try server.request(
                "POST", client.target, headers: ["Content-Type": "application/octet-stream"], body: "4x")
            #expect(answer.status == 400)
            #expect(try client.isUnknown())
        }

        @Test("a POST over maxPayload is refused and the session survives")
        func largePost() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let fits = "4" + String(repeating: "x", count: 999_999)
            #expect(try client.post(fits + "x").status == 413)
            let chunked = try RawConnection(port: server.port)
            chunked.send("POST \(client.target) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<11 { chunked.send("186a0\r\n" + String(repeating: "x", count: 100_000) + "\r\n") }
            chunked.send("0\r\n\r\n")
            #expect(try chunked.response().status == 413)
            #expect(try client.post(fits).status == 200)
            #expect(try client.nextPayload() == fits)
        }

        @Test("a session refuses other methods")
        func otherMethods() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            #expect(try server.request("PUT", client.target, body: "4x").status >= 400)
            try server.expectServes()
        }
    }
}
