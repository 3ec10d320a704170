import TestSupport
import Testing

@testable import FaultProxy

@Suite("The proxy's path: what arrives, and when at the earliest")
struct ProxyPathTests {
    /// Sends `up` and `down` at once and reads both; whether they arrived as they were.
    private func exchange(
        _ pair: (client: TestSocket, server: TestSocket), up: [UInt8], down: [UInt8]
    ) async throws -> Bool {
        let (client, server) = pair
        async let sentUp: Void = blocking { try client.send(up) }
        async let sentDown: Void = blocking { try server.send(down) }
        async let atServer = blocking { try server.read(up.count) }
        async let atClient = blocking { try client.read(down.count) }
        _ = try await (sentUp, sentDown)
        let (first, second) = try await (atServer, atClient)
        return first == up && second == down
    }

    @Test("bytes arrive whole and in order, both ways at once, on a clear path")
    func clear() async throws {
        let fixture = try ProxyFixture()
        let pair = try fixture.connect()
        #expect(try await exchange(pair, up: longPattern(3_000_000), down: pattern(3_000_000, salt: 9)))
        try await eventually("all is counted") {
            let counters = fixture.proxy.counters
            return counters.bytesUp == 3_000_000 && counters.bytesDown == 3_000_000 && counters.heldBytes == 0
        }
    }

    @Test("and on a path with delay, jitter and a narrow line, whose conditions change meanwhile")
    func shaped() async throws {
        let fixture = try ProxyFixture()
        let pair = try fixture.connect()
        await fixture.proxy.set(
            .both {
                $0.delay = 3_000_000
                $0.jitter = 5_000_000
                $0.bytesPerSecond = 2_000_000
            })
        async let isWhole = exchange(pair, up: pattern(700_000), down: pattern(700_000, salt: 9))
        try await Task.sleep(for: .milliseconds(60))
        await fixture.proxy.set(.both { $0.jitter = 20_000_000 })
        try await Task.sleep(for: .milliseconds(60))
        await fixture.proxy.set(.blackhole)
        try await Task.sleep(for: .milliseconds(60))
        await fixture.proxy.set(PathConditions())
        #expect(try await isWhole)
    }

    @Test("a planted delay is there in each direction")
    func delay() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        let conditions = PathConditions(
            up: .with { $0.delay = 80_000_000 }, down: .with { $0.delay = 30_000_000 })
        let action = await fixture.proxy.set(conditions)
        #expect(action.connections == 1)
        var begin = monotonicNow()
        try client.send([1, 2])
        #expect(try server.read(2) == [1, 2])
        #expect(monotonicNow() - begin >= 80_000_000)
        begin = monotonicNow()
        try server.send([3])
        #expect(try client.read(1) == [3])
        let down = monotonicNow() - begin
        #expect(down >= 30_000_000)
        // For those who come later, too.
        let (another, peer) = try fixture.connect()
        begin = monotonicNow()
        try another.send([4])
        #expect(try peer.read(1) == [4])
        #expect(monotonicNow() - begin >= 80_000_000)
    }

    @Test("n bytes over a line of r bytes a second take n / r, less what its burst lets through")
    func bandwidth() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        await fixture.proxy.set(
            .both {
                $0.bytesPerSecond = 200_000
                $0.burst = 20_000
            })
        let begin = monotonicNow()
        let bytes = pattern(100_000)
        try client.send(bytes)
        #expect(try server.read(bytes.count) == bytes)
        #expect(monotonicNow() - begin >= 400_000_000)
    }

    @Test("a half-close is passed on, and what the other end sends after it")
    func halfClose() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        try client.send([1, 2, 3])
        client.finishSending()
        let atServer = try server.readToEnd()
        #expect(atServer.bytes == [1, 2, 3] && atServer.end == .closed)
        try server.send([4, 5])
        #expect(try client.read(2) == [4, 5])
        server.close()
        let atClient = try client.readToEnd()
        #expect(atClient.bytes.isEmpty && atClient.end == .closed)
        client.close()
        try await eventually("nothing is left") { fixture.proxy.counters.open == 0 }
    }

    @Test("a blackhole passes nothing and tells nothing; what was held goes on when it ends")
    func blackhole() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        let (leaving, left) = try fixture.settled()
        #expect(await fixture.proxy.set(.blackhole).connections == 2)
        try client.send([1, 2])
        try server.send([3])
        leaving.close()
        let newcomer = try TestSocket.connected(to: fixture.proxy.port)
        try newcomer.send([9])
        #expect(!server.isReadable(within: 150))
        #expect(!client.isReadable(within: 1) && !left.isReadable(within: 1))
        #expect(!fixture.listener.isReadable(within: 1))
        await fixture.proxy.set(PathConditions())
        #expect(try server.read(2) == [1, 2])
        #expect(try client.read(1) == [3])
        #expect(try left.readToEnd().end == .closed)
        #expect(try fixture.listener.accept().read(1) == [9])
    }

    @Test("an abort at one end becomes a reset at the other, after the line's delay")
    func abort() async throws {
        let fixture = try ProxyFixture()
        for delay in [0, 60_000_000] as [Int64] {
            let (client, server) = try fixture.settled()
            await fixture.proxy.set(.both { $0.delay = delay })
            let begin = monotonicNow()
            client.abort()
            #expect(try server.readToEnd().end == .reset)
            #expect(monotonicNow() - begin >= delay)
            await fixture.proxy.set(PathConditions())
        }
        try await eventually("nothing is left") { fixture.proxy.counters.open == 0 }
    }
}
