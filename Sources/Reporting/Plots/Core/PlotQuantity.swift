/// What the numbers of an axis are, and so how they are written.
enum PlotQuantity: Sendable, Equatable {
    case milliseconds
    case bytes
    /// Of one CPU, or of all; 12 means 12 %.
    case percent
    /// Anything a second.
    case rate
    case count
    /// 0.12 means 12 %.
    case share
    /// Seconds of a trial's clock, which may be negative.
    case seconds

    /// As tables and hover texts show a value.
    func text(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        switch self {
        case .milliseconds: return TimeFormat.milliseconds(value)
        case .bytes: return ByteFormat.text(value)
        case .percent: return Self.percent(value)
        case .rate: return "\(NumberFormat.significant(value))/s"
        case .count: return NumberFormat.significant(value)
        case .share: return Self.percent(value * 100)
        case .seconds: return "\(NumberFormat.chosen(NumberFormat.roundedToThreeDigits(value))) s"
        }
    }

    /// The same at an axis: without zeros that say nothing, and without a unit that the axis' title gives.
    func tick(_ value: Double) -> String {
        switch self {
        case .rate, .count: return Self.trimmed(NumberFormat.significant(value))
        case .milliseconds where value == 0, .bytes where value == 0, .seconds where value == 0: return "0"
        default: return Self.trimmed(text(value))
        }
    }

    /// Small shares keep their digits.
    private static func percent(_ value: Double) -> String {
        value != 0 && value.magnitude < 0.1
            ? "\(NumberFormat.significant(value)) %" : NumberFormat.percent(value)
    }

    /// `1.50 s` as `1.5 s`, `10.0` as `10`.
    static func trimmed(_ text: String) -> String {
        let number: Substring = text.prefix { $0 != " " }
        guard number.contains(".") else { return text }
        let kept: Substring = number.trimmingSuffix { $0 == "0" }.trimmingSuffix { $0 == "." }
        return String(kept + text.dropFirst(number.count))
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest: Substring = self
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
