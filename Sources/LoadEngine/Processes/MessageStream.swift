/// Takes messages out of the bytes that arrive, whatever pieces they come in.
struct MessageStream {
    private var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ added: UnsafeRawBufferPointer) {
        if start > 0, start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        }
        bytes.append(contentsOf: added)
    }

    /// The next whole message; nil until more bytes have come. Throws for what is none: the stream is of no
    /// use then.
    mutating func next() throws -> GeneratorMessage? {
        let head = 5
        guard bytes.count - start >= head else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        guard length <= GeneratorMessage.longest else { throw GeneratorMessageError.tooLong(length) }
        guard bytes.count - start >= head + length else {
            if start > 1 << 20 {
                bytes.removeFirst(start)
                start = 0
            }
            return nil
        }
        let body = start + head..<start + head + length
        let kind = bytes[start + 4]
        start = body.upperBound
        return try bytes.withUnsafeBytes {
            try GeneratorMessage(kind: kind, body: UnsafeRawBufferPointer(rebasing: $0[body]))
        }
    }
}
