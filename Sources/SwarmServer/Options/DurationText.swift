/// Durations as people write them on the command line: `100ms`, `2s`, `1.5m`, `250us`, `0`.
enum DurationText {
    /// The units, in nanoseconds.
    private static let units: [(suffix: String, nanoseconds: Double)] = [
        ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3_600e9),
    ]

    /// Nanoseconds of a duration from 0 to 24 hours.
    ///
    /// - Throws: ``OptionError`` that says how to write it.
    static func nanoseconds(_ text: String) throws(OptionError) -> Int64 {
        if text == "0" { return 0 }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let suffix = text.dropFirst(digits.count)
        guard let unit = units.first(where: { $0.suffix == suffix }), let number = Double(digits) else {
            throw OptionError(
                "write a duration as a number and a unit, such as 250us, 100ms, 2s or 1m, or as 0")
        }
        let nanoseconds = number * unit.nanoseconds
        guard nanoseconds <= 86_400e9 else { throw OptionError("the longest duration is 24h") }
        return Int64(nanoseconds.rounded())
    }
}

/// What is wrong with the value of an option, and what to write instead.
struct OptionError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
