/// Walks over JSON (RFC 8259) bytes without allocating and without building values.
///
/// Structure is checked as far as finding the wanted members needs it: strings end, brackets match,
/// members have names. Every method answers nil or false on malformed input and never reads outside.
struct JSONCursor {
    /// Brackets deeper than this are malformed: a server must not make the client work without bound.
    static let deepest = 64

    let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The next byte after white space; nil at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        while position < bytes.count {
            let byte: UInt8 = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    /// Steps over `byte` (and white space before it) if it is next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// The raw content of the string that is next, escapes left as they are.
    mutating func string() -> UnsafeRawBufferPointer? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        while let byte = stepToSpecial() {
            if byte == UInt8(ascii: "\"") {
                let content = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return content
            }
            guard byte == UInt8(ascii: "\\") else { return nil }
            position += 2
        }
        return nil
    }

    /// Steps over a string's ordinary bytes: to the next quote, backslash or control character, which it
    /// tells, or to the end.
    ///
    /// Eight at a time. In each lane of a word without its top bit, subtracting 1 borrows exactly where
    /// the lane is 0, subtracting 0x20 where it is less; borrows only spoil lanes above the first find.
    @inline(__always)
    private mutating func stepToSpecial() -> UInt8? {
        let top: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position &+ 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes: UInt64 = word ^ (ones &* 0x22)
            let slashes: UInt64 = word ^ (ones &* 0x5C)
            let isQuote: UInt64 = (quotes &- ones) & ~quotes
            let isSlash: UInt64 = (slashes &- ones) & ~slashes
            let isControl: UInt64 = (word &- (ones &* 0x20)) & ~word
            let found: UInt64 = (isQuote | isSlash | isControl) & top
            if found != 0 {
                position &+= found.trailingZeroBitCount >> 3
                return bytes[position]
            }
            position &+= 8
        }
        while position < bytes.count {
            let byte: UInt8 = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return byte }
            position &+= 1
        }
        return nil
    }

    /// The name of the object's next member, its colon taken too.
    @inline(__always)
    mutating func name() -> UnsafeRawBufferPointer? {
        guard let name = string(), take(UInt8(ascii: ":")) else { return nil }
        return name
    }

    /// A whole number without sign, fraction or exponent that fits 64 bits.
    mutating func unsigned() -> UInt64? {
        guard peek() != nil else { return nil }
        let start = position
        var value: UInt64 = 0
        while position < bytes.count {
            let digit: UInt8 = bytes[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = tens.addingReportingOverflow(UInt64(digit))
            guard !tooMany, !tooLarge else { return nil }
            value = sum
            position += 1
        }
        guard position > start, endsScalar() else { return nil }
        return value
    }

    /// Steps over any value.
    mutating func skipValue() -> Bool {
        switch peek() {
        case UInt8(ascii: "\""): return string() != nil
        case UInt8(ascii: "{"), UInt8(ascii: "["): return skipNested()
        case nil: return false
        default: return skipScalar()
        }
    }

    private mutating func skipScalar() -> Bool {
        let start = position
        while position < bytes.count, Self.isScalar(bytes[position]) { position += 1 }
        return position > start && endsScalar()
    }

    /// One bit a level tells braces from brackets.
    private mutating func skipNested() -> Bool {
        var braces: UInt64 = 0
        var depth = 0
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < Self.deepest else { return false }
                braces = braces << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard (braces & 1 == 1) == (byte == UInt8(ascii: "}")) else { return false }
                braces >>= 1
                depth -= 1
                position += 1
                if depth == 0 { return true }
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                position += 1
            default:
                guard skipScalar() else { return false }
            }
        }
        return false
    }

    private func endsScalar() -> Bool {
        guard position < bytes.count else { return true }
        switch bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"): return true
        case 0x20, 0x0A, 0x0D, 0x09: return true
        default: return false
        }
    }

    private static func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether these bytes are the text's.
    @inline(__always)
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index] != text.utf8Start[index] { return false }
        return true
    }
}
