import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOPosix
import TestSupport
import Testing

@testable import SocketIOServer

/// A Socket.IO server with a small HTTP application on one port, inside the test process.
struct ServerUnderTest: Sendable {
    let server: SocketServer
    let port: Int
    /// Starts a graceful shutdown of the whole application, as SIGTERM does.
    let stopApplication: @Sendable () async throws -> Void

    /// Serves while `body` runs, then stops everything.
    ///
    /// - Parameter isObscured: Whether an `ObscuringHandler` stands before everything else.
    static func run(
        eventLoops: Int = 2, isObscured: Bool = false, prepared: PreparedAnswers? = nil,
        routes: (Router<BasicRequestContext>) -> Void = { _ in },
        configure: (inout SocketIOServerConfiguration) -> Void = { _ in },
        _ body: @Sendable (ServerUnderTest) async throws -> Void
    ) async throws {
        var configuration = SocketIOServerConfiguration()
        configure(&configuration)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: eventLoops)
        let server = SocketServer(configuration: configuration, eventLoopGroup: group)
        let router = Router()
        router.get("hello") { _, _ in "hello from the application" }
        // Far more than the kernel's buffers take.
        let large = ByteBuffer(repeating: UInt8(ascii: "x"), count: 32 << 20)
        router.get("large") { _, _ in large }
        routes(router)
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            server: isObscured
                ? HTTPServerBuilder { responder in
                    ObscuredChannel(
                        base: SocketIOChildChannel(responder: responder, engines: [server.engine]))
                } : .socketIO(server.engine, prepared: prepared),
            configuration: .init(address: .hostname("127.0.0.1", port: 0), backlog: 4096),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) },
            eventLoopGroupProvider: .shared(group),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let shutdown = GracefulStop()
        let serving = Task { try await shutdown.run(application) }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let running = ServerUnderTest(server: server, port: port) {
            await shutdown.trigger()
            try await serving.value
        }
        let result: Result<Void, any Error>
        do {
            try await body(running)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await server.shutdown(deadline: .milliseconds(200))
        await shutdown.trigger()
        try await serving.value
        try await group.shutdownGracefully()
        try result.get()
    }

    /// A WebSocket connected to a namespace, with the id of its socket.
    func connect(_ namespace: String = "/", auth: String = "") throws -> RawClient {
        try RawClient(port: port, namespace: namespace, auth: auth)
    }

    /// Waits until no session, socket or WebSocket is left.
    func becomesEmpty() async throws {
        try await eventually("all gauges are zero", else: { "\(server.counters)" }) {
            let counters = server.counters
            return counters.sockets == 0 && counters.sessions.values.allSatisfy { $0 == 0 }
                && counters.connections == 0
        }
    }
}
