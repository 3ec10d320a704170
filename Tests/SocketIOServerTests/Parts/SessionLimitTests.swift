import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import SocketIOServer

@Suite("The limit of sessions")
struct SessionLimitTests {
    @Test("opening takes a place or fails, whatever a request was told before")
    func reservation() async throws {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        var configuration = SocketIOServerConfiguration()
        configuration.maxSessions = 2
        let engine = SocketServer(configuration: configuration, eventLoopGroup: eventLoop).engine
        let opened = try await eventLoop.submit {
            let handshake = Handshake(
                target: "/", query: [:], headers: [:], remoteAddress: nil, transport: .polling)
            let shard = engine.shards[0]
            let connections = (0..<4).map { _ in engine.open(handshake, on: shard, webSocket: nil) }
            connections[0]?.forget()
            return connections.map { $0 != nil } + [engine.open(handshake, on: shard, webSocket: nil) != nil]
        }.get()
        #expect(opened == [true, true, false, false, true])
        #expect(engine.counters.refusedSessions == 2)
        await engine.shutdown(deadline: .zero)
    }
}
