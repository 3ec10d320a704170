import Glibc

/// Where two arms' costs meet over a sweep of rates, and how sure that is.
package struct BreakEven: Sendable, Equatable {
    /// Both arms' values at a rate.
    package typealias Point = (rate: Double, baseline: Double, candidate: Double)

    /// Of the curves through all trials' values.
    package let point: BreakEvenPoint
    /// Rates that both arms were measured at.
    package let rates: Int
    /// Blocks of trials that hold both arms at every rate.
    package let blocks: Int
    /// Of these, the ones whose own curves cross within the measured rates.
    package let crossed: Int
    /// 95 % interval of the rate: Student's t on the logarithms of the rates at which the blocks' own curves
    /// cross. Nil below three blocks, and where the curves of one do not cross: the interval would leave out
    /// what speaks against a crossing.
    package let confidence95: ClosedRange<Double>?

    /// - Parameters:
    ///   - curve: over all trials, a point a rate.
    ///   - blocks: the same of each block; those that miss a rate are left out.
    package init(curve: [Point], blocks: [[Point]]) {
        point = BreakEvenPoint(curve)
        rates = curve.count
        let whole: [[Point]] = blocks.filter { $0.count == curve.count }
        let logs: [Double] = whole.compactMap { points in
            guard case .crossing(let rate, _, _) = BreakEvenPoint(points).place else { return nil }
            return log(rate)
        }
        self.blocks = whole.count
        crossed = logs.count
        let interval: ClosedRange<Double>? =
            logs.count == whole.count ? MeanInterval(logs, seed: nil).confidence95 : nil
        confidence95 = interval.map { exp($0.lowerBound)...exp($0.upperBound) }
    }
}

/// Rates at which to look for a break-even point whose place is predicted.
package enum GeometricSweep {
    /// From the prediction divided by `span` to the prediction times it, each the same factor above the one before;
    /// with an odd count the prediction itself is in the middle. Empty for a prediction that is not positive.
    package static func rates(around predicted: Double, span: Double = 10, count: Int = 7) -> [Double] {
        guard predicted > 0, predicted.isFinite, span > 1, count >= 2 else { return [] }
        return (0..<count).map { predicted * pow(span, 2 * Double($0) / Double(count - 1) - 1) }
    }

    /// Around several predictions: from the lowest divided by `span` to the highest times it, each the same factor above
    /// the one before. Empty without any, and for one that is not positive.
    package static func rates(around predicted: [Double], span: Double = 10, count: Int = 7) -> [Double] {
        guard let least = predicted.min(), let most = predicted.max(), least > 0 else { return [] }
        let middle: Double = (least * most).squareRoot()
        return rates(around: middle, span: span * (most / least).squareRoot(), count: count)
    }
}
