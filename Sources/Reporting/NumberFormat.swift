import Foundation

/// Numbers as people read them: three digits that carry information, thousands apart.
package enum NumberFormat {
    /// With a fixed number of decimals and `,` between thousands.
    package static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "-" : value < 0 ? "-infinite" : "infinite" }
        let text: String = String(format: "%.\(max(0, places))f", value.magnitude)
        let parts: [Substring] = text.split(separator: ".")
        let whole: String = grouped(parts.first ?? "0")
        let number: String = parts.count == 2 ? "\(whole).\(parts[1])" : whole
        let isZero: Bool = text.allSatisfy { $0 == "0" || $0 == "." }
        return value < 0 && !isZero ? "-\(number)" : number
    }

    /// Whole, with `,` between thousands.
    package static func count(_ value: Int) -> String {
        let digits: String = grouped(Substring(String(value.magnitude)))
        return value < 0 ? "-\(digits)" : digits
    }

    /// The same, `-` for what is not known.
    static func count(_ value: Int?) -> String { value.map { count($0) as String } ?? "-" }

    /// Three significant digits; whole numbers from 100 on.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : decimal(value, places: 0) }
        return decimal(value, places: places(for: value))
    }

    /// A number that was chosen, not measured: `10`, `0.2`, as short as it was written.
    package static func chosen(_ value: Double) -> String {
        guard value == value.rounded(), value.magnitude < 1e15 else { return "\(value)" }
        return String(Int64(value))
    }

    /// `value` as `significant` shows it: what a unit is chosen by, so that 999.7 does not become 1000.
    static func roundedToThreeDigits(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        let scale: Double = pow(10, Double(places(for: value)))
        return (value * scale).rounded() / scale
    }

    /// `3.4 %` from 3.4.
    package static func percent(_ value: Double) -> String {
        let places: Int = value.magnitude >= 9.95 || value == 0 ? 0 : value.magnitude >= 0.95 ? 1 : 2
        return "\(decimal(value, places: places)) %"
    }

    /// Decimals of a ratio: what a reader can use, and the same for its interval.
    static func ratioPlaces(_ value: Double) -> Int {
        value.magnitude >= 9.95 ? 0 : value.magnitude >= 1.995 ? 1 : value.magnitude >= 0.995 ? 2 : 3
    }

    static func ratio(_ value: Double) -> String { decimal(value, places: ratioPlaces(value)) }

    /// `places`, or one more where the ends of an interval would read the same; nil where they do so with that,
    /// too: such an interval says nothing beside its value.
    static func places(_ places: Int, telling interval: ClosedRange<Double>) -> Int? {
        (places...places + 1).first {
            decimal(interval.lowerBound, places: $0) != decimal(interval.upperBound, places: $0)
        }
    }

    /// Decimals that leave three significant digits, at most 6.
    private static func places(for value: Double) -> Int {
        let magnitude: Double = value.magnitude
        var places: Int = 0
        var limit: Double = 100
        // Half a unit of the last place below the limit rounds up to it.
        while places < 6, magnitude < limit - limit / 2_000 {
            places += 1
            limit /= 10
        }
        return places
    }

    private static func grouped(_ digits: Substring) -> String {
        var result: String = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
