import Testing

@testable import LoadEngine

@Suite("HTTP answers in a connection's bytes (RFC 9112)")
struct HTTPResponseParserTests {
    struct Framing: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var status: UInt16 = 200
        var body = ""
        var allowsReuse = true
        var testDescription: String { name }
    }

    static let framings: [Framing] = [
        Framing(
            name: "a length", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", body: "hello"),
        Framing(name: "no content", text: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Framing(name: "no reason", text: "HTTP/1.1 200\r\ncontent-length: 1\r\n\r\nx", body: "x"),
        Framing(
            name: "the same length twice, blanks around it",
            text: "HTTP/1.1 200 OK\r\nContent-Length:\t 5 , 5 \r\nCONTENT-LENGTH:5\r\n\r\nhello",
            body: "hello"),
        Framing(
            name: "bare line feeds", text: "HTTP/1.1 200 OK\nContent-Length: 2\n\nab", body: "ab"),
        Framing(
            name: "chunks, extensions and trailers",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "4\r\nWiki\r\nB;x=\"1;2\"\r\npedia in \r\n\r\n00\r\nExpires: never\r\nETag: \"no\"\r\n\r\n",
            body: "Wikipedia in \r\n"),
        Framing(
            name: "chunks without content",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Framing(
            name: "chunks beside a length, which they overrule",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nok\r\n0\r\n\r\n", body: "ok", allowsReuse: false),
        Framing(
            name: "204, whatever its length", text: "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
            status: 204),
        Framing(
            name: "304, whatever its length",
            text: "HTTP/1.1 304 Not Modified\r\nContent-Length: 674\r\n\r\n",
            status: 304),
        Framing(
            name: "interim answers before the one that counts",
            text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok", status: 201, body: "ok"),
        Framing(
            name: "content up to the close", text: "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nall of it",
            body: "all of it", allowsReuse: false),
        Framing(
            name: "an old server's",
            text: "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", body: "ok", allowsReuse: false),
        Framing(
            name: "an old server's that keeps the connection",
            text: "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", body: "ok"),
        Framing(
            name: "a connection that closes",
            text: "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok", body: "ok",
            allowsReuse: false),
        Framing(
            name: "a folded field that frames nothing",
            text: "HTTP/1.1 200 OK\r\nX-Note: a\r\n b\r\nContent-Length: 2\r\n\r\nok", body: "ok"),
    ]

    @Test("Answers are found by every framing", arguments: framings)
    func everyFraming(_ framing: Framing) {
        let parsed = ParsedAnswers(framing.text)
        #expect(parsed.error == nil)
        #expect(parsed.answers.count == 1)
        let answer = parsed.answers.first
        #expect(answer?.status == framing.status)
        #expect(answer.map { String(decoding: $0.body, as: UTF8.self) } == framing.body)
        #expect(answer?.allowsReuse == framing.allowsReuse)
        #expect(answer?.consumed == UInt64(framing.text.utf8.count))
    }

    @Test("An answer to HEAD has no content, whatever its fields say")
    func headRequest() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        #expect(ParsedAnswers(text + text, isHeadRequest: true).answers.map(\.body) == [[], []])
    }

    @Test("What follows an answer belongs to the next one")
    func leftovers() {
        let text =
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag: W/\"7\"\r\n\r\none"
            + "HTTP/1.1 304 Not Modified\r\nETag: \"8\" \r\n\r\n"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
        let parsed = ParsedAnswers(text)
        #expect(parsed.error == nil)
        #expect(parsed.answers.map(\.status) == [200, 304, 200])
        #expect(parsed.answers.map { String(decoding: $0.body, as: UTF8.self) } == ["one", "", "two"])
        #expect(parsed.answers.map { String(decoding: $0.tag, as: UTF8.self) } == ["W/\"7\"", "\"8\"", ""])
    }

    @Test(
        "What no client can frame is an error",
        arguments: [
            "SSH-2.0-x\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 20\r\n\r\n",
            "HTTP/1.1 099 Low\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello!",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 2\r\n\r\nabcdefghijkl",
            "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;ext\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nlonger\r\n0\r\n\r\n",
        ])
    func malformed(_ text: String) {
        let parsed = ParsedAnswers(text)
        #expect(parsed.answers.isEmpty)
        guard case .malformed = parsed.error else {
            Issue.record("\(String(describing: parsed.error))")
            return
        }
    }

    @Test(
        "A connection that ends too early is told from one that never answered",
        arguments: [
            "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ])
    func truncated(_ text: String) {
        #expect(ParsedAnswers(text).error == .truncated)
        var parser = HTTPResponseParser()
        parser.begin()
        #expect(throws: HTTPResponseError.noAnswer) { try parser.close() }
    }

    @Test("Limits hold to the byte and to the field")
    func limitsHold() {
        let head = "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\n\r\n"
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nT: x\r\n\r\n"
        var limits = HTTPLimits(head: head.utf8.count, fields: 2, body: 3)
        #expect(ParsedAnswers(head + "abc", limits: limits).error == nil)
        #expect(ParsedAnswers("HTTP/1.1 200 OK\r\n\r\nabc", limits: limits).error == nil)
        limits.head = 100
        #expect(ParsedAnswers(chunked, limits: limits).error == nil)
        for (limits, text) in [
            (HTTPLimits(head: head.utf8.count - 1, fields: 2, body: 3), head + "abc"),
            (HTTPLimits(head: 99, fields: 1, body: 3), head + "abc"),
            (HTTPLimits(head: 99, fields: 2, body: 2), head + "abc"),
            (HTTPLimits(head: 99, fields: 9, body: 2), "HTTP/1.1 200 OK\r\n\r\nabc"),
            (HTTPLimits(head: 100, fields: 9, body: 2), chunked),
            (HTTPLimits(head: 100, fields: 1, body: 3), chunked),
            (HTTPLimits(head: 100, fields: 9, body: 3), String(repeating: "x", count: 101)),
            (
                HTTPLimits(head: 100, fields: 9, body: 3),
                String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 5)
            ),
        ] {
            guard case .tooLarge = ParsedAnswers(text, limits: limits).error else {
                Issue.record("\(limits): \(text)")
                continue
            }
        }
    }
}
