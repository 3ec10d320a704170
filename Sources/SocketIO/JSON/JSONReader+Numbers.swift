extension JSONReader {
    /// Longest number in characters. Beyond it conversion would no longer be cheap, and no double needs it.
    private static var maximumNumberLength: Int { 1024 }

    /// Checks the number that comes next and moves past it.
    ///
    /// - Returns: Where it lies, and whether it is written as a whole number (no point, no exponent).
    mutating func scanNumber() throws(JSONError) -> (range: Range<Int>, isWhole: Bool) {
        guard let first = peek() else { throw JSONError(.unexpectedEnd, at: position) }
        let start = position
        guard first == UInt8(ascii: "-") || Self.isDigit(first) else {
            throw JSONError(.unexpectedByte, at: position)
        }
        if first == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
            if position < bytes.count, Self.isDigit(bytes[position]) {
                throw JSONError(.invalidNumber, at: position)
            }
        } else {
            try scanDigits()
        }
        var isWhole = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try scanDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if position < bytes.count,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try scanDigits()
        }
        guard position - start <= Self.maximumNumberLength else { throw JSONError(.numberTooLong, at: start) }
        return (start..<position, isWhole)
    }

    /// Builds the number that comes next.
    mutating func readNumber() throws(JSONError) -> JSONValue {
        let (range, isWhole) = try scanNumber()
        if isWhole, let whole = wholeNumber(in: range) { return .int(whole) }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw JSONError(.numberOutOfRange, at: range.lowerBound)
        }
        // JSON does not tell 1 from 1.0; one case for both keeps equality free of how a peer writes numbers.
        return value.wholeNumber.map { .int($0) } ?? .double(value)
    }

    /// Reads the whole number that comes next; nil if it has a point or an exponent or passes 64 bits.
    package mutating func readInteger() throws(JSONError) -> Int64? {
        let (range, isWhole) = try scanNumber()
        return isWhole ? wholeNumber(in: range) : nil
    }

    private mutating func scanDigits() throws(JSONError) {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        guard position > start else { throw JSONError(.invalidNumber, at: position) }
    }

    private func wholeNumber(in range: Range<Int>) -> Int64? {
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        var value: Int64 = 0
        for index in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            let digit = Int64(bytes[index] - UInt8(ascii: "0"))
            let (scaled, overflowed) = value.multipliedReportingOverflow(by: 10)
            // Counting downwards for negatives reaches Int64.min, which has no positive twin.
            let (next, passed) =
                isNegative
                ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            if overflowed || passed { return nil }
            value = next
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
