import Scenarios

/// Reads instants as targets write them, as nanoseconds since 1970.
enum InstantText {
    /// `text` is a string's content or a number's digits; nil when it is none of the format.
    static func parse(_ text: UnsafeRawBufferPointer, _ format: InstantFormat) -> Int64? {
        guard let unit = format.unit else { return iso8601(text) }
        return number(text, unit: unit)
    }

    /// Digits with decimals, exactly; digits below a nanosecond are dropped. Exponents are not read.
    private static func number(_ text: UnsafeRawBufferPointer, unit: Int64) -> Int64? {
        var position = 0
        var whole: Int64 = 0
        while position < text.count, let digit = digit(text[position]) {
            let (tens, tooMany) = whole.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = tens.addingReportingOverflow(digit)
            guard !tooMany, !tooLarge else { return nil }
            whole = sum
            position += 1
        }
        guard position > 0 else { return nil }
        let (total, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        guard position < text.count else { return total }
        guard text[position] == UInt8(ascii: "."), position + 1 < text.count else { return nil }
        position += 1
        var scale: Int64 = unit
        var fraction: Int64 = 0
        while position < text.count {
            guard let digit = digit(text[position]) else { return nil }
            scale /= 10
            fraction += digit * scale
            position += 1
        }
        return total.addingReportingOverflow(fraction).overflow ? nil : total + fraction
    }

    /// `YYYY-MM-DD`, `T` or a blank, `HH:MM:SS`, decimals, and `Z`, an offset or nothing, which is UTC
    /// (RFC 3339, and what languages print of times without a zone).
    private static func iso8601(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "t"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let year = digits(text, 0, 4), let month = digits(text, 5, 2), let day = digits(text, 8, 2),
            let hour = digits(text, 11, 2), let minute = digits(text, 14, 2),
            let second = digits(text, 17, 2), (1...12).contains(month), (1...31).contains(day), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if position < text.count, text[position] == UInt8(ascii: ".") || text[position] == UInt8(ascii: ",") {
            position += 1
            var scale: Int64 = 1_000_000_000
            let start = position
            while position < text.count, let digit = digit(text[position]) {
                scale /= 10
                fraction += digit * scale
                position += 1
            }
            guard position > start else { return nil }
        }
        guard let offset = zone(UnsafeRawBufferPointer(rebasing: text[position...])) else { return nil }
        let days = Timestamp.daysSinceEpoch(year: year, month: month, day: day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? nil : nanoseconds &+ fraction
    }

    /// Seconds east of Greenwich; nil when the text is no zone.
    private static func zone(_ text: UnsafeRawBufferPointer) -> Int64? {
        if text.isEmpty || text.equals("Z") || text.equals("z") { return 0 }
        guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
            let hours = digits(text, 1, 2), hours < 24
        else { return nil }
        var minutes: Int64 = 0
        if text.count > 3 {
            let start = text[3] == UInt8(ascii: ":") ? 4 : 3
            guard text.count == start + 2, let number = digits(text, start, 2), number < 60 else {
                return nil
            }
            minutes = number
        }
        return (hours * 60 + minutes) * (text[0] == UInt8(ascii: "-") ? -60 : 60)
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        let value = byte &- UInt8(ascii: "0")
        return value <= 9 ? Int64(value) : nil
    }

    private static func digits(_ text: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Int64? {
        guard text.count >= start + length else { return nil }
        var value: Int64 = 0
        for index in start..<(start + length) {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 10 + digit
        }
        return value
    }
}
