/// Builds a CSV file (RFC 4180, lines end in a newline) as bytes.
struct CSVBytes {
    private(set) var bytes: [UInt8]
    private var atRowStart = true

    init(columns: [String]) {
        bytes = Array(columns.joined(separator: ",").utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

    mutating func add(_ value: UInt64) {
        separate()
        var digits = value
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(digits % 10))
            digits /= 10
        } while digits > 0
        bytes[start...].reverse()
    }

    mutating func add(_ value: Int64) {
        if value >= 0 { return add(UInt64(value)) }
        add(Array(String(value).utf8))
    }

    /// A field that needs no quotes.
    mutating func add(_ field: [UInt8]) {
        separate()
        bytes.append(contentsOf: field)
    }

    /// A field of any content.
    mutating func add(quoting field: String) {
        let special = field.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
                || $0 == UInt8(ascii: "\r")
        }
        guard special else { return add(Array(field.utf8)) }
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        atRowStart = true
    }

    private mutating func separate() {
        if !atRowStart { bytes.append(UInt8(ascii: ",")) }
        atRowStart = false
    }
}
