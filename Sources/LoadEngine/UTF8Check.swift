/// Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7), with a fast path for ASCII.
enum UTF8Check {
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        let count = bytes.count
        while position + 32 <= count {
            let words = bytes.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
            let all = words[0] | words[1] | words[2] | words[3]
            guard all & 0x8080_8080_8080_8080 == 0 else { break }
            position += 32
        }
        while position + 8 <= count {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            position += 8
        }
        while position < count {
            let length = sequenceLength(bytes, at: position)
            guard length > 0 else { return false }
            position += length
        }
        return true
    }

    /// The length of the well-formed sequence at `start`, 0 when there is none.
    private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
        let first: UInt8 = bytes[start]
        var second: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        switch first {
        case 0...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { second = 0xA0...0xBF }
            if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { second = 0x90...0xBF }
            if first == 0xF4 { second = 0x80...0x8F }
        default: return 0
        }
        guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return 0 }
        for index in (start + 2)..<(start + max(length, 2)) where bytes[index] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
