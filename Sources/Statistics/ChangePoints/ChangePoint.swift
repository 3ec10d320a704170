import Glibc

/// A place in a series from which on its level is another.
package struct ChangePoint: Sendable, Equatable {
    /// Of the first value of the new level; at least 1.
    package let index: Int
    /// Between the change before (or the series' begin) and the one after (or its end).
    package let test: TwoSampleTest
    /// What was compared: values, or their logarithms.
    package let scale: ChangePointSearch.Scale

    /// 1 minus the chance of such a difference within one level. A place is looked for before it is tested:
    /// the rate of false changes is the one that ``ChangePointSearch`` states, not this.
    package var confidence: Double { 1 - test.pValue }

    /// Mean of the level before: geometric where logarithms were compared.
    package var before: Double { scale == .logarithmic ? exp(test.before.mean) : test.before.mean }

    /// Mean of the new level, likewise.
    package var after: Double { scale == .logarithmic ? exp(test.after.mean) : test.after.mean }

    /// New level / old level; nil where a level is not above zero.
    package var ratio: Double? {
        if scale == .logarithmic { return exp(test.difference) }
        return before > 0 && after > 0 ? after / before : nil
    }

    /// 95 % interval of the ratio, where logarithms were compared. A little narrow, since the place was
    /// chosen where the levels differ most.
    package var ratio95: ClosedRange<Double>? {
        guard scale == .logarithmic else { return nil }
        let interval: ClosedRange<Double> = test.difference95
        return exp(interval.lowerBound)...exp(interval.upperBound)
    }
}

/// A series that cannot be searched for changes.
package enum ChangePointError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A value is NaN or infinite.
    case notFinite(index: Int)
    /// Logarithms were asked for, and a value is zero or less.
    case notPositive(index: Int)

    package var description: String {
        switch self {
        case .notFinite(let index):
            "value \(index + 1) of the series is not a finite number: leave it out"
        case .notPositive(let index):
            "value \(index + 1) of the series is not above zero: compare differences, not ratios"
        }
    }
}
