/// The server's timestamps, `YYYY-MM-DDTHH:MM:SS.ffffffZ`, as CLOCK_REALTIME nanoseconds.
package enum Timestamp {
    /// Takes 0 to 9 digits of fraction, and `Z` or `+00:00`; nil for anything else.
    static func parse(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard let minute = minute(text), let rest = sinceMinute(text) else { return nil }
        let (instant, overflow) = minute.addingReportingOverflow(rest)
        return overflow ? nil : instant
    }

    /// The instant at which the minute begins that the text's first 16 bytes name.
    static func minute(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 20,
            text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
            text[13] == UInt8(ascii: ":"),
            let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
            let hour = number(text, 11, 2), let minute = number(text, 14, 2),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60
        else { return nil }
        let days = daysSinceEpoch(year: year, month: month, day: day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? nil : nanoseconds
    }

    /// Nanoseconds from the minute's beginning on: the text from its 17th byte.
    static func sinceMinute(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 20, text[16] == UInt8(ascii: ":"), let second = number(text, 17, 2), second <= 60
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if text[position] == UInt8(ascii: ".") {
            var scale: Int64 = 100_000_000
            position += 1
            let start = position
            while position < text.count, let digit = digit(text[position]) {
                guard scale > 0 else { return nil }
                fraction += digit * scale
                scale /= 10
                position += 1
            }
            guard position > start else { return nil }
        }
        let zone = UnsafeRawBufferPointer(rebasing: text[position...])
        guard zone.equals("Z") || zone.equals("+00:00") else { return nil }
        return second * 1_000_000_000 + fraction
    }

    /// Days from 1970-01-01 in the Gregorian calendar: whole 400-year eras of 146,097 days, with
    /// years that begin in March so that the leap day is a year's last.
    static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> Int64? {
        let value = byte &- UInt8(ascii: "0")
        return value <= 9 ? Int64(value) : nil
    }

    @inline(__always)
    private static func number(_ text: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Int64? {
        var value: Int64 = 0
        for index in start..<(start + length) {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 10 + digit
        }
        return value
    }
}
