import TestSupport
import Testing

@testable import FaultProxy

@Suite("What the proxy holds at most")
struct ProxyBoundsTests {
    /// Sends until nothing is taken for a while, or for a second and a half; how much was.
    private func fill(_ socket: TestSocket, with bytes: [UInt8]) async throws -> Int {
        try await blocking {
            var sent = 0
            var idle = 0
            let deadline = monotonicNow() + 1_500_000_000
            while sent < bytes.count, idle < 60, monotonicNow() < deadline {
                let count = socket.sendSome(bytes[sent...])
                guard count >= 0 else { throw TestSupportError("the connection is gone") }
                sent += count
                idle = count == 0 ? idle + 1 : 0
                if count == 0 { _ = socket.isReadable(within: 5) }
            }
            return sent
        }
    }

    @Test("a destination that does not read stops its source, and gets all once it does")
    func backPressure() async throws {
        var limits = ProxyLimits()
        limits.lineBytes = 50_000
        let fixture = try ProxyFixture(limits: limits)
        let (client, server) = try fixture.settled()
        let bytes = longPattern(40_000_000)
        let sent = try await fill(server, with: bytes)
        #expect(sent < bytes.count)
        #expect(fixture.proxy.counters.mostHeldBytes <= 50_000)
        let all = try await blocking { try client.read(sent) }
        #expect(all == Array(bytes[..<sent]))
    }

    @Test("all connections together hold no more than the proxy may, and lose nothing by it")
    func total() async throws {
        var limits = ProxyLimits()
        limits.lineBytes = 65536
        limits.totalBytes = 100_000
        let fixture = try ProxyFixture(limits: limits)
        let pairs = try fixture.pairs(6)
        await fixture.proxy.set(.both { $0.delay = 600_000_000_000 })
        let bytes = pattern(60_000)
        for pair in pairs { try pair.client.send(bytes) }
        try await eventually("it is full") { fixture.proxy.counters.heldBytes == 100_000 }
        await fixture.proxy.set(PathConditions())
        for pair in pairs { #expect(try pair.server.read(bytes.count) == bytes) }
        #expect(fixture.proxy.counters.mostHeldBytes == 100_000)
    }

    @Test("what a slow reader does not read stays with who sends it")
    func slowReader() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        let slow = LineConditions.with {
            $0.bytesPerSecond = 20_000
            $0.holdsBack = true
        }
        await fixture.proxy.set(PathConditions(up: LineConditions(), down: slow))
        let bytes = longPattern(40_000_000)
        let sent = try await fill(server, with: bytes)
        #expect(sent < bytes.count)
        // A portion of a twentieth of a second.
        #expect(fixture.proxy.counters.mostHeldBytes <= 1000)
        #expect(try client.read(2000) == Array(bytes[..<2000]))
        // The other direction is as it was.
        try client.send([1, 2])
        #expect(try server.read(2) == [1, 2])
    }

    @Test("who comes when all places are taken waits for one")
    func places() async throws {
        var limits = ProxyLimits()
        limits.connections = 2
        let fixture = try ProxyFixture(limits: limits)
        let pairs = try fixture.pairs(2)
        let third = try TestSocket.connected(to: fixture.proxy.port)
        try third.send([3])
        #expect(!fixture.listener.isReadable(within: 100))
        pairs[0].client.close()
        pairs[0].server.close()
        #expect(try fixture.listener.accept().read(1) == [3])
        #expect(fixture.proxy.counters.accepted == 3)
    }

    @Test("the measurement of its own delay has both kinds of messages")
    func ownDelay() throws {
        let figures = try AddedDelay.measure(messages: 50)
        #expect(figures.direct.count == 50 && figures.proxied.count == 50)
        #expect(figures.direct.allSatisfy { $0 >= 0 } && figures.proxied.allSatisfy { $0 > 0 })
        #expect(AddedDelay.quantile([10, 20, 30, 40], 0.5) == 20)
        #expect(AddedDelay.quantile([10, 20, 30, 40], 0.99) == 40)
    }
}
