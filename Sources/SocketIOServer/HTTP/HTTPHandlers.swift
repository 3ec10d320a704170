import NIOCore
import NIOHTTP1

/// The handlers that make a channel speak HTTP, kept so that an upgrade can take them out again.
///
/// For the channel's event loop only.
struct HTTPHandlers: @unchecked Sendable {
    let end: ConnectionEndHandler
    /// In front of the parser, where the application has answers ready.
    let prepared: PreparedAnswerHandler?
    let encoder = HTTPResponseEncoder()
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let pipelining = HTTPServerPipelineHandler()

    init(engines: [EngineServer] = [], prepared: PreparedAnswers? = nil) {
        self.prepared = prepared.map(PreparedAnswerHandler.init)
        end = ConnectionEndHandler(engines: engines)
        // What follows an upgrade's request already belongs to the WebSocket.
        decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
    }

    /// Adds them to an empty pipeline.
    func add(to pipeline: ChannelPipeline.SynchronousOperations) throws {
        try pipeline.addHandler(end)
        if let prepared { try pipeline.addHandler(prepared) }
        try pipeline.addHandler(encoder)
        try pipeline.addHandler(decoder)
        try pipeline.addHandler(pipelining)
    }

    /// Takes out what would treat a WebSocket's frames as HTTP.
    func removeAllButDecoder(from pipeline: ChannelPipeline.SynchronousOperations) {
        if let prepared { pipeline.removeHandler(prepared, promise: nil) }
        pipeline.removeHandler(pipelining, promise: nil)
        pipeline.removeHandler(encoder, promise: nil)
    }

    /// Takes out the decoder, a turn of the event loop later; then it hands on the bytes that it held.
    func removeDecoder(from pipeline: ChannelPipeline.SynchronousOperations) {
        pipeline.removeHandler(decoder, promise: nil)
    }
}
