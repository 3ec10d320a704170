/// A GET of HTTP/1.1 that needs no parser: complete, without a body, asking for nothing but an answer.
///
/// Anything unusual makes it no simple request, so that the real parser decides about it: other methods and
/// versions, folded or malformed header lines, bytes past ASCII, more or less than one request.
package struct SimpleRequest: Equatable, Sendable {
    /// Path and query as sent.
    package let target: String
    /// The value of If-None-Match, nil without one.
    package let ifNoneMatch: String?

    /// Nil unless the bytes are exactly one simple request.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = Reader(bytes: bytes)
        guard reader.skip("GET "), let target = reader.text(until: UInt8(ascii: " ")), target.first == "/",
            reader.skip("HTTP/1.1\r\n")
        else { return nil }
        var tag: String?
        while !reader.skip("\r\n") {
            guard let name = reader.name(), let value = reader.value() else { return nil }
            switch name.count {
            case 6 where Self.matches(name, "expect"): return nil
            case 7 where Self.matches(name, "upgrade"): return nil
            case 10 where Self.matches(name, "connection"):
                guard Self.matches(value, "keep-alive") else { return nil }
            case 13 where Self.matches(name, "if-none-match"):
                guard tag == nil else { return nil }
                tag = String(decoding: value, as: UTF8.self)
            case 14 where Self.matches(name, "content-length"): return nil
            case 17 where Self.matches(name, "transfer-encoding"): return nil
            default: break
            }
        }
        guard reader.isAtEnd else { return nil }
        self.target = target
        ifNoneMatch = tag
    }

    /// Compares without case with a text in lower case.
    private static func matches(_ bytes: Slice<UnsafeRawBufferPointer>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        var expected = text.utf8Start
        for byte in bytes {
            let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
            guard lower == expected.pointee else { return false }
            expected += 1
        }
        return true
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        /// Passes over a text if it comes next.
        mutating func skip(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard bytes.count - position >= count else { return false }
            for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
            position += count
            return true
        }

        /// Visible ASCII up to a byte, which is passed over.
        mutating func text(until end: UInt8) -> String? {
            let start = position
            while position < bytes.count, bytes[position] != end {
                guard bytes[position] > 0x20, bytes[position] < 0x7f else { return nil }
                position += 1
            }
            guard position < bytes.count else { return nil }
            position += 1
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }

        /// A header's name, of the characters of RFC 9110's tokens that are in use, and its colon.
        mutating func name() -> Slice<UnsafeRawBufferPointer>? {
            let start = position
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    position += 1
                case UInt8(ascii: ":") where position > start:
                    position += 1
                    return bytes[start..<(position - 1)]
                default: return nil
                }
            }
            return nil
        }

        /// A header's value without the blanks around it, and the end of its line.
        mutating func value() -> Slice<UnsafeRawBufferPointer>? {
            while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\r") {
                let byte = bytes[position]
                guard (byte >= 0x20 && byte < 0x7f) || byte == 0x09 else { return nil }
                position += 1
            }
            var end = position
            while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
            guard skip("\r\n") else { return nil }
            return bytes[start..<end]
        }

        private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    }
}
