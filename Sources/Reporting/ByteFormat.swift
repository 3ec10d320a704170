/// Bytes in decimal units (1 kB = 1,000 bytes), as network traffic is counted.
package enum ByteFormat {
    private static let units: [String] = ["B", "kB", "MB", "GB", "TB"]

    /// `446 B`, `3.60 MB`.
    package static func text(_ bytes: Double) -> String {
        guard bytes.isFinite else { return "-" }
        var value: Double = bytes
        var unit: Int = 0
        while NumberFormat.roundedToThreeDigits(value).magnitude >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        let number: String =
            unit == 0 ? NumberFormat.decimal(value, places: 0) : NumberFormat.significant(value)
        return "\(number) \(units[unit])"
    }
}
