import Glibc

/// Where a curve against the event rate crosses another: from there on the candidate costs more, or less.
///
/// Between two measured rates both curves are taken for straight lines on logarithms of rate and value, so
/// that a doubling weighs the same everywhere; then so is the logarithm of their ratio, and its root is
/// exact. Nothing is extrapolated.
package struct BreakEvenPoint: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        /// At this rate, between two neighbouring measured ones.
        case crossing(rate: Double, value: Double, between: ClosedRange<Double>)
        /// Nowhere within the measured rates, at all of which the candidate costs less (or more).
        case outside(candidateIsLess: Bool, measured: ClosedRange<Double>)
        /// Fewer than two rates above zero at which both arms have a value above zero.
        case unknown
    }

    package let place: Place
    /// Further crossings at higher rates; the first one is `place`.
    package let others: Int

    /// Both arms' values where both were measured, in any order.
    package init(_ points: [(rate: Double, baseline: Double, candidate: Double)]) {
        let usable = points.filter { point in
            [point.rate, point.baseline, point.candidate].allSatisfy { $0 > 0 && $0.isFinite }
        }.sorted { $0.rate < $1.rate }
        guard usable.count >= 2, let first = usable.first, let last = usable.last, first.rate < last.rate
        else {
            self.init(place: .unknown, others: 0)
            return
        }
        var crossings: [Place] = []
        for (left, right) in zip(usable, usable.dropFirst()) where left.rate < right.rate {
            let before: Double = log(left.candidate / left.baseline)
            let after: Double = log(right.candidate / right.baseline)
            // Values that are equal at a measured rate belong to the interval that ends there, at the lowest
            // rate to the one that begins there.
            let isFirst: Bool = left.rate == first.rate
            guard
                (before < 0 && after >= 0) || (before > 0 && after <= 0)
                    || (isFirst && before == 0 && after != 0)
            else { continue }
            let share: Double = before / (before - after)
            let rate: Double = exp(log(left.rate) + share * (log(right.rate) - log(left.rate)))
            let value: Double = exp(
                log(left.baseline) + share * (log(right.baseline) - log(left.baseline)))
            crossings.append(.crossing(rate: rate, value: value, between: left.rate...right.rate))
        }
        if let place = crossings.first {
            self.init(place: place, others: crossings.count - 1)
        } else if last.candidate == last.baseline {
            self.init(place: .unknown, others: 0)
        } else {
            let isLess: Bool = last.candidate < last.baseline
            self.init(
                place: .outside(candidateIsLess: isLess, measured: first.rate...last.rate), others: 0)
        }
    }

    private init(place: Place, others: Int) {
        self.place = place
        self.others = others
    }
}
