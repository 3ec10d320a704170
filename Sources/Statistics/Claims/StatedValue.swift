/// A value that somebody published, and how near a measured one has to come.
package struct StatedValue: Sendable, Equatable {
    /// What the statement says of the quantity.
    package enum Sense: Sendable, Equatable {
        /// It is this; lower (or higher) is better, and neither where better is nil.
        case about(better: Better?)
        /// It is no more than this.
        case atMost
        /// It is no less than this.
        case atLeast
        /// It is this in every trial: no losses, for instance, of which a single one refutes the claim.
        case always
    }

    package enum Better: Sendable, Equatable { case lower, higher }

    package var value: Double
    package var sense: Sense
    /// Values so far from the stated one count as equal to it, in its unit. Not used by ``Sense/always``.
    package var margin: Double

    package init(_ value: Double, _ sense: Sense, margin: Double) {
        self.value = value
        self.sense = sense
        self.margin = margin
    }
}

/// What trials say of a stated value.
package enum StatedFinding: Sendable, Equatable {
    /// As stated, by the margin.
    case reproduced
    /// At least as good as stated; the interval reaches from the margin into what is better.
    case reproducedOrBetter
    /// Beyond the margin on the better side.
    case better
    case notReproduced
    /// The interval holds values that are as stated and values that are not.
    case cannotTell
    /// There is no interval: too few trials, or a value that is not finite.
    case noInterval
}

extension StatedValue {
    /// The finding of a 95 % interval of the quantity.
    ///
    /// As in a test of equivalence it is the whole interval that must lie within the margin, not the estimate.
    package func finding(_ interval: ClosedRange<Double>) -> StatedFinding {
        let low: Double = value - margin
        let high: Double = value + margin
        // Whether all of it, or none, is on the side that counts as worse.
        func settled(isWorse: Bool, isNoWorse: Bool, isBetter: Bool, isEqual: Bool) -> StatedFinding {
            if isWorse { return .notReproduced }
            guard isNoWorse else { return .cannotTell }
            return isBetter ? .better : isEqual ? .reproduced : .reproducedOrBetter
        }
        switch sense {
        case .about(.lower):
            return settled(
                isWorse: interval.lowerBound > high, isNoWorse: interval.upperBound <= high,
                isBetter: interval.upperBound < low, isEqual: interval.lowerBound >= low)
        case .about(.higher):
            return settled(
                isWorse: interval.upperBound < low, isNoWorse: interval.lowerBound >= low,
                isBetter: interval.lowerBound > high, isEqual: interval.upperBound <= high)
        case .about(nil):
            return settled(
                isWorse: interval.lowerBound > high || interval.upperBound < low,
                isNoWorse: interval.lowerBound >= low && interval.upperBound <= high, isBetter: false,
                isEqual: true)
        case .atMost:
            return settled(
                isWorse: interval.lowerBound > high, isNoWorse: interval.upperBound <= high, isBetter: false,
                isEqual: true)
        case .atLeast:
            return settled(
                isWorse: interval.upperBound < low, isNoWorse: interval.lowerBound >= low, isBetter: false,
                isEqual: true)
        case .always:
            if interval.lowerBound == value, interval.upperBound == value { return .reproduced }
            return .notReproduced
        }
    }
}
