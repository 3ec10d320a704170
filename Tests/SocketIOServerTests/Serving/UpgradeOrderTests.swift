import SocketIOServer
import TestSupport
import Testing

@Suite("Upgrade under load", .timeLimit(.minutes(2)))
struct UpgradeOrderTests {
    /// A client that polls, probes, polls on until the noop, and upgrades, as the reference client does.
    private static func readAcrossUpgrade(port: Int, count: Int) throws -> [String] {
        let session = try PollingSession(port: port)
        var received: [String] = []
        func take(_ payload: String) {
            received += payload.split(separator: "\u{1e}").filter { $0.hasPrefix("42") }.map(String.init)
        }
        try session.post("42[\"start\"]")
        for _ in 0..<3 { take(try session.poll()) }
        let target = session.target.replacing("transport=polling", with: "transport=websocket")
        let socket = try RawWebSocket(port: port, target: target)
        socket.send("2probe")
        guard try socket.frame().text == "3probe" else { throw TestSupportError("no 3probe") }
        take(try session.poll())
        socket.send("5")
        while received.count < count { received.append(try socket.message()) }
        return received
    }

    @Test("nothing is lost, doubled or swapped while events keep coming", arguments: [1, 2])
    func order(eventLoops: Int) async throws {
        let count = 2000
        try await ServerUnderTest.run(eventLoops: eventLoops) { running in
            let namespace = running.server.namespace("/")
            namespace.onConnection { socket in
                socket.on("start") { _, _ in
                    Task {
                        for number in 0..<count {
                            socket.emit("n", encodedArguments: Array("\(number)".utf8))
                            if number % 10 == 0 { await Task.yield() }
                            if number % 100 == 0 { try await Task.sleep(for: .milliseconds(5)) }
                        }
                    }
                }
            }
            try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await blocking { try Self.readAcrossUpgrade(port: running.port, count: count) }
                    }
                }
                let expected = (0..<count).map { "42[\"n\",\($0)]" }
                for try await received in group { #expect(received == expected) }
            }
            #expect(running.server.counters.upgrades == 4)
            try await running.becomesEmpty()
        }
    }
}
