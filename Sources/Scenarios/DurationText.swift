/// Durations as people write them: `250ms`, `1.5s`, `2m`, `1m30s`.
///
/// Values are whole nanoseconds and arithmetic is exact; nothing passes through floating point.
package enum DurationText {
    /// Units from the longest to the shortest, with their nanoseconds.
    static let units: [(name: String, nanoseconds: Int64)] = [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
        ("us", 1_000), ("ns", 1),
    ]

    /// The nanoseconds that `text` stands for.
    ///
    /// Components go from longer to shorter units; only the last may have decimals. A bare `0` needs
    /// no unit.
    package static func nanoseconds(from text: String) throws(DurationTextError) -> Int64 {
        if text == "0" { return 0 }
        if text.hasPrefix("-") { throw .negative }
        if text.hasSuffix("%") { throw .percentage }
        var rest: Substring = text[...]
        var total: Int64 = 0
        var previousUnit: Int64 = .max
        guard !rest.isEmpty else { throw .notADuration }
        while !rest.isEmpty {
            let number: Substring = rest.prefix { isDigit($0) || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit: Substring = rest.prefix { !isDigit($0) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard !number.isEmpty else { throw .notADuration }
            guard !unit.isEmpty else { throw .missingUnit(String(number)) }
            guard let scale: Int64 = scale(of: unit) else { throw .unknownUnit(String(unit)) }
            guard scale < previousUnit else { throw .notADuration }
            guard rest.isEmpty || !number.contains(".") else { throw .notADuration }
            previousUnit = scale
            let (sum, overflow) = total.addingReportingOverflow(try value(of: number, scale: scale))
            guard !overflow else { throw .tooLong }
            total = sum
        }
        return total
    }

    /// The shortest exact text, which `nanoseconds(from:)` reads back to the same value.
    package static func format(_ nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "0s" }
        if nanoseconds < 0 { return "-" + format(magnitude: nanoseconds.magnitude) }
        return format(magnitude: UInt64(nanoseconds))
    }

    private static func format(magnitude: UInt64) -> String {
        guard magnitude >= 60_000_000_000 else {
            let unit = units.first { UInt64($0.nanoseconds) <= magnitude } ?? units[units.count - 1]
            return decimal(magnitude, per: UInt64(unit.nanoseconds)) + unit.name
        }
        var text: String = ""
        var rest: UInt64 = magnitude
        for unit in units.prefix(2) {
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: UInt64(unit.nanoseconds))
            if count > 0 { text += "\(count)\(unit.name)" }
            rest = remainder
        }
        return rest == 0 ? text : text + decimal(rest, per: 1_000_000_000) + "s"
    }

    /// `value / scale` in full, where `scale` is a power of ten.
    private static func decimal(_ value: UInt64, per scale: UInt64) -> String {
        let (whole, fraction) = value.quotientAndRemainder(dividingBy: scale)
        guard fraction != 0 else { return "\(whole)" }
        var digits: String = String(String(scale + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isWholeNumber
    }

    private static func scale(of unit: Substring) -> Int64? {
        if unit == "µs" || unit == "μs" { return 1_000 }
        return units.first { $0.name == unit }?.nanoseconds
    }

    private static func value(of number: Substring, scale: Int64) throws(DurationTextError) -> Int64 {
        let parts: [Substring] = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { throw .notADuration }
        guard let whole = Int64(parts[0]) else { throw .tooLong }
        var (total, overflow) = whole.multipliedReportingOverflow(by: scale)
        guard !overflow else { throw .tooLong }
        guard parts.count == 2 else { return total }
        let fraction: Int64 = try nanoseconds(ofDecimals: parts[1], scale: scale)
        (total, overflow) = total.addingReportingOverflow(fraction)
        guard !overflow else { throw .tooLong }
        return total
    }

    /// `0.DIGITS * scale`, refused when that is no whole number.
    private static func nanoseconds(
        ofDecimals decimals: Substring, scale: Int64
    ) throws(DurationTextError) -> Int64 {
        var digits: Substring = decimals
        while digits.hasSuffix("0") { digits.removeLast() }
        guard !digits.isEmpty else { return 0 }
        // 18 places reach below the nanosecond for every unit, and their digits fit 64 bits.
        guard digits.count <= 18, let value = UInt64(digits) else { throw .tooFine }
        var divisor: UInt64 = 1
        for _ in 0..<digits.count { divisor *= 10 }
        let product = value.multipliedFullWidth(by: UInt64(scale))
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        guard remainder == 0 else { throw .tooFine }
        return Int64(quotient)
    }
}

/// Why a text is no duration.
package enum DurationTextError: Error, Sendable, Equatable {
    case notADuration
    /// A number alone.
    case missingUnit(String)
    case unknownUnit(String)
    case negative
    case percentage
    /// Decimals below a nanosecond.
    case tooFine
    /// More than 292 years.
    case tooLong
}
