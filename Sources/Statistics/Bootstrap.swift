import Glibc

/// Bootstrap intervals of a mean: bias-corrected and accelerated (BCa; Efron 1987), seeded.
///
/// Resampling asks nothing of the distribution, where the t interval wants it near normal. With few
/// values it is too narrow all the same (three values have ten distinct resamples), so it stands
/// beside the t interval, never in its place.
package struct Bootstrap: Sendable, Equatable {
    package var resamples: Int
    package var seed: UInt64

    package init(resamples: Int = 10_000, seed: UInt64) {
        self.resamples = resamples
        self.seed = seed
    }

    /// Nil below three values. Equal values give an interval of no width.
    package func interval95(ofMean values: [Double]) -> ClosedRange<Double>? {
        let count: Int = values.count
        guard count >= 3, resamples >= 100 else { return nil }
        let mean: Double = Moments(values).mean
        var generator = Xoshiro256(seed: seed)
        var means: [Double] = []
        means.reserveCapacity(resamples)
        let bound = UInt64(count)
        for _ in 0..<resamples {
            var sum: Double = 0
            // The high word of the product is a place below `bound`, to within 2^-64 of uniform.
            for _ in 0..<count { sum += values[Int(generator.next().multipliedFullWidth(by: bound).high)] }
            means.append(sum / Double(count))
        }
        means.sort()
        // Ties count half: with few values many resamples equal the mean itself.
        let below: Double = Double(means.count { $0 < mean }) + Double(means.count { $0 == mean }) / 2
        let bias: Double = Normal.quantile(below / Double(resamples))
        guard bias.isFinite else { return mean...mean }
        let acceleration: Double = acceleration(values, mean: mean)
        let low: Double = quantile(means, adjusted(0.025, bias: bias, acceleration: acceleration))
        let high: Double = quantile(means, adjusted(0.975, bias: bias, acceleration: acceleration))
        return min(low, high)...max(low, high)
    }

    /// The jackknife's skewness of the mean: leaving out x_i moves it by (x_i - mean) / (n - 1).
    private func acceleration(_ values: [Double], mean: Double) -> Double {
        var squares: Double = 0
        var cubes: Double = 0
        for value in values {
            let deviation: Double = value - mean
            squares += deviation * deviation
            cubes += deviation * deviation * deviation
        }
        return squares == 0 ? 0 : cubes / (6 * pow(squares, 1.5))
    }

    private func adjusted(_ level: Double, bias: Double, acceleration: Double) -> Double {
        let shifted: Double = bias + Normal.quantile(level)
        return Normal.cumulative(bias + shifted / (1 - acceleration * shifted))
    }

    /// Linear between order statistics.
    private func quantile(_ sorted: [Double], _ level: Double) -> Double {
        let place: Double = min(max(level, 0), 1) * Double(sorted.count - 1)
        let lower: Int = Int(place)
        guard lower + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[lower] + (sorted[lower + 1] - sorted[lower]) * (place - Double(lower))
    }
}
