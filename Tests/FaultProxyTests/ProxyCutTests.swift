import TestSupport
import Testing

@testable import FaultProxy

@Suite("Connections that the proxy cuts")
struct ProxyCutTests {
    /// Which of ten connections a proxy of this seed resets when told to reset three.
    private func reset(seed: UInt64) async throws -> Set<Int> {
        let fixture = try ProxyFixture(seed: seed)
        let pairs = try fixture.pairs(10)
        let action = await fixture.proxy.cut(.reset, share: 0.3)
        #expect(action.connections == 3)
        var hit: Set<Int> = []
        for (index, pair) in pairs.enumerated() where pair.client.isReadable(within: 0) {
            #expect(try pair.client.readToEnd().end == .reset)
            #expect(try pair.server.readToEnd().end == .reset)
            hit.insert(index)
        }
        for (index, pair) in pairs.enumerated() where !hit.contains(index) {
            try pair.client.send([7])
            #expect(try pair.server.read(1) == [7])
        }
        #expect(fixture.proxy.counters.cut == 3 && fixture.proxy.counters.open == 7)
        return hit
    }

    @Test("a share is reset at both ends, exactly; the others go on; the seed says which")
    func resets() async throws {
        let first = try await reset(seed: 4)
        #expect(first.count == 3)
        #expect(try await reset(seed: 4) == first)
        var others: Set<Set<Int>> = []
        for seed in 5...8 as ClosedRange<UInt64> { others.insert(try await reset(seed: seed)) }
        #expect(others != [first])
    }

    @Test("half-open: the end that is gone is reset, the other is not told until it gives up")
    func halfOpen() async throws {
        let fixture = try ProxyFixture()
        for gone in ConnectionCut.End.allCases {
            let (client, server) = try fixture.settled()
            let (lost, left) = gone == .client ? (client, server) : (server, client)
            #expect(await fixture.proxy.cut(.halfOpen(gone: gone)).connections == 1)
            #expect(try lost.readToEnd().end == .reset)
            #expect(fixture.proxy.counters.halfOpen == 1)
            // It can send as if somebody were there, and gets neither an answer nor an end.
            try left.send([1, 2, 3])
            #expect(!left.isReadable(within: 100))
            #expect(fixture.proxy.counters.open == 1)
            // A half-open connection is no whole one: it is not cut again.
            #expect(await fixture.proxy.cut(.reset).connections == 0)
            left.close()
            try await eventually("it is given up") {
                fixture.proxy.counters.open == 0 && fixture.proxy.counters.halfOpen == 0
            }
        }
    }

    @Test("without a server, clients are reset; after a redirection they reach the new one")
    func restart() async throws {
        let fixture = try ProxyFixture()
        fixture.listener.close()
        let client = try TestSocket.connected(to: fixture.proxy.port)
        #expect(try client.readToEnd().end == .reset)
        try await eventually("it is counted") { fixture.proxy.counters.refused == 1 }
        let anew = try TestSocket.listener()
        await fixture.proxy.redirect(to: "127.0.0.1", port: anew.port)
        let another = try TestSocket.connected(to: fixture.proxy.port)
        try another.send([5])
        #expect(try anew.accept().read(1) == [5])
    }

    @Test("stopping ends all connections and listens no more; what is asked afterwards is answered")
    func stop() async throws {
        let fixture = try ProxyFixture()
        let (client, server) = try fixture.settled()
        await fixture.proxy.stop()
        _ = try client.readToEnd()
        _ = try server.readToEnd()
        // Nobody listens: the kernel refuses, at once or when asked how it went.
        let late = try? TestSocket.connected(to: fixture.proxy.port)
        if let late { #expect(throws: (any Error).self) { try late.read(1) } }
        #expect(await fixture.proxy.set(.blackhole).connections == 0)
        #expect(fixture.proxy.counters.open == 0 && fixture.proxy.failure == nil)
    }

    @Test("a port that is taken is told")
    func taken() throws {
        let listener = try TestSocket.listener()
        let error = #expect(throws: ProxyError.self) {
            _ = try TCPProxy(upstream: ("127.0.0.1", 1), port: listener.port, seed: 1)
        }
        #expect(try #require(error).description.contains("Choose another port"))
    }
}
