/// Writes JSON as JavaScript's `JSON.stringify` does, byte for byte: no white space, `/` unescaped, `1` for 1.0,
/// non-ASCII as UTF-8, numbers that are not finite as `null`.
package enum JSONWriter {
    /// Appends `value`. Attachments become placeholders, numbered from the count already in `attachments`.
    package static func append(
        _ value: JSONValue, to output: inout [UInt8], attachments: inout [[UInt8]]
    ) {
        switch value {
        case .null: append(literal: "null", to: &output)
        case .bool(let flag): append(literal: flag ? "true" : "false", to: &output)
        case .int(let number): append(number, to: &output)
        case .double(let number): append(number, to: &output)
        case .string(let text): append(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                append(element, to: &output, attachments: &attachments)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                append(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                append(member.value, to: &output, attachments: &attachments)
            }
            output.append(UInt8(ascii: "}"))
        case .binary(let bytes):
            append(literal: "{\"_placeholder\":true,\"num\":", to: &output)
            append(Int64(attachments.count), to: &output)
            output.append(UInt8(ascii: "}"))
            attachments.append(bytes)
        }
    }

    /// Appends `text` in quotes, escaped.
    package static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var start = 0
            for index in 0..<utf8.count {
                let byte = utf8[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                    continue
                }
                output.append(contentsOf: utf8[start..<index])
                escape(byte, to: &output)
                start = index + 1
            }
            output.append(contentsOf: utf8[start..<utf8.count])
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a whole number in decimal. Allocates nothing of its own.
    package static func append(_ number: Int64, to output: inout [UInt8]) {
        if number < 0 { output.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = output.count
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        output[start...].reverse()
    }

    /// Appends ASCII as it stands.
    static func append(literal: StaticString, to output: inout [UInt8]) {
        output.append(
            contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    private static func escape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0a: output.append(UInt8(ascii: "n"))
        case 0x0c: output.append(UInt8(ascii: "f"))
        case 0x0d: output.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        default:
            append(literal: "u00", to: &output)
            output.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0f
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}

extension JSONValue {
    /// The value as JSON text. Attachments become placeholders; `JSONWriter` also hands out their bytes.
    package func encoded() -> [UInt8] {
        var output: [UInt8] = []
        var attachments: [[UInt8]] = []
        JSONWriter.append(self, to: &output, attachments: &attachments)
        return output
    }
}
