import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The HTTP side of opening a WebSocket, with NIO's upgrader for the rules and the accept key.
struct WebSocketUpgrade {
    /// Whether a request asks for a WebSocket: `Upgrade: websocket` with `Connection: upgrade`.
    static func isRequested(by head: HTTPRequestHead) -> Bool {
        head.method == .GET
            && head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
            && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }

    /// Headers of the `101`; fails for a missing key or another version than 13.
    static func responseHeaders(
        for head: HTTPRequestHead, channel: any Channel
    ) -> EventLoopFuture<HTTPHeaders> {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        return upgrader.buildUpgradeResponse(
            channel: channel, upgradeRequest: head, initialResponseHeaders: [:])
    }

    /// A frame decoder that takes messages up to the payload limit.
    ///
    /// A client may send a frame of exactly the limit; one byte more is refused by its declared length, before
    /// any of it is kept.
    static func frameDecoder(maximumBytes: Int) -> ByteToMessageHandler<WebSocketFrameDecoder> {
        ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: min(maximumBytes, Int(UInt32.max))))
    }
}
