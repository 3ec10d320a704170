/// How much of an answer a client takes, so that a server cannot make the generator grow.
struct HTTPLimits: Equatable {
    /// Bytes of status lines, fields, interim answers, chunk sizes and trailers together.
    var head = 65_536
    /// Fields and trailers.
    var fields = 256
    /// Bytes of content, without the framing of chunks.
    var body = 4 << 20
}
