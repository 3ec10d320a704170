import NIOCore
import NIOHTTP1

/// A request that the Engine.IO server answers itself, from its head until its answer is out.
///
/// Belongs to the channel's event loop, but for `postAccepted`, which belongs to the session's.
final class OwnRequest: @unchecked Sendable {
    let kind: EngineRequest
    let engine: EngineServer
    /// The Origin header, when there is one, for the CORS headers of the answer.
    let origin: String?
    var head: HTTPRequestHead?
    var body = ByteBuffer()
    /// Bytes that arrived, those over the limit included.
    var bodyLength = 0
    var isTooLarge = false
    /// The request has arrived completely.
    var hasEnded = false
    var closesAfterwards = false
    /// An answer that was ready before the request had arrived completely.
    var deferredAnswer: (status: HTTPResponseStatus, type: String?, body: ByteBuffer)?
    /// The GET that waits for packets, once its session knows of it.
    var poll: PollAnswer?
    /// Whether the session let the POST begin.
    var postAccepted = false

    init(_ kind: EngineRequest, engine: EngineServer, origin: String?) {
        self.kind = kind
        self.engine = engine
        self.origin = origin
    }
}
