/// JSON text under construction, as UTF-8 bytes.
///
/// Writes commas itself. Strings are escaped as RFC 8259 demands and no further, so `/` stays `/`. Whole
/// numbers have no fraction: `1`, not `1.0`.
package struct JSONBytes: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    /// What was written so far, in memory of its own that is no larger than that. To be kept: the text itself
    /// has room to grow, which the log would hold on to a hundred thousand times.
    package var copy: [UInt8] {
        bytes.withUnsafeBufferPointer { Array($0) }
    }

    /// Empties the text and keeps its memory for the next.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Makes room for so many more bytes.
    package mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(bytes.count + count)
    }

    /// Writes `{`.
    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Writes `}`.
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Writes `[`.
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Writes `]`.
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name, which must need no escaping.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name that is only known at run time.
    package mutating func dynamicKey(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string value.
    package mutating func element(_ value: String) {
        separate()
        quote(value)
        needsComma = true
    }

    /// Writes a member whose value is a string.
    package mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        element(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func field(_ name: StaticString, _ value: Int) {
        key(name)
        integer(Int64(value))
    }

    /// Writes an integer value.
    package mutating func integer(_ value: Int64) {
        separate()
        appendInteger(value)
        needsComma = true
    }

    /// Writes a value with at most `places` digits after the point, without trailing zeros; what is no
    /// number, or too large for 64 bits, becomes null.
    package mutating func decimal(_ value: Double, places: Int) {
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        guard let scaled = Int64(exactly: (value * Double(scale)).rounded()) else {
            raw(JSONBytes.null)
            return
        }
        decimal(scaled: scaled, scale: scale)
    }

    /// Writes `scaled / scale` exactly, without trailing zeros; `scale` is a power of ten.
    package mutating func decimal(scaled: Int64, scale: Int64) {
        separate()
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
        appendDigits(whole)
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            var rest = fraction
            var divisor = scale.magnitude / 10
            while rest > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(rest / divisor))
                rest %= divisor
                divisor /= 10
            }
        }
        needsComma = true
    }

    /// Writes nanoseconds as milliseconds to the microsecond.
    package mutating func milliseconds(nanoseconds: Int64) {
        decimal(scaled: nanoseconds / 1_000, scale: 1_000)
    }

    /// Writes a stamp as a string.
    package mutating func timestamp(_ nanoseconds: Int64, _ formatter: inout Timestamp) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        formatter.append(nanoseconds, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a value that is JSON already.
    package mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// The bytes of `null`.
    package static let null: [UInt8] = Array("null".utf8)
    /// The bytes of `{}`.
    package static let emptyObject: [UInt8] = Array("{}".utf8)

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }
}

extension JSONBytes {
    private mutating func quote(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else {
                appendEscaped(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            let digits: StaticString = "0123456789abcdef"
            digits.withUTF8Buffer {
                bytes.append($0[Int(byte >> 4)])
                bytes.append($0[Int(byte & 0x0F)])
            }
        }
    }

    private mutating func appendInteger(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
    }

    private mutating func appendDigits(_ value: UInt64) {
        let start = bytes.count
        var rest = value
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
