import HTTPTypes
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import SocketIOServer

@Suite("Answers that are ready before they are asked for", .timeLimit(.minutes(2)))
struct PreparedAnswerTests {
    private static func response(_ body: String) -> ByteBuffer {
        ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// `/now` and `/later` are prepared; `/never` is left to the application after a while, which has nothing
    /// there.
    private static let answers = PreparedAnswers { request, eventLoop in
        switch request.target {
        case "/now": .now(response("now"))
        case "/tag": .now(response(request.ifNoneMatch ?? "none"))
        case "/big": .now(response(String(repeating: "b", count: 3_000_000)))
        case "/huge": .now(response(String(repeating: "h", count: 20_000_000)))
        case "/later":
            .later(eventLoop.scheduleTask(in: .milliseconds(20)) { response("later") }.futureResult)
        case "/never": .later(eventLoop.scheduleTask(in: .milliseconds(20)) { nil }.futureResult)
        default: .application
        }
    }

    /// The router has the same answers, as it must.
    private static func addRoutes(_ router: Router<BasicRequestContext>) {
        router.get("now") { _, _ in "now" }
        router.get("tag") { request, _ in request.headers[.ifNoneMatch] ?? "none" }
        router.get("big") { _, _ in String(repeating: "b", count: 3_000_000) }
        router.get("later") { _, _ in "later" }
    }

    private static func run(
        isObscured: Bool = false, configure: (inout SocketIOServerConfiguration) -> Void = { _ in },
        _ body: @Sendable (ServerUnderTest) async throws -> Void
    ) async throws {
        try await ServerUnderTest.run(
            isObscured: isObscured, prepared: answers, routes: addRoutes, configure: configure, body)
    }

    @Test("prepared and ordinary requests take turns on one connection", arguments: [false, true])
    func turns(isObscured: Bool) async throws {
        try await Self.run(isObscured: isObscured) { running in
            try await blocking {
                let mask: UInt8 = isObscured ? ObscuringHandler.mask : 0
                let connection = try RawConnection(port: running.port, mask: mask)
                for _ in 0..<5 {
                    #expect(try connection.request("GET", "/now").text == "now")
                    #expect(try connection.request("GET", "/hello").text == "hello from the application")
                    #expect(try connection.request("GET", "/later").text == "later")
                    #expect(try connection.request("GET", "/never").status == 404)
                    let polling = "/socket.io/?EIO=4&transport=polling"
                    #expect(try connection.request("GET", polling).status == 200)
                    let tag = try connection.request("GET", "/tag", headers: ["If-None-Match": "\"x\""])
                    #expect(tag.text == "\"x\"")
                }
            }
        }
    }

    @Test("the router is not asked for what is prepared")
    func shortCut() async throws {
        let other = PreparedAnswers { request, _ in
            request.target == "/hello" ? .now(Self.response("prepared")) : .application
        }
        try await ServerUnderTest.run(prepared: other) { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                for _ in 0..<3 {
                    #expect(try connection.request("GET", "/hello").text == "prepared")
                    #expect(try connection.request("GET", "/nothing").status == 404)
                }
                #expect(try connection.request("HEAD", "/nothing").status == 404)
                // From the first unusual request on, everything goes the ordinary way.
                #expect(try connection.request("GET", "/hello").text == "hello from the application")
            }
        }
    }

    @Test("pipelined requests are answered in their order, however they are cut")
    func pipelining() async throws {
        try await Self.run { running in
            try await blocking {
                func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n" }
                let targets = ["/later", "/now", "/hello", "/now", "/never", "/now", "/later", "/hello"]
                let all = Array(targets.map(get).joined().utf8)
                for piece in [1, 7, 33, 40, 64, all.count] {
                    let connection = try RawConnection(port: running.port)
                    var start = 0
                    while start < all.count {
                        let end = min(start + piece, all.count)
                        connection.send(Array(all[start..<end]))
                        start = end
                    }
                    var texts: [String] = []
                    for _ in targets { texts.append(try connection.response().text) }
                    let hello = "hello from the application"
                    #expect(texts[..<4] == ["later", "now", hello, "now"])
                    #expect(texts[5...] == ["now", "later", hello])
                }
            }
        }
    }

    @Test("what looks like a request in the middle of another one is not answered")
    func inside() async throws {
        try await Self.run { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                connection.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 23\r\n\r\n")
                connection.send("GET /now HTTP/1.1\r\n\r\n")
                connection.send("..")
                #expect(try connection.response().status == 404)
                connection.send("GET /hello HTTP/1.1\r\nX: ")
                connection.send("GET /now HTTP/1.1\r\n\r\n")
                #expect(try connection.response().text == "hello from the application")
                connection.finishSending()
                #expect(try connection.readToEnd() == [])
            }
        }
    }

    @Test("what looks like a request behind the beginning of the first one is not answered")
    func behindBeginning() async throws {
        try await Self.run { running in
            let connection = try await blocking {
                let connection = try RawConnection(port: running.port)
                connection.send("GET /hello HTTP/1.1\r\nX: ")
                return SendableBox(connection)
            }
            // Most likely read by now; if it is not, the rest comes with it, and the answer is the same.
            try await Task.sleep(for: .milliseconds(100))
            let text = try await blocking {
                connection.connection.send("GET /now HTTP/1.1\r\n\r\n")
                return try connection.connection.response().text
            }
            #expect(text == "hello from the application")
        }
    }

    @Test("who has said everything still gets the answer that takes its time")
    func halfClosed() async throws {
        try await Self.run { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                connection.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.finishSending()
                let all = String(decoding: try connection.readToEnd(), as: UTF8.self)
                #expect(all.hasSuffix("\r\n\r\nlater"))
            }
            try await running.becomesEmpty()
        }
    }

    @Test("who has said everything still gets all of an answer that the socket does not take at once")
    func halfClosedBeforeAll() async throws {
        try await Self.run { running in
            try await blocking {
                let connection = try RawConnection(port: running.port, receiveBuffer: 4_096)
                connection.send("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.finishSending()
                #expect(try connection.readToEnd().count > 20_000_000)
            }
            try await running.becomesEmpty()
        }
    }

    @Test("a large answer arrives whole at a slow reader, and one that never reads loses its connection")
    func slowReader() async throws {
        try await Self.run(configure: { $0.writeTimeout = .milliseconds(400) }) { running in
            try await blocking {
                let slow = try RawConnection(port: running.port, receiveBuffer: 4_096)
                for _ in 0..<3 {
                    let answer = try slow.request("GET", "/big")
                    #expect(answer.text.utf8.count == 3_000_000)
                }
            }
            let stuck = try await blocking {
                let stuck = try RawConnection(port: running.port, receiveBuffer: 4_096)
                for _ in 0..<5 { stuck.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n") }
                return SendableBox(stuck)
            }
            try await eventually(within: 30) { running.server.counters.writeTimeouts >= 1 }
            try await running.becomesEmpty()
            withExtendedLifetime(stuck) {}
        }
    }

    @Test("a connection that is only asked for prepared answers ends when it idles, and uncounted")
    func idle() async throws {
        try await Self.run(configure: { $0.idleTimeout = .milliseconds(200) }) { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                #expect(try connection.request("GET", "/now").text == "now")
                #expect(try connection.readToEnd() == [])
            }
            #expect(running.server.counters.handshakeTimeouts == 0)
            try await running.becomesEmpty()
        }
    }
}

/// Keeps something alive across threads that no two use at once.
private struct SendableBox: @unchecked Sendable {
    let connection: RawConnection

    init(_ connection: RawConnection) {
        self.connection = connection
    }
}
