import Testing

@testable import SocketIOServer

@Suite("Requests that need no parser")
struct SimpleRequestTests {
    private static func parse(_ text: String) -> SimpleRequest? {
        Array(text.utf8).withUnsafeBytes(SimpleRequest.init)
    }

    @Test(
        "a plain GET is one, with its target and its If-None-Match",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", "/", nil),
            ("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", "/a?b=c", nil),
            ("GET /a HTTP/1.1\r\nHost:x\r\nIF-NONE-match: \t\"t\", W/\"u\" \r\n\r\n", "/a", "\"t\", W/\"u\""),
            ("GET /a HTTP/1.1\r\nconnection: Keep-Alive\r\nEmpty:\r\n\r\n", "/a", nil),
        ])
    func simple(text: String, target: String, tag: String?) throws {
        let request = try #require(Self.parse(text))
        #expect(request.target == target && request.ifNoneMatch == tag)
    }

    @Test("no part of one is one", arguments: ["GET /a HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"t\"\r\n\r\n"])
    func prefixes(text: String) {
        for length in 0..<text.utf8.count {
            let part = Array(text.utf8.prefix(length))
            #expect(part.withUnsafeBytes(SimpleRequest.init) == nil, "the first \(length) bytes")
        }
    }

    @Test(
        "whatever is unusual is left to the parser",
        arguments: [
            "GET /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\n\r\nx",
            "HEAD /a HTTP/1.1\r\n\r\n", "POST /a HTTP/1.1\r\n\r\n", "get /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.0\r\n\r\n", "GET http://x/a HTTP/1.1\r\n\r\n", "GET * HTTP/1.1\r\n\r\n",
            "GET  /a HTTP/1.1\r\n\r\n", "GET /a  HTTP/1.1\r\n\r\n", "GET /\u{e9} HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.1\n\n", "GET /a HTTP/1.1\r\nA: b\n\r\n", "\r\nGET /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", "GET /a HTTP/1.1\r\nUPGRADE: websocket\r\n\r\n",
            "GET /a HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
            "GET /a HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET /a HTTP/1.1\r\nA : b\r\n\r\n",
            "GET /a HTTP/1.1\r\n: b\r\n\r\n", "GET /a HTTP/1.1\r\nA\r\n\r\n",
            "GET /a HTTP/1.1\r\nA: \u{0}\r\n\r\n",
            "GET /a HTTP/1.1\r\nA: b\rc\r\n\r\n", "GET /a HTTP/1.1\r\nA: \u{e9}\r\n\r\n",
            "GET /a HTTP/1.1\r\nIf-None-Match: a\r\nIf-None-Match: b\r\n\r\n",
        ])
    func unusual(text: String) {
        #expect(Self.parse(text) == nil)
    }
}
