import Glibc
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

/// A scripted server, and what a client that asks it several times has to make of it.
struct Conversation: Sendable, CustomTestStringConvertible {
    typealias Step = ScriptedServer.Step

    var name: String
    var scripts: [[Step]]
    var outcomes: [String]
    /// Where libcurl calls the same thing otherwise.
    var byLibcurl: [String]?
    var testDescription: String { name }

    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    static let end: [Step] = [.request, .send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")]

    /// One answer, and a second one on the same connection.
    static func kept(_ name: String, _ answer: String, _ outcome: String) -> Conversation {
        Conversation(
            name: name, scripts: [[.request, .send(answer)] + end], outcomes: [outcome, "200 end"])
    }

    /// One answer that ends the connection.
    static func ended(_ name: String, _ answer: String, _ outcome: String) -> Conversation {
        Conversation(
            name: name, scripts: [[.request, .send(answer)], end], outcomes: [outcome, "200 end"])
    }

    static let all: [Conversation] = [
        kept("a length", ok, "200 ok"),
        Conversation(
            name: "byte by byte", scripts: [[.request, .dribble(ok)] + end], outcomes: ["200 ok", "200 end"]),
        Conversation(
            name: "chunks byte by byte",
            scripts: [
                [
                    .request,
                    .dribble(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\n"
                            + "T: x\r\n\r\n"),
                ] + end
            ], outcomes: ["200 hello!", "200 end"]),
        kept("no content", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 "),
        kept("204", "HTTP/1.1 204 No Content\r\n\r\n", "204 "),
        kept(
            "304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: \"a\"\r\n\r\n",
            "304 "),
        kept(
            "interim answers", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + ok,
            "200 ok"),
        kept(
            "empty chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "200 "),
        kept("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "200 ok"),
        kept(
            "an old server that keeps it",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
        kept("an entity tag", "HTTP/1.1 200 OK\r\neTaG:  W/\"x y\" \r\nContent-Length: 0\r\n\r\n", "200 "),
        ended("up to the close", "HTTP/1.1 200 OK\r\n\r\nok", "200 ok"),
        ended("an old server", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
        ended(
            "connection: close", "HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno",
            "404 no"),
        ended("a close within the content", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", "disconnect"),
        ended(
            "a close within a chunk",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "disconnect"),
        ended("a close without an answer", "", "disconnect"),
        ended("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "protocol"),
        Conversation(
            name: "a chunk without a size",
            scripts: [
                [.request, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n")], end,
            ], outcomes: ["protocol", "200 end"], byLibcurl: ["disconnect", "200 end"]),
        ended("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "protocol"),
        Conversation(
            name: "a connection that was closed meanwhile is replaced",
            scripts: [[.request, .send(ok)], end], outcomes: ["200 ok", "200 end"]),
        Conversation(
            name: "a connection that closes on the second request is replaced, and the request repeated",
            scripts: [[.request, .send(ok), .request], end], outcomes: ["200 ok", "200 end"]),
        Conversation(
            name: "so is one that is reset then",
            scripts: [[.request, .send(ok), .request, .reset], end], outcomes: ["200 ok", "200 end"]),
        Conversation(
            name: "but only once",
            scripts: [[.request, .send(ok), .request], [.request], end],
            outcomes: ["200 ok", "disconnect", "200 end"]),
        Conversation(
            name: "a reset without an answer", scripts: [[.request, .reset], end],
            outcomes: ["disconnect", "200 end"]),
    ]
}

extension TimingSuites {
    @Suite("The engine's HTTP client beside libcurl")
    struct HTTPClientTests {
        @Test("Both make the same of every server", arguments: Conversation.all, HTTPClientKind.allCases)
        func conversations(_ conversation: Conversation, kind: HTTPClientKind) throws {
            let server = try ScriptedServer(conversation.scripts)
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, kind)
            let outcomes = try conversation.outcomes.map { _ in try driver.get().description }
            let expected = kind == .native ? conversation.outcomes : conversation.byLibcurl
            #expect(outcomes == expected ?? conversation.outcomes)
        }

        @Test(
            "Both tell an end that an answer announced from one that it did not",
            arguments: [
                ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", true),
                ("HTTP/1.1 200 OK\r\nconnection: Close\r\nContent-Length: 2\r\n\r\nok", true),
                ("HTTP/1.1 200 OK\r\n\r\nok", true),
                (Conversation.ok, false),
                ("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", false),
                ("HTTP/1.1 304 Not Modified\r\n\r\n", false),
            ], HTTPClientKind.allCases)
        func announcedEnds(answer: (text: String, isAnnounced: Bool), kind: HTTPClientKind) throws {
            let server = try ScriptedServer([[.request, .send(answer.text)], Conversation.end])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, kind)
            _ = try driver.get()
            _ = try driver.get()
            #expect(driver.announcements.first == answer.isAnnounced)
        }

        @Test("Both send the same bytes, and read the same answers from many random framings")
        func sameBytes() throws {
            var random = SeededGenerator(seed: 7, stream: 0)
            let answers = (0..<40).map { _ in Self.answer(&random) }
            let script = answers.flatMap { [ScriptedServer.Step.request, .send($0)] }
            var outcomes: [[ExchangeDriver.Outcome]] = []
            var heads: [[String]] = []
            var sizes: [[UInt64]] = []
            for kind in HTTPClientKind.allCases {
                let server = try ScriptedServer([script])
                defer { server.stop() }
                let driver = try ExchangeDriver(port: server.port, kind)
                outcomes.append(try answers.indices.map { try driver.get("/a?b=\($0)") })
                heads.append(
                    server.heads.map {
                        $0.split(separator: "\r\n").filter { !$0.hasPrefix("Host") }.joined(separator: "\n")
                    })
                sizes.append(driver.bytes.map(\.up))
            }
            #expect(outcomes[0].count == 40)
            #expect(outcomes[0] == outcomes[1])
            #expect(heads[0] == heads[1])
            // The ports differ, in digits hardly ever.
            #expect(zip(sizes[0], sizes[1]).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        }

        /// A valid answer that keeps the connection: several framings, sizes and fields.
        static func answer(_ random: inout SeededGenerator) -> [UInt8] {
            let size = Int(random.unit() * random.unit() * 150_000)
            let body = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            var head = "HTTP/1.1 \([200, 404, 500, 302][Int(random.unit() * 4)]) Reason\r\n"
            for number in 0..<Int(random.unit() * 12) { head += "X-\(number): \(random.next())\r\n" }
            if random.unit() < 0.5 { head += "etag: \"\(random.next())\"\r\n" }
            guard random.unit() < 0.5 else {
                return Array((head + "CONTENT-length:\(size)\r\n\r\n").utf8) + body
            }
            var bytes = Array((head + "transfer-encoding: chunked\r\n\r\n").utf8)
            var start = 0
            while start < size {
                let end = min(size, start + 1 + Int(random.unit() * 40_000))
                bytes += Array((String(end - start, radix: 16, uppercase: random.unit() < 0.5) + "\r\n").utf8)
                bytes += body[start..<end] + Array("\r\n".utf8)
                start = end
            }
            return bytes + Array("0\r\n\r\n".utf8)
        }

        @Test("Answers bear the kernel's stamp and their bytes to the byte")
        func stampsAndBytes() throws {
            let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
            let server = try ScriptedServer([[.request, .send(answer), .request, .send(answer)]])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, .native)
            _ = try driver.get()
            _ = try driver.get()
            #expect(driver.bytes.map(\.down) == [UInt64(answer.utf8.count), UInt64(answer.utf8.count)])
            #expect(driver.bytes.map(\.up) == server.heads.map { UInt64($0.utf8.count) })
            #expect(driver.stamps.allSatisfy { $0 > 0 })
            #expect(driver.stamps[1] > driver.stamps[0])
        }

        @Test("What comes unasked ends the connection, and is no answer to the next request")
        func unasked() throws {
            let server = try ScriptedServer([
                [.request, .send(Conversation.ok + Conversation.ok)], Conversation.end,
            ])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, .native)
            #expect(try driver.get().description == "200 ok")
            #expect(driver.closed == 1)
            #expect(try driver.get().description == "200 end")
        }

        @Test("A submission is never sent twice")
        func postsAreNotRepeated() throws {
            let server = try ScriptedServer([
                [.request, .send(Conversation.ok), .request], Conversation.end,
            ])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, .native)
            #expect(try driver.get().description == "200 ok")
            #expect(try driver.post([]) == .failure("disconnect"))
            #expect(driver.closed == 1)
            #expect(try driver.get().description == "200 end")
        }

        @Test("Nobody listening is a refusal, with the address in it")
        func refused() throws {
            let server = try ScriptedServer([[]])
            server.stop()
            let driver = try ExchangeDriver(port: server.port, .native)
            _ = try driver.get()
            #expect(try driver.get() == .failure("connect"))
            #expect(driver.reasons.last?.contains("127.0.0.1:\(server.port)") == true)
        }

        @Test("A body larger than the socket's buffer goes out as the server takes it")
        func largeRequest() throws {
            var body = [UInt8](repeating: 0x61, count: 20 << 20)
            body += Array("\r\n\r\n".utf8)
            // The second `request` reads on until the body's end.
            let server = try ScriptedServer([[.request, .request, .send(Conversation.ok)]])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, .native)
            #expect(try driver.post(body).description == "200 ok")
            #expect(driver.bytes[0].up > UInt64(body.count))
        }

        @Test("Limits of the answer hold on the connection")
        func limits() throws {
            let server = try ScriptedServer([[.request, .send(Conversation.ok)], Conversation.end])
            defer { server.stop() }
            let driver = try ExchangeDriver(port: server.port, .native, limits: HTTPLimits(body: 1))
            #expect(try driver.get() == .failure("protocol"))
            #expect(driver.reasons.last?.contains("too large") == true)
        }
    }
}
