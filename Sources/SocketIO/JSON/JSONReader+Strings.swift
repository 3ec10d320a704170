extension JSONReader {
    /// Checks the string that comes next, moves past it and says where it lies.
    package mutating func scanString() throws(JSONError) -> JSONString {
        guard let quote = peek() else { throw JSONError(.unexpectedEnd, at: position) }
        guard quote == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: position) }
        position += 1
        let start = position
        var hasEscapes = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return JSONString(range: start..<(position - 1), hasEscapes: hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try scanEscape()
            } else if byte < 0x20 {
                throw JSONError(.controlCharacter, at: position)
            } else if byte < 0x80 {
                position += 1
            } else {
                let length = UTF8Validation.sequenceLength(in: bytes, at: position)
                guard length > 0 else { throw JSONError(.invalidUTF8, at: position) }
                position += length
            }
        }
        throw JSONError(.unexpectedEnd, at: position)
    }

    /// The string at a place that `scanString` or `nextKey` gave.
    package func text(of string: JSONString) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[string.range])
        guard string.hasEscapes else { return String(decoding: raw, as: UTF8.self) }
        var output: [UInt8] = []
        output.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                index += 1
                continue
            }
            let letter = raw[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0c)
            case UInt8(ascii: "n"): output.append(0x0a)
            case UInt8(ascii: "r"): output.append(0x0d)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = Self.hexadecimal(raw, at: index) ?? 0
                index += 4
                if (0xd800..<0xdc00).contains(scalar) {
                    let low = Self.hexadecimal(raw, at: index + 2) ?? 0
                    scalar = 0x10000 + (scalar - 0xd800) << 10 + (low &- 0xdc00) & 0x3ff
                    index += 6
                }
                output.append(contentsOf: Array(String(Unicode.Scalar(scalar) ?? "\u{fffd}").utf8))
            default: output.append(letter)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the string at `string` is exactly `name`. Allocates nothing unless there are escapes.
    package func matches(_ string: JSONString, _ name: StaticString) -> Bool {
        if string.hasEscapes { return text(of: string) == name.description }
        guard string.range.count == name.utf8CodeUnitCount else { return false }
        var offset = 0
        for index in string.range {
            guard bytes[index] == name.utf8Start[offset] else { return false }
            offset += 1
        }
        return true
    }

    private mutating func scanEscape() throws(JSONError) {
        let start = position
        guard start + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position = start + 2
        case UInt8(ascii: "u"):
            guard let unit = Self.hexadecimal(bytes, at: start + 2) else {
                throw JSONError(.invalidEscape, at: start)
            }
            position = start + 6
            if (0xdc00..<0xe000).contains(unit) { throw JSONError(.loneSurrogate, at: start) }
            guard (0xd800..<0xdc00).contains(unit) else { return }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u"),
                let low = Self.hexadecimal(bytes, at: position + 2), (0xdc00..<0xe000).contains(low)
            else { throw JSONError(.loneSurrogate, at: start) }
            position += 6
        default: throw JSONError(.invalidEscape, at: start)
        }
    }

    private static func hexadecimal(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for offset in index..<(index + 4) {
            let digit: UInt8
            switch bytes[offset] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[offset] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[offset] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[offset] - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
