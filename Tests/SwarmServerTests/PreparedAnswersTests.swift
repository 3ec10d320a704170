import TestSupport
import Testing

@testable import SwarmServer

@Suite("Polls answered without the router")
struct PreparedAnswersTests {
    /// A header that sends a request through parser and router: its name is a token of a kind that is not used.
    private static let detour = ["X-By!": "router"]

    /// The answer's head and body, but for the time of day.
    private static func content(_ response: RawResponse) -> [String: String] {
        var content = response.headers
        content["date"] = "\(content["date"]?.utf8.count ?? 0) bytes"
        content[":status"] = "\(response.status)"
        content[":body"] = response.text
        return content
    }

    @Test(
        "the answer is the router's own, field by field",
        arguments: [
            "/api/swarm", "/api/swarm?", "/api/swarm?x=1", "/api/swarm/", "/api/events?after=0",
            "/api/events?after=3", "/api/events?after=5", "/api/events?after=0&limit=2",
            "/api/events?after=99",
            "/api/events?after=", "/api/events?after=-1", "/api/events?after=1&limit=0",
            "/api/events?after=1&limit=10001", "/api/events?after=1&after=2", "/api/events?after=1&x=2",
            "/api/events?after=99999999999999999999999", "/api/events?limit=1&after=1", "/api/events",
            "/api/events?after=%31", "/healthz", "/nothing",
        ])
    func same(target: String) async throws {
        // Nothing happens in it, and what is to happen later has not yet.
        let server = try await RunningServer()
        let connection = try RawConnection(port: server.port)
        let ordinary = try connection.request("GET", target, headers: Self.detour)
        let prepared = try connection.request("GET", target)
        #expect(Self.content(prepared) == Self.content(ordinary))
    }

    @Test(
        "If-None-Match means the same on both ways",
        arguments: ["TAG", "W/TAG", "\"x\", TAG", "*", "\"x\"", "", "\"x\" , W/TAG ", "TAGx", "x"])
    func entityTags(value: String) async throws {
        let server = try await RunningServer()
        let connection = try RawConnection(port: server.port)
        let tag = try #require(connection.request("GET", "/api/swarm").headers["etag"])
        let header = ["If-None-Match": value.replacing("TAG", with: tag)]
        let ordinary = try connection.request(
            "GET", "/api/swarm", headers: header.merging(Self.detour) { first, _ in first })
        let prepared = try connection.request("GET", "/api/swarm", headers: header)
        #expect(Self.content(prepared) == Self.content(ordinary))
    }

    @Test("both ways are counted")
    func counted() async throws {
        let server = try await RunningServer()
        let connection = try RawConnection(port: server.port)
        let tag = try connection.request("GET", "/api/swarm").headers["etag"] ?? ""
        for headers in [[:], Self.detour] {
            _ = try connection.request("GET", "/api/events?after=0", headers: headers)
            _ = try connection.request(
                "GET", "/api/swarm", headers: headers.merging(["If-None-Match": tag]) { first, _ in first })
        }
        let metrics = try connection.request("GET", "/metrics").text
        #expect(metrics.contains("swarm_http_responses_total{status=\"200\"} 3\n"))
        #expect(metrics.contains("swarm_http_responses_total{status=\"304\"} 2\n"))
    }

    @Test(
        "dates are written as RFC 9110 says",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
        ])
    func dates(second: Int, text: String) {
        #expect(ResponseDate.text(second) == text)
    }
}
