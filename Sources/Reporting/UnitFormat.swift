/// A value of the results document with its unit, as the document names units.
enum UnitFormat {
    /// Times and bytes in the unit that shows them best; anything else with its unit's own name.
    static func text(_ value: Double, unit: String) -> String {
        switch unit {
        case "ms", "milliseconds": return TimeFormat.milliseconds(value)
        case "us", "µs", "microseconds": return TimeFormat.microseconds(value)
        case "s", "seconds": return TimeFormat.milliseconds(value * 1_000)
        case "us/s": return TimeFormat.microseconds(value) + "/s"
        case "%", "percent": return NumberFormat.percent(value)
        case "", "ratio", "count": return NumberFormat.significant(value)
        default: break
        }
        for name in ["bytes", "B"]
        where unit == name || unit.hasPrefix("\(name)/") || unit.hasPrefix("\(name) ") {
            return ByteFormat.text(value) + unit.dropFirst(name.count)
        }
        return "\(NumberFormat.significant(value)) \(unit)"
    }

    /// With a sign in front of what is above zero.
    static func difference(_ value: Double, unit: String) -> String {
        let isPercent: Bool = unit == "%" || unit == "percent"
        let text: String = isPercent ? points(value) : text(value, unit: unit)
        return value > 0 ? "+\(text)" : text
    }

    /// Percentages differ by percentage points.
    private static func points(_ value: Double) -> String {
        NumberFormat.percent(value).replacing(" %", with: " points")
    }
}
