import Glibc

/// For how long noise remembers: its correlation falls by e within that time, as that of AR(1) noise does, whose
/// memory is -1 / ln(phi) samples.
package struct NoiseMemory: Sendable, Equatable {
    /// As a share of the time measured; infinite for a random walk, 0 for noise that remembers nothing.
    package let share: Double

    /// - Precondition: `share` is not negative.
    package init(share: Double) {
        precondition(share >= 0)
        self.share = share
    }

    /// Each value is the one before and something new.
    package static let randomWalk = NoiseMemory(share: .infinity)
    package static let none = NoiseMemory(share: 0)

    /// AR(1) noise with this coefficient, `samples` times.
    package init(phi: Double, samples: Int) {
        precondition(phi >= 0 && samples > 0)
        self.init(share: phi >= 1 ? .infinity : phi == 0 ? 0 : -1 / log(phi) / Double(samples))
    }

    /// Covariance of the noise's means over equal neighbouring blocks of the time measured, but for a common factor.
    ///
    /// With blocks as unit of time and correlation e^(-r d) at distance d, integrating over the blocks gives
    /// 2 (r - 1 + e^-r) / r^2 within one and (1 - e^-r)^2 e^(-r (d - 1)) / r^2 between two that are d apart; for a
    /// random walk that begins with the first block, i + 1/3 and i + 1/2 (i the earlier one, from 0).
    func covariance(blocks: Int) -> SymmetricMatrix {
        let rate: Double = 1 / (share * Double(blocks))
        return SymmetricMatrix(order: blocks) { row, column in
            let apart = Double(abs(row - column))
            if share == 0 { return apart == 0 ? 1 : 0 }
            if share == .infinity { return Double(min(row, column)) + (apart == 0 ? 1.0 / 3 : 0.5) }
            let lost: Double = -expm1(-rate)
            guard apart == 0 else { return lost * lost * exp(-rate * (apart - 1)) / (rate * rate) }
            // Near a random walk the difference would drown in rounding: the series of the same.
            return rate < 0.01
                ? 1 - rate / 3 * (1 - rate / 4 * (1 - rate / 5)) : 2 * (rate - lost) / (rate * rate)
        }
    }
}
