/// Times in the unit that shows them best.
package enum TimeFormat {
    /// From milliseconds: `870 µs`, `12.3 ms`, `1.50 s`.
    package static func milliseconds(_ value: Double) -> String {
        guard value != 0 else { return "0 ms" }
        if NumberFormat.roundedToThreeDigits(value * 1_000).magnitude < 1_000 {
            return "\(NumberFormat.significant(value * 1_000)) µs"
        }
        if NumberFormat.roundedToThreeDigits(value).magnitude < 1_000 {
            return "\(NumberFormat.significant(value)) ms"
        }
        return "\(NumberFormat.significant(value / 1_000)) s"
    }

    /// From microseconds.
    static func microseconds(_ value: Double) -> String {
        value == 0 ? "0 µs" : milliseconds(value / 1_000)
    }

    /// Whole seconds as a clock shows them: `42 s`, `3 min 20 s`, `1 h 05 min`.
    package static func length(seconds: Double) -> String {
        guard seconds.isFinite else { return "-" }
        let total: Int = Int(min(max(0, seconds), 1e9).rounded())
        if total < 60 { return "\(total) s" }
        if total < 3_600 { return "\(total / 60) min \(twoDigits(total % 60)) s" }
        return "\(total / 3_600) h \(twoDigits(total % 3_600 / 60)) min"
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
