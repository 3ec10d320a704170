/// Checks of UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing past U+10FFFF.
package enum UTF8Validation {
    /// Whether all of `bytes` is well-formed UTF-8. Linear; runs of ASCII go eight bytes a step.
    package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            if index + 8 <= count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                    continue
                }
            }
            let length = sequenceLength(in: bytes, at: index)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }

    /// Whether all of `bytes` is well-formed UTF-8.
    package static func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { isValid($0) }
    }

    /// How many bytes the well-formed sequence at `index` has (1 to 4), or 0 if there is none.
    ///
    /// - Parameter index: Within `bytes`.
    static func sequenceLength(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let length: Int
        // Only the second byte has lead-dependent bounds; they exclude overlong forms and surrogates.
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch lead {
        case 0xc2...0xdf: length = 2
        case 0xe0:
            length = 3
            second = 0xa0...0xbf
        case 0xed:
            length = 3
            second = 0x80...0x9f
        case 0xe1...0xef: length = 3
        case 0xf0:
            length = 4
            second = 0x90...0xbf
        case 0xf1...0xf3: length = 4
        case 0xf4:
            length = 4
            second = 0x80...0x8f
        default: return 0
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
        var offset = 2
        while offset < length {
            guard bytes[index + offset] & 0xc0 == 0x80 else { return 0 }
            offset += 1
        }
        return length
    }
}

extension Array where Element == UInt8 {
    /// Calls `body` with the bytes, keeping its error type (`withUnsafeBytes` would erase it).
    func withRawBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (buffer) throws(Failure) in
            try body(UnsafeRawBufferPointer(buffer))
        }
    }
}
