/// Writes instants as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, always UTC with six digits.
///
/// Digits below a microsecond are cut off, never rounded up: a stamp is never later than its instant.
/// The text of the last second is kept, so that the many stamps of one second cost a copy each.
package struct Timestamp: Sendable {
    /// Length of every stamp in bytes.
    package static let length = 27

    private var cachedSecond: Int64
    /// `YYYY-MM-DDTHH:MM:SS.` of the cached second.
    private var prefix: [UInt8]

    package init() {
        cachedSecond = 0
        prefix = Timestamp.secondPrefix(0)
    }

    /// The stamp of an instant given as nanoseconds since 1970 (CLOCK_REALTIME).
    package static func string(_ nanoseconds: Int64) -> String {
        var formatter = Timestamp()
        var bytes: [UInt8] = []
        formatter.append(nanoseconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the stamp of an instant given as nanoseconds since 1970 (CLOCK_REALTIME).
    package mutating func append(_ nanoseconds: Int64, to bytes: inout [UInt8]) {
        let (second, fraction) = Timestamp.floorDivide(nanoseconds, 1_000_000_000)
        if second != cachedSecond {
            cachedSecond = second
            prefix = Timestamp.secondPrefix(second)
        }
        bytes.append(contentsOf: prefix)
        Timestamp.appendDigits(fraction / 1_000, count: 6, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func secondPrefix(_ second: Int64) -> [UInt8] {
        let (day, secondOfDay) = floorDivide(second, 86_400)
        let date = civilDate(daysSince1970: day)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        appendDigits(date.year, count: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(date.month, count: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(date.day, count: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendDigits(secondOfDay / 3_600, count: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(secondOfDay / 60 % 60, count: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(secondOfDay % 60, count: 2, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        return bytes
    }

    /// The Gregorian date of a day. Counts from 1 March, so that a leap day ends its year, in eras of 400
    /// years (146,097 days).
    private static func civilDate(daysSince1970 day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(day + 719_468, 146_097)
        let leapDays: Int64 = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra: Int64 = (dayOfEra - leapDays) / 365
        let dayOfYear: Int64 = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch: Int64 = (5 * dayOfYear + 2) / 153
        let dayOfMonth: Int64 = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month: Int64 = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year: Int64 = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfMonth)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func appendDigits(_ value: Int64, count: Int, to bytes: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<count { divisor *= 10 }
        var rest = value
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / divisor % 10))
            rest %= divisor
            divisor /= 10
        }
    }
}
