/// A request's target taken apart: path, and query with its percent signs decoded.
struct RequestTarget {
    let path: Substring
    private let queryText: Substring

    init(_ target: String) {
        // Bytes, not characters: this is on the way of every request.
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = target[..<mark]
        queryText = mark < target.endIndex ? target[target.utf8.index(after: mark)...] : ""
    }

    /// The parameters; the last one wins where a name repeats.
    var query: [String: String] {
        var parameters: [String: String] = [:]
        for pair in queryText.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? Self.decode(parts[1]) : ""
            parameters[Self.decode(parts[0])] = value
        }
        return parameters
    }

    /// Percent-decodes as forms do (`+` is a space); a `%` without two digits stands for itself.
    private static func decode(_ text: Substring.UTF8View.SubSequence) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                var digits = rest.prefix(2).makeIterator()
                guard let high = digits.next().flatMap(hexadecimal),
                    let low = digits.next().flatMap(hexadecimal)
                else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
