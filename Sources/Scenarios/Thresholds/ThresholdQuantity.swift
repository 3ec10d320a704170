/// What kind of quantity a figure is, which decides the units it can be compared with.
package enum ThresholdDimension: Sendable, Hashable {
    case time, bytes, bytesPerClientHour, percent, share, count, rate, factor

    /// The unit that values and limits are in, as the results document names it.
    package var unit: String {
        switch self {
        case .time: "ms"
        case .bytes: "bytes"
        case .bytesPerClientHour: "bytes/client/h"
        case .percent: "%"
        case .share, .count, .factor: ""
        case .rate: "/s"
        }
    }

    var words: String {
        switch self {
        case .time: "a time"
        case .bytes: "a number of bytes"
        case .bytesPerClientHour: "bytes a client and hour"
        case .percent: "a percentage"
        case .share: "a ratio"
        case .count: "a number"
        case .rate: "a rate a second"
        case .factor: "a factor"
        }
    }

    /// What to write on the right of a comparison.
    var example: String {
        switch self {
        case .time: "a time such as 50ms"
        case .bytes, .bytesPerClientHour: "bytes such as 500kB"
        case .percent: "a percentage such as 80%"
        case .share: "a number such as 0.2, or 20%"
        case .count: "a number such as 0"
        case .rate, .factor: "a number such as 10"
        }
    }

    func accepts(_ unit: ThresholdUnit) -> Bool {
        switch self {
        case .time: unit.isTime
        case .bytes, .bytesPerClientHour: unit.isBytes
        case .percent, .share: unit == .percent || unit == .none
        case .count, .rate, .factor: unit == .none
        }
    }
}

/// What may stand behind a number.
package enum ThresholdUnit: String, Sendable, CaseIterable {
    case nanoseconds = "ns"
    case microseconds = "us"
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "min"
    case hours = "h"
    case bytes = "B"
    case kilobytes = "kB"
    case megabytes = "MB"
    case gigabytes = "GB"
    case kibibytes = "KiB"
    case mebibytes = "MiB"
    case gibibytes = "GiB"
    case percent = "%"
    case none = ""

    /// By its name, or by one that durations elsewhere in a scenario have.
    init?(name: String) {
        switch name {
        case "m": self = .minutes
        case "µs", "μs": self = .microseconds
        default: self.init(rawValue: name)
        }
    }

    static let names: [String] = allCases.map(\.rawValue).filter { !$0.isEmpty }

    var isTime: Bool {
        switch self {
        case .nanoseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours: true
        default: false
        }
    }

    var isBytes: Bool {
        switch self {
        case .bytes, .kilobytes, .megabytes, .gigabytes, .kibibytes, .mebibytes, .gibibytes: true
        default: false
        }
    }

    /// Of times in milliseconds, of bytes in bytes.
    var factor: Double {
        switch self {
        case .nanoseconds: 1e-6
        case .microseconds: 1e-3
        case .milliseconds, .bytes, .percent, .none: 1
        case .seconds, .kilobytes: 1e3
        case .minutes: 60e3
        case .hours: 3_600e3
        case .megabytes: 1e6
        case .gigabytes: 1e9
        case .kibibytes: 1_024
        case .mebibytes: 1_048_576
        case .gibibytes: 1_073_741_824
        }
    }
}

/// A number with its unit, as it was written but for superfluous zeros.
package struct ThresholdQuantity: Sendable, Hashable {
    /// `-12.5`: no exponent, no leading or trailing zeros.
    let digits: String
    package let unit: ThresholdUnit

    /// More digits are no number that a double tells apart from its neighbours.
    static let mostDigits: Int = 15

    package static let zero = ThresholdQuantity(digits: "0", unit: .none)

    private init(digits: String, unit: ThresholdUnit) {
        self.digits = digits
        self.unit = unit
    }

    /// Nil for what is no plain decimal number of up to 15 digits.
    package init?(_ text: String, unit: ThresholdUnit = .none) {
        guard let digits = Self.normalized(text) else { return nil }
        self.digits = digits
        self.unit = unit
    }

    /// In the unit of a dimension that accepts its unit.
    func value(of dimension: ThresholdDimension) -> Double {
        // A decimal this short divides exactly where it would not multiply: 0.3 us are 0.3 / 1000 ms.
        let number: Double = Double(digits) ?? 0
        switch unit {
        case .percent: return dimension == .share ? number / 100 : number
        case .nanoseconds: return number / 1e6
        case .microseconds: return number / 1e3
        default: return number * unit.factor
        }
    }

    private static func normalized(_ text: String) -> String? {
        let isNegative: Bool = text.hasPrefix("-")
        let parts: [Substring] = (isNegative ? text.dropFirst() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
            return nil
        }
        let whole: Substring = parts[0].drop { $0 == "0" }
        var fraction: Substring = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard whole.count + fraction.count <= mostDigits else { return nil }
        let number: String = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : ".\(fraction)")
        return isNegative && number != "0" ? "-\(number)" : number
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }
}
