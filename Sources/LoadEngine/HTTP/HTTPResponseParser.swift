import Glibc

/// Finds HTTP/1.1 answers (RFC 9112) in a connection's bytes, however these are cut.
///
/// Pure: bytes in, facts out; reused for one answer after another. An answer that is whole in one
/// read is parsed where it lies, without copying. What lies behind an answer stays in the input: it
/// belongs to the next one. After a thrown error the connection cannot go on.
struct HTTPResponseParser {
    private enum State {
        case statusLine
        case fields
        /// So many bytes of content are missing.
        case content(UInt64)
        case untilClose
        case chunkSize
        case chunk(UInt64)
        case chunkEnd
        case trailers
        case complete
    }

    let limits: HTTPLimits
    private var state = State.complete
    private var isBodiless = false
    private(set) var head = HTTPHead()
    /// All bytes of the answer so far: interim answers, framing and trailers included.
    private(set) var consumed: UInt64 = 0
    private var headBytes = 0
    /// Of the line being taken.
    private var lineBytes = 0
    private var fields = 0
    /// The beginning of a line whose end has not come, or a line put together.
    private var line: ByteStore?
    private var isLineTaken = false
    /// Content that came in more than one piece.
    private var pieces: ByteStore?
    /// Content that lay in one.
    private var whole = UnsafeRawBufferPointer(start: nil, count: 0)

    init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

    /// The answer's content; valid until the input it came in changes, or the next `begin`.
    var body: UnsafeRawBufferPointer {
        guard let pieces, !pieces.isEmpty else { return whole }
        return pieces.bytes
    }

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// The connection may carry another exchange after this complete answer.
    private(set) var allowsReuse = false

    /// A request was sent: an answer follows. `isHeadRequest`: its answer has no content, whatever
    /// its fields say.
    mutating func begin(isHeadRequest: Bool = false) {
        state = .statusLine
        isBodiless = isHeadRequest
        consumed = 0
        headBytes = 0
        fields = 0
        allowsReuse = false
        whole = UnsafeRawBufferPointer(start: nil, count: 0)
        pieces?.removeAll()
        line?.removeAll()
        isLineTaken = false
    }

    /// Takes the answer's bytes off the front of `input`; true when the answer is whole.
    mutating func receive(_ input: inout UnsafeRawBufferPointer) throws(HTTPResponseError) -> Bool {
        let before = input.count
        defer { consumed += UInt64(before - input.count) }
        while true {
            switch state {
            case .complete: return true
            case .statusLine:
                guard let line = try nextLine(&input) else { return false }
                try head.takeStatus(line)
                state = .fields
            case .fields:
                guard let line = try nextLine(&input) else { return false }
                if line.isEmpty {
                    try endHead()
                } else {
                    try countField()
                    try head.takeField(line)
                }
            case .content(let left):
                guard takeContent(&input, left) else { return false }
            case .untilClose:
                try store(input)
                input = UnsafeRawBufferPointer(start: nil, count: 0)
                return false
            case .chunkSize, .chunk, .chunkEnd, .trailers:
                guard try takeChunks(&input) else { return false }
            }
        }
    }

    /// The peer sends nothing more. Returns when that completes the answer, or it was complete.
    mutating func close() throws(HTTPResponseError) {
        switch state {
        case .complete: return
        case .untilClose: state = .complete
        default: throw consumed == 0 ? .noAnswer : .truncated
        }
    }

    /// The head is whole: how does the content end? (RFC 9112 section 6.3)
    private mutating func endHead() throws(HTTPResponseError) {
        guard !head.isInterim else {
            state = .statusLine
            return
        }
        allowsReuse = head.allowsReuse
        if isBodiless || head.isBodiless {
            state = .complete
        } else if head.isChunked {
            state = .chunkSize
        } else if let length = head.length {
            guard length <= UInt64(limits.body) else { throw bodyTooLarge }
            state = length == 0 ? .complete : .content(length)
        } else {
            allowsReuse = false
            state = .untilClose
        }
    }

    private mutating func takeContent(_ input: inout UnsafeRawBufferPointer, _ left: UInt64) -> Bool {
        guard !input.isEmpty else { return false }
        let count = Int(min(left, UInt64(input.count)))
        let part = UnsafeRawBufferPointer(rebasing: input[..<count])
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        if UInt64(count) == left, pieces?.isEmpty != false {
            whole = part
        } else {
            append(part)
        }
        state = UInt64(count) == left ? .complete : .content(left - UInt64(count))
        return true
    }

