import HummingbirdCore
import Logging
import NIOCore
import NIOTLS

/// Stands in for TLS: changes every byte both ways and says so as TLS handlers do.
final class ObscuringHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What every byte is combined with by exclusive or.
    static let mask: UInt8 = 0x5a
    private var isGreeted = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isGreeted {
            isGreeted = true
            context.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        }
        context.fireChannelRead(wrapInboundOut(changed(unwrapInboundIn(data))))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(wrapOutboundOut(changed(unwrapOutboundIn(data))), promise: promise)
    }

    private func changed(_ buffer: ByteBuffer) -> ByteBuffer {
        ByteBuffer(bytes: buffer.readableBytesView.map { $0 ^ Self.mask })
    }
}

/// A child channel with an `ObscuringHandler` in front, as Hummingbird's TLS channel has its handler.
struct ObscuredChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ObscuringHandler())
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
