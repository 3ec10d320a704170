import SocketIOServer
import TestSupport
import Testing

@Suite("Browsers of other origins")
struct CrossOriginTests {
    private static func headers(
        _ allowed: AllowedOrigins, _ method: String, origin: String
    ) async throws -> (status: Int, headers: [String: String]) {
        let (answers, found) = AsyncStream.makeStream(of: RawResponse.self)
        try await ServerUnderTest.run(configure: { $0.allowedOrigins = allowed }) { running in
            found.yield(
                try await blocking {
                    try RawConnection(port: running.port).request(
                        method, "/socket.io/?EIO=4&transport=polling", headers: ["Origin": origin])
                })
        }
        var iterator = answers.makeAsyncIterator()
        let answer = try #require(await iterator.next())
        return (answer.status, answer.headers)
    }

    @Test(
        "only allowed origins are told that they may read the answer",
        arguments: [
            (.none, nil), (.any, "*"), (.list(["https://a.example"]), "https://a.example"),
            (.list(["https://b.example"]), nil),
        ] as [(AllowedOrigins, String?)])
    func allowOrigin(allowed: AllowedOrigins, expected: String?) async throws {
        let answer = try await Self.headers(allowed, "GET", origin: "https://a.example")
        #expect(answer.status == 200)
        #expect(answer.headers["access-control-allow-origin"] == expected)
    }

    @Test("a preflight is answered where origins are allowed, and is a bad handshake where not")
    func preflight() async throws {
        let allowed = try await Self.headers(.any, "OPTIONS", origin: "https://a.example")
        #expect(allowed.status == 204)
        #expect(allowed.headers["access-control-allow-methods"] == "GET, POST")
        let refused = try await Self.headers(.none, "OPTIONS", origin: "https://a.example")
        #expect(refused.status == 400)
    }
}
