import Glibc

/// What a statistic has to pass at each of several looks at growing data, so that the chance of ever passing
/// without an effect is exactly what a spending function allows.
///
/// One-sided: an effect is called when Z at look k is at least `z[k]`. The looks' statistics are those of a Brownian
/// motion at the information fractions t_1 < t_2 < ..., and the boundary follows by the recursion of Armitage,
/// McPherson and Rowe (J. Roy. Statist. Soc. A 132, 1969): the density of the sum over the paths that have not
/// passed yet is carried from look to look, and each bound is where what it newly cuts off is what may be spent.
package struct SequentialBoundary: Sendable, Equatable {
    package let alpha: Double
    /// Share of the final information at each look, ascending; the last is 1.
    package let fractions: [Double]
    /// Standardised bounds, one a look.
    package let z: [Double]

    /// Nominal one-sided level at each look: what a single test would have to reach.
    package var levels: [Double] { z.map { Normal.cumulative(-$0) } }

    /// - Precondition: `fractions` ascend strictly from above 0 to 1.
    package init(alpha: Double, fractions: [Double]) {
        precondition(!fractions.isEmpty && fractions[0] > 0 && fractions[fractions.count - 1] == 1)
        precondition(zip(fractions, fractions.dropFirst()).allSatisfy { $0 < $1 })
        let spending = AlphaSpending(alpha: alpha)
        self.alpha = alpha
        self.fractions = fractions
        var bounds: [Double] = [-Normal.quantile(spending.spent(at: fractions[0]))]
        var paths = SurvivingPaths(fraction: fractions[0], steps: Self.smallestStep(fractions))
        for look in fractions.indices.dropFirst() {
            paths.stop(above: bounds[look - 1] * fractions[look - 1].squareRoot())
            let share: Double = spending.spent(at: fractions[look]) - spending.spent(at: fractions[look - 1])
            let bound: Double = paths.bound(at: fractions[look], cuttingOff: share)
            bounds.append(bound / fractions[look].squareRoot())
            if look < fractions.count - 1 { paths.move(to: fractions[look]) }
        }
        z = bounds
    }

    /// Of the grid: a twelfth of the smallest deviation that paths move by between looks. Simpson's rule on a
    /// normal density is then good to about 1e-7 of it.
    private static func smallestStep(_ fractions: [Double]) -> Double {
        let gaps: [Double] = zip(fractions.dropFirst(), fractions).map { $0 - $1 }
        return (gaps.min() ?? 1).squareRoot() / 12
    }
}

/// The density of a Brownian motion over the paths that passed no bound so far, on a grid.
private struct SurvivingPaths {
    private let step: Double
    private var fraction: Double
    /// Grid points, and the density times Simpson's weight at each; until `stop` they reach to where
    /// the density vanishes.
    private var points: [Double] = []
    private var masses: [Double] = []
    /// The density at any place, at the current fraction.
    private var density: (points: [Double], masses: [Double], variance: Double)

    /// Beyond so many deviations a normal density is zero for every purpose here (1e-17).
    private static let reach: Double = 8.5

    init(fraction: Double, steps: Double) {
        step = steps
        self.fraction = fraction
        // All paths start at 0.
        density = ([0], [1], fraction)
    }

    /// Takes out the paths above `bound` and lays the grid over the others.
    mutating func stop(above bound: Double) {
        let spread: Double = fraction.squareRoot() * Self.reach
        let low: Double = -spread
        let high: Double = min(bound, spread)
        let intervals: Int = 2 * max(1, Int(((high - low) / (2 * step)).rounded(.up)))
        let width: Double = (high - low) / Double(intervals)
        points = (0...intervals).map { low + Double($0) * width }
        masses = points.enumerated().map { index, point in
            let weight: Double = index == 0 || index == intervals ? 1 : (index % 2 == 1 ? 4 : 2)
            return weight * width / 3 * value(at: point)
        }
    }

    /// Lets the surviving paths run on to `fraction`.
    mutating func move(to fraction: Double) {
        density = (points, masses, fraction - self.fraction)
        self.fraction = fraction
    }

    /// The level above which a share `tail` of all paths comes to lie at `fraction`.
    func bound(at fraction: Double, cuttingOff tail: Double) -> Double {
        let deviation: Double = (fraction - self.fraction).squareRoot()
        var low: Double = -40
        var high: Double = 40
        for _ in 0..<70 {
            let middle: Double = (low + high) / 2
            var above: Double = 0
            for (point, mass) in zip(points, masses) {
                above += mass * Normal.cumulative((point - middle) / deviation)
            }
            if above > tail { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private func value(at place: Double) -> Double {
        let factor: Double = 1 / (2 * .pi * density.variance).squareRoot()
        var sum: Double = 0
        for (point, mass) in zip(density.points, density.masses) {
            let distance: Double = place - point
            sum += mass * exp(-distance * distance / (2 * density.variance))
        }
        return factor * sum
    }
}
