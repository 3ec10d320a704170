import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LivePage

@Suite("Serving pages")
struct PageServerTests {
    static func state(trial: Int = 1, seconds: Int, end: LiveState.End? = nil) -> LiveState {
        LiveState(
            scenario: "small", trial: trial, trials: 3, cell: "push at 10 tasks/s", phase: "steady",
            quantity: "update latency", clients: 5, connected: 5, messagesPerSecond: 100, errors: 0,
            share: 0.5, secondsLeft: 10,
            points: (0..<seconds).map {
                LiveState.Point(
                    second: Double($0 + 1), phase: "steady", latency: nil, messagesPerSecond: 100, clients: 5,
                    errors: 0, serverCPUPercent: nil, residentBytes: nil)
            }, end: end)
    }

    private static func ask(
        _ server: PageServer, _ target: String, host: String? = nil, method: String = "GET"
    ) throws -> RawResponse {
        let connection = try RawConnection(port: Int(server.port))
        connection.send("\(method) \(target) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(server.port)")\r\n\r\n")
        return try connection.response()
    }

    @Test("Files come whole, with headers that keep everything inside; others are refused")
    func files() async throws {
        let fixture = try FolderFixture()
        let long = String(repeating: "0123456789", count: 300_000)
        try fixture.write("run/series.csv", long)
        try fixture.write("run/empty.txt", "")
        let server = try await PageServer.start(folder: fixture.folder, live: nil, port: 0)
        let answer = try Self.ask(server, "/series.csv")
        #expect(answer.status == 200)
        #expect(answer.text == long)
        #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(try Self.ask(server, "/empty.txt").status == 200)
        #expect(try Self.ask(server, "/%2e%2e/secret").status == 404)
        #expect(try Self.ask(server, "/../secret").status == 404)
        #expect(try Self.ask(server, "/report.json", host: "evil.example").status == 421)
        let refused = try Self.ask(server, "/report.json", method: "POST")
        #expect(refused.status == 405 && refused.headers["allow"] == "GET")
        // Two requests on one connection, one behind the other.
        let connection = try RawConnection(port: Int(server.port))
        let request = "GET /report.md HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n"
        connection.send(request + request)
        #expect(try connection.response().text == "# Report\n")
        #expect(try connection.response().text == "# Report\n")
        await server.stop()
        #expect(throws: (any Error).self) { try RawConnection(port: Int(server.port)) }
    }

    @Test("It listens on loopback alone, and says what is wrong with a port that is taken")
    func ports() async throws {
        let fixture = try FolderFixture()
        let server = try await PageServer.start(folder: fixture.folder, live: nil, port: 0)
        #expect(server.url == "http://127.0.0.1:\(server.port)/")
        await #expect {
            _ = try await PageServer.start(folder: fixture.folder, live: nil, port: server.port)
        } throws: { error in
            "\(error)" == "cannot serve pages at 127.0.0.1:\(server.port): Address already in use; name "
                + "another port, or 0 for any that is free"
        }
        await server.stop()
    }

    @Test("An open page is told of what is new, and of the end; the server knows whether somebody looks")
    func events() async throws {
        let fixture = try FolderFixture()
        let shown = Mutex(Self.state(seconds: 2))
        let server = try await PageServer.start(
            folder: fixture.folder, live: { shown.withLock { $0 } }, port: 0)
        #expect(!server.isWatched && server.secondsSinceUse == nil)
        let connection = try RawConnection(port: Int(server.port))
        connection.send("GET /events HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        let head = try connection.read(through: "\r\n\r\n")
        #expect(head.hasPrefix("HTTP/1.1 200") && head.lowercased().contains("text/event-stream"))
        let first = try connection.read(through: "\n\n")
        #expect(first.contains(#""isWhole":true"#) && first.contains(#""second":2"#))
        #expect(server.isWatched)
        shown.withLock { $0 = Self.state(seconds: 3) }
        server.tell()
        let second = try connection.read(through: "\n\n")
        #expect(second.contains(#""isWhole":false"#))
        #expect(second.contains(#""second":3"#) && !second.contains(#""second":2"#))
        let end = LiveState.End(
            verdict: "Pass: all held.", outcome: "pass", files: ["report.md"], folder: "/runs/1")
        shown.withLock { $0 = Self.state(seconds: 3, end: end) }
        server.tell()
        #expect(try connection.read(through: "\n\n").contains(#""verdict":"Pass: all held.""#))
        connection.close()
        try await eventually { !server.isWatched }
        #expect(server.secondsSinceUse != nil)
        await server.stop()
    }

    @Test("A page that does not read costs nothing but itself")
    func slowReader() async throws {
        let fixture = try FolderFixture()
        let shown = Mutex(Self.state(seconds: 1))
        let server = try await PageServer.start(
            folder: fixture.folder, live: { shown.withLock { $0 } }, port: 0)
        let slow = try RawConnection(port: Int(server.port), receiveBuffer: 2048)
        slow.send("GET /events HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        try await eventually { server.isWatched }
        for trial in 1...400 {
            shown.withLock { $0 = Self.state(trial: trial, seconds: 200) }
            server.tell()
        }
        #expect(try Self.ask(server, "/report.md").text == "# Report\n")
        slow.close()
        try await eventually { !server.isWatched }
        await server.stop()
    }

    @Test("More connections than a browser makes are closed, and others are served again when they are gone")
    func connections() async throws {
        let fixture = try FolderFixture()
        let server = try await PageServer.start(folder: fixture.folder, live: nil, port: 0)
        var open = try (0..<64).map { _ in try RawConnection(port: Int(server.port)) }
        open[63].send("GET /report.md HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        #expect(try open[63].response().status == 200)
        #expect(throws: (any Error).self) { try Self.ask(server, "/report.md") }
        open.removeAll()
        try await eventually { (try? Self.ask(server, "/report.md").status) == 200 }
        await server.stop()
    }

    @Test("The thread that serves is prepared before it does")
    func thread() async throws {
        let fixture = try FolderFixture()
        let prepared = Mutex(0)
        let server = try await PageServer.start(
            folder: fixture.folder, live: nil, port: 0,
            prepareThread: { prepared.withLock { $0 += 1 } })
        #expect(prepared.withLock { $0 } == 1)
        await server.stop()
    }
}

@Suite("What an open page is told")
struct ToldPageTests {
    @Test("Everything first, then what is new, and everything again for another trial")
    func news() {
        var page = ToldPage()
        let first: String = page.news(PageServerTests.state(seconds: 2)) ?? ""
        #expect(first.hasPrefix("data: {") && first.hasSuffix("}\n\n"))
        #expect(!first.dropLast(2).contains("\n"))
        let nothing: String? = page.news(PageServerTests.state(seconds: 2))
        #expect(nothing == nil)
        let more: String = page.news(PageServerTests.state(seconds: 4)) ?? ""
        #expect(more.contains(#""isWhole":false"#))
        let other: String = page.news(PageServerTests.state(trial: 2, seconds: 1)) ?? ""
        #expect(other.contains(#""isWhole":true"#))
    }
}
