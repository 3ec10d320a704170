import NIOCore
import NIOWebSocket

/// What a session does with its WebSocket. What another loop asks for goes through the inbox of the channel's
/// shard: one wake-up for however many WebSockets a broadcast reaches there.
extension WebSocketLink {
    /// Bytes after which a burst of writes is flushed before it is complete.
    private static let holdLimit = 1 << 16

    /// Whether the write queue is short; from any thread.
    var isWritable: Bool { channel.isWritable }

    /// Takes a message to be sent with the next flush; it is counted as sent only if the WebSocket still takes
    /// it.
    func write(_ message: OutgoingMessage) {
        if isForeign { shard.perform { self.writeNow(message) } } else { writeNow(message) }
    }

    /// Sends what was written.
    func flush() {
        if isForeign { shard.perform { self.flushNow() } } else { flushNow() }
    }

    /// Both in one.
    func writeAndFlush(_ message: OutgoingMessage) {
        if isForeign {
            shard.perform { self.writeAndFlushNow(message) }
        } else {
            writeAndFlushNow(message)
        }
    }

    /// Sends what was written, a close frame, and closes once the peer answered, or soon in any case.
    func close(_ code: WebSocketErrorCode) {
        if isForeign { shard.perform { self.closeNow(code) } } else { closeNow(code) }
    }

    /// Closes at once; what is queued is lost.
    func abort() {
        if isForeign { shard.perform { self.abortNow() } } else { abortNow() }
    }

    /// Keeps complete frames for the next flush and counts their bytes; false when they are dropped.
    func hold(_ frames: ByteBuffer) -> Bool {
        guard canTake else { return false }
        shard.counters.bytesSent.add(frames.readableBytes)
        if heldCount == 0 {
            held = frames
        } else {
            held.writeImmutableBuffer(frames)
        }
        heldCount += 1
        showDescriptor()
        if held.readableBytes > Self.holdLimit { flushNow() }
        return true
    }

    /// Sends what is held.
    func flushNow() {
        guard heldCount > 0 else { return }
        var frames = ByteBuffer()
        swap(&frames, &held)
        let count = heldCount
        heldCount = 0
        hand(over: frames, messages: count)
    }

    /// Sends what was written and a close frame; what the session writes after that is dropped.
    func closeNow(_ code: WebSocketErrorCode) {
        guard state == .open, let context else { return }
        flushNow()
        state = .closing
        showDescriptor()
        var frame = ByteBuffer()
        frame.writeWebSocketHeader(opcode: 0x8, length: 2)
        frame.writeInteger(UInt16(webSocketErrorCode: code))
        shard.counters.bytesSent.add(frame.readableBytes)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { [weak self] _ in
            self?.abort(in: Self.closeGrace)
        }
        // What waits before the frame gets its time as well, but not for ever.
        abort(in: queueGrace)
        context.writeAndFlush(wrapOutboundOut(frame), promise: written)
    }

    private func abort(in time: TimeAmount) {
        guard state != .closed, let context else { return }
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in self?.abortNow() }
    }

    func abortNow() {
        guard state != .closed else { return }
        context?.close(promise: nil)
    }

    private func writeNow(_ message: OutgoingMessage) {
        if hold(message.frames) { shard.counters.countSent(message) }
    }

    private func writeAndFlushNow(_ message: OutgoingMessage) {
        guard heldCount == 0 else {
            writeNow(message)
            return flushNow()
        }
        guard canTake else { return }
        shard.counters.bytesSent.add(message.byteCount)
        shard.counters.countSent(message)
        hand(over: message.frames, messages: 1)
    }

    /// Whether the WebSocket is open and not too far behind, which is reported.
    private var canTake: Bool {
        guard state == .open else { return false }
        if mayBeQueued, !channel.isWritable, pendingBytes > maximumPendingBytes {
            report { connection in connection.webSocketTooSlow(self) }
            return false
        }
        return true
    }

    /// Gives frames to the kernel, and to NIO's queue what the kernel does not take.
    ///
    /// While the queue holds anything everything joins it, so the order stays.
    private func hand(over frames: ByteBuffer, messages: Int) {
        var taken = 0
        if let descriptor, isQueueEmpty, channel.isActive {
            taken = frames.withUnsafeReadableBytes { DescriptorWriter.write($0, to: descriptor) }
            if taken == frames.readableBytes {
                shard.counters.directWrites.add(messages)
                return showDescriptor()
            }
        }
        queue(frames, after: taken, messages: messages)
    }

    /// Gives NIO the bytes that the kernel did not take.
    private func queue(_ frames: ByteBuffer, after taken: Int, messages: Int) {
        var rest = frames
        rest.moveReaderIndex(forwardBy: taken)
        shard.counters.queuedWrites.add(messages)
        mayBeQueued = true
        showDescriptor()
        context?.writeAndFlush(wrapOutboundOut(rest), promise: nil)
    }

    /// The kernel took no more than `taken` bytes of a message that a broadcast wrote to the descriptor shown.
    func queueRest(of message: OutgoingMessage, after taken: Int) {
        shard.counters.bytesSent.add(message.byteCount)
        shard.counters.countSent(message)
        queue(message.frames, after: taken, messages: 1)
    }

    private var isQueueEmpty: Bool {
        if mayBeQueued { mayBeQueued = pendingBytes > 0 }
        return !mayBeQueued
    }

    /// Bytes in NIO's queue.
    private var pendingBytes: Int {
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
