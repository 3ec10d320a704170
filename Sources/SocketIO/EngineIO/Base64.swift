/// Base64 of RFC 4648, section 4 (the standard alphabet, padded), over bytes.
package enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()
    private static let padding = UInt8(ascii: "=")

    /// How many characters `count` bytes become, padding included.
    package static func encodedCount(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Appends the padded base64 of `bytes`.
    package static func encode(_ bytes: [UInt8], into output: inout [UInt8]) {
        output.reserveCapacity(output.count + encodedCount(of: bytes.count))
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let first = UInt32(bytes[index]) << 16
            let second = left > 1 ? UInt32(bytes[index + 1]) << 8 : 0
            let group = first | second | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            output.append(alphabet[Int(group >> 18)])
            output.append(alphabet[Int(group >> 12 & 63)])
            output.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : padding)
            output.append(left > 2 ? alphabet[Int(group & 63)] : padding)
            index += 3
        }
    }

    /// The bytes that `text` stands for, or nil if it is no base64.
    ///
    /// Line breaks are skipped and missing padding is accepted, since clients in the field produce both; any
    /// other foreign character, padding inside, and a lone last character are refused.
    package static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var digits = 0
        var pads = 0
        for byte in text {
            if byte == 0x0a || byte == 0x0d { continue }
            if byte == padding {
                pads += 1
                continue
            }
            let value = values[Int(byte)]
            guard value != 0xff, pads == 0 else { return nil }
            group = group << 6 | UInt32(value)
            digits += 1
            if digits == 4 {
                output.append(UInt8(truncatingIfNeeded: group >> 16))
                output.append(UInt8(truncatingIfNeeded: group >> 8))
                output.append(UInt8(truncatingIfNeeded: group))
                group = 0
                digits = 0
            }
        }
        switch (digits, pads) {
        case (0, 0): break
        case (2, 0), (2, 2): output.append(UInt8(truncatingIfNeeded: group >> 4))
        case (3, 0), (3, 1):
            output.append(UInt8(truncatingIfNeeded: group >> 10))
            output.append(UInt8(truncatingIfNeeded: group >> 2))
        default: return nil
        }
        return output
    }
}