    /// One step of RFC 9112 section 7.1; false when it needs more input.
    private mutating func takeChunks(_ input: inout UnsafeRawBufferPointer) throws(HTTPResponseError) -> Bool
    {
        switch state {
        case .chunkSize:
            guard let line = try nextFrame(&input) else { return false }
            let size = try Self.chunkSize(line)
            state = size == 0 ? .trailers : .chunk(size)
        case .chunk(let left):
            guard !input.isEmpty else { return false }
            let count = Int(min(left, UInt64(input.count)))
            try store(UnsafeRawBufferPointer(rebasing: input[..<count]))
            input = UnsafeRawBufferPointer(rebasing: input[count...])
            state = UInt64(count) == left ? .chunkEnd : .chunk(left - UInt64(count))
        case .chunkEnd:
            guard let line = try nextFrame(&input) else { return false }
            guard line.isEmpty else { throw .malformed("a chunk is longer than its size") }
            state = .chunkSize
        default:
            guard let line = try nextLine(&input) else { return false }
            if line.isEmpty { state = .complete } else { try countField() }
        }
        return true
    }

    private static func chunkSize(_ line: UnsafeRawBufferPointer) throws(HTTPResponseError) -> UInt64 {
        var size: UInt64 = 0
        var digits = 0
        for byte in line {
            let value: UInt8
            switch byte {
            case 0x30...0x39: value = byte - 0x30
            case 0x41...0x46: value = byte - 0x41 + 10
            case 0x61...0x66: value = byte - 0x61 + 10
            // An extension, or blanks before one.
            case UInt8(ascii: ";"), 0x20, 0x09:
                guard digits > 0 else { throw .malformed("a chunk has no size") }
                return size
            default: throw .malformed("a chunk's size is no number")
            }
            guard size < 1 << 56 else { throw .malformed("a chunk's size is no length") }
            size = size << 4 | UInt64(value)
            digits += 1
        }
        guard digits > 0 else { throw .malformed("a chunk has no size") }
        return size
    }

    /// The next line without its end (CR LF, or LF alone: RFC 9112 section 2.2); nil when it is not
    /// whole yet. Valid until the next call.
    private mutating func nextLine(
        _ input: inout UnsafeRawBufferPointer
    ) throws(HTTPResponseError) -> UnsafeRawBufferPointer? {
        if isLineTaken {
            line?.removeAll()
            isLineTaken = false
        }
        if line?.isEmpty != false { lineBytes = 0 }
        guard let start = input.baseAddress, !input.isEmpty else { return nil }
        let found = memchr(start, 0x0A, input.count)
        let count: Int = found.map { UnsafeRawPointer($0) - start + 1 } ?? input.count
        headBytes += count
        lineBytes += count
        guard headBytes <= limits.head else { throw .tooLarge("its head has over \(limits.head) bytes") }
        var taken = UnsafeRawBufferPointer(rebasing: input[..<count])
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        if found == nil || line?.isEmpty == false {
            let store = line ?? ByteStore()
            line = store
            store.append(taken)
            guard found != nil else { return nil }
            isLineTaken = true
            taken = store.bytes
        }
        var length = taken.count - 1
        if length > 0, taken[length - 1] == 0x0D { length -= 1 }
        return UnsafeRawBufferPointer(rebasing: taken[..<length])
    }

    /// A line around a chunk. It counts by itself: with content behind each, they are bounded by it.
    private mutating func nextFrame(
        _ input: inout UnsafeRawBufferPointer
    ) throws(HTTPResponseError) -> UnsafeRawBufferPointer? {
        guard let line = try nextLine(&input) else { return nil }
        headBytes -= lineBytes
        return line
    }

    private mutating func countField() throws(HTTPResponseError) {
        fields += 1
        guard fields <= limits.fields else { throw .tooLarge("it has over \(limits.fields) fields") }
    }

    private var bodyTooLarge: HTTPResponseError {
        .tooLarge("its content has over \(limits.body) bytes")
    }

    private mutating func store(_ part: UnsafeRawBufferPointer) throws(HTTPResponseError) {
        guard (pieces?.count ?? 0) + part.count <= limits.body else { throw bodyTooLarge }
        append(part)
    }

    private mutating func append(_ part: UnsafeRawBufferPointer) {
        let store = pieces ?? ByteStore()
        pieces = store
        store.append(part)
    }
}
