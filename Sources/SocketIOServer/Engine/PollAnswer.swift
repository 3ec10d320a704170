import NIOCore
import NIOHTTP1

/// The way back to one GET that waits; may be used from any thread, once.
final class PollAnswer: Sendable {
    private let respond: @Sendable (HTTPResponseStatus, ByteBuffer) -> Void

    init(_ respond: @escaping @Sendable (HTTPResponseStatus, ByteBuffer) -> Void) {
        self.respond = respond
    }

    /// Answers with a status and a body: packets for 200, JSON for an error.
    func send(_ status: HTTPResponseStatus, _ body: ByteBuffer) {
        respond(status, body)
    }
}
