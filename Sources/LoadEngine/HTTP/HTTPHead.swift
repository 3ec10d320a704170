import Glibc

/// What the head of an answer says about its content and its connection (RFC 9112).
///
/// Takes one line at a time, without its line ending; everything else in a head is passed over.
struct HTTPHead: Equatable {
    private(set) var status: UInt16 = 0
    /// `ETag` as it stands, quotes and weakness included; empty without one.
    private(set) var entityTag: [UInt8] = []
    /// From `Content-Length`.
    private(set) var length: UInt64?
    /// The content comes in chunks.
    private(set) var isChunked = false
    private var isOldVersion = false
    private var closes = false
    private var keepsAlive = false
    /// A continuation line would change the meaning of the field before it.
    private var lastMattered = false

    /// The connection may carry another exchange, as far as the head tells.
    var allowsReuse: Bool {
        // A length beside chunks is what request smuggling looks like (RFC 9112 section 6.1).
        !closes && (!isOldVersion || keepsAlive) && !(isChunked && length != nil)
    }

    /// An answer that another one follows.
    var isInterim: Bool { (100..<200).contains(status) }

    /// Answers to any request that end with their head (RFC 9112 section 6.3).
    var isBodiless: Bool { isInterim || status == 204 || status == 304 }

    /// `HTTP/1.1 200 OK`; the reason may lack, and its blank too.
    mutating func takeStatus(_ line: UnsafeRawBufferPointer) throws(HTTPResponseError) {
        guard line.count >= 12, UnsafeRawBufferPointer(rebasing: line[..<7]).equals("HTTP/1."),
            line[7] == UInt8(ascii: "1") || line[7] == UInt8(ascii: "0"), line[8] == UInt8(ascii: " "),
            line.count == 12 || line[12] == UInt8(ascii: " ")
        else { throw .malformed("its first line is no HTTP/1.1 status line") }
        var code: UInt16 = 0
        for index in 9..<12 {
            let digit: UInt8 = line[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .malformed("its status is no number") }
            code = code * 10 + UInt16(digit)
        }
        guard code >= 100, code != 101 else { throw .malformed("status \(code) was not asked for") }
        reset()
        isOldVersion = line[7] == UInt8(ascii: "0")
        status = code
    }

    /// Keeps the tag's memory, so that an answer with one costs no allocation.
    private mutating func reset() {
        entityTag.removeAll(keepingCapacity: true)
        length = nil
        isChunked = false
        closes = false
        keepsAlive = false
        lastMattered = false
    }

    /// `Name: value`.
    mutating func takeField(_ line: UnsafeRawBufferPointer) throws(HTTPResponseError) {
        guard let start = line.baseAddress, let first = line.first else { return }
        guard !Self.isBlank(first) else {
            if lastMattered { throw .malformed("a field that frames the content is folded") }
            return
        }
        guard let found = memchr(start, Int32(UInt8(ascii: ":")), line.count) else {
            throw .malformed("a field has no colon")
        }
        let colon: Int = UnsafeRawPointer(found) - start
        guard colon > 0, !Self.isBlank(line[colon - 1]) else {
            throw .malformed("a field has no name, or a blank behind it")
        }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...])
        lastMattered = true
        switch colon {
        case 4 where Self.matches(name, "etag"): takeTag(Self.trimmed(value))
        case 10 where Self.matches(name, "connection"): takeConnection(value)
        case 14 where Self.matches(name, "content-length"): try takeLength(value)
        case 17 where Self.matches(name, "transfer-encoding"): try takeCoding(value)
        default: lastMattered = false
        }
    }

    private mutating func takeTag(_ value: UnsafeRawBufferPointer) {
        entityTag.removeAll(keepingCapacity: true)
        entityTag.append(contentsOf: value)
    }

    private mutating func takeConnection(_ value: UnsafeRawBufferPointer) {
        var rest = value
        while let option = Self.nextPart(&rest) {
            if Self.matches(option, "close") { closes = true }
            if Self.matches(option, "keep-alive") { keepsAlive = true }
        }
    }

    /// Repeated lengths have to agree (RFC 9110 section 8.6).
    private mutating func takeLength(_ value: UnsafeRawBufferPointer) throws(HTTPResponseError) {
        var rest = value
        repeat {
            guard let digits = Self.nextPart(&rest), let number = Self.number(digits) else {
                throw .malformed("its Content-Length is no length")
            }
            guard length == nil || length == number else { throw .malformed("its lengths differ") }
            length = number
        } while rest.baseAddress != nil
    }

    /// Takes a list's next member, trimmed, off its front; the rest has no base behind the last one.
    private static func nextPart(_ rest: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let start = rest.baseAddress else { return nil }
        let found = memchr(start, Int32(UInt8(ascii: ",")), rest.count)
        guard let found else {
            defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
            return trimmed(rest)
        }
        let end: Int = UnsafeRawPointer(found) - start
        defer { rest = UnsafeRawBufferPointer(start: start + end + 1, count: rest.count - end - 1) }
        return trimmed(UnsafeRawBufferPointer(rebasing: rest[..<end]))
    }

    /// None was asked for, so only the one that every client has to know may come.
    private mutating func takeCoding(_ value: UnsafeRawBufferPointer) throws(HTTPResponseError) {
        guard Self.matches(Self.trimmed(value), "chunked"), !isChunked else {
            throw .malformed("its transfer coding was not asked for")
        }
        isChunked = true
    }

    private static func number(_ digits: UnsafeRawBufferPointer) -> UInt64? {
        var value: UInt64 = 0
        for byte in digits {
            let digit: UInt8 = byte &- UInt8(ascii: "0")
            guard digit <= 9, value < 1 << 56 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return digits.isEmpty ? nil : value
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var low = 0
        var high = bytes.count
        while low < high, isBlank(bytes[low]) { low += 1 }
        while high > low, isBlank(bytes[high - 1]) { high -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[low..<high])
    }

    /// Whether these are the letters, whatever their case. `lower` has no upper case letters.
    private static func matches(_ bytes: UnsafeRawBufferPointer, _ lower: StaticString) -> Bool {
        guard bytes.count == lower.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count {
            let byte: UInt8 = bytes[index]
            let folded: UInt8 = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if folded != lower.utf8Start[index] { return false }
        }
        return true
    }
}
