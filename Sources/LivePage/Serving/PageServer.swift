import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves a run's files on loopback, and a page of the run while it is under way.
///
/// One thread does all of it, which is prepared by whoever starts the server (so that it does not disturb what is
/// measured). Every method may be called from any thread.
package final class PageServer: Sendable {
    /// The port that it listens on.
    package let port: UInt16
    private let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    private let feed: LiveFeed?

    /// More connections than that are closed at once: a browser has six.
    private static let mostConnections = 64
    /// Between two looks at what is new.
    private static let interval: TimeAmount = .milliseconds(500)

    /// - Parameters:
    ///   - live: tells where a run stands that is under way; called on the server's thread while its page is
    ///     open somewhere. Nil without such a run.
    ///   - port: 0 for any that is free.
    ///   - prepareThread: called once on the server's thread, before it serves.
    /// - Throws: ``PageError``.
    package static func start(
        folder: ServedFolder, live: (@Sendable () -> LiveState?)?, port: UInt16,
        prepareThread: @escaping @Sendable () -> Void = {}
    ) async throws(PageError) -> PageServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let feed = live.map { LiveFeed($0) }
        do {
            try await group.next().submit { prepareThread() }.get()
            let connections = ConnectionCount(most: mostConnections)
            let listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    guard connections.admit(channel) else { return channel.close() }
                    let routes = PageRoutes(
                        folder: folder, isLive: feed != nil,
                        hosts: HostCheck(port: channel.localAddress?.port ?? 0))
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                        try channel.pipeline.syncOperations.addHandler(
                            IdleStateHandler(readTimeout: .seconds(60)))
                        try channel.pipeline.syncOperations.addHandler(
                            PageHandler(routes: routes, feed: feed))
                    }
                }
                .bind(host: "127.0.0.1", port: Int(port)).get()
            let actual = UInt16(clamping: listener.localAddress?.port ?? 0)
            if let feed {
                group.next().scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
                    feed.tellAll()
                }
            }
            return PageServer(port: actual, group: group, listener: listener, feed: feed)
        } catch {
            try? await group.shutdownGracefully()
            throw PageError(port: port, reason: Self.reason(error))
        }
    }

    private init(
        port: UInt16, group: MultiThreadedEventLoopGroup, listener: any Channel, feed: LiveFeed?
    ) {
        self.port = port
        self.group = group
        self.listener = listener
        self.feed = feed
    }

    /// Where it is.
    package var url: String { "http://127.0.0.1:\(port)/" }

    /// Tells open pages what is new, at once.
    package func tell() { feed?.tellAll() }

    /// Somebody has the run's page open.
    package var isWatched: Bool { feed?.hasWatchers ?? false }

    /// Since the last request or the end of the last page, seconds; nil when there was none yet.
    package var secondsSinceUse: Double? { feed?.secondsSinceUse }

    /// Closes all connections and ends the thread.
    package func stop() async {
        try? await listener.close().get()
        try? await group.shutdownGracefully()
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }
}

/// Connections that are open.
private final class ConnectionCount: Sendable {
    private let open = Atomic<Int>(0)
    private let most: Int

    init(most: Int) { self.most = most }

    /// Counts a connection until it closes; false when there are enough already.
    func admit(_ channel: any Channel) -> Bool {
        let count = open.wrappingAdd(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { _ in self.open.wrappingSubtract(1, ordering: .relaxed) }
        return count <= most
    }
}
