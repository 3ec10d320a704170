import Foundation

/// From a value to its place on an axis.
struct PlotScale: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case linear
        /// Equal ratios are equally far apart. Zero, which has no place on it, gets one of its own before the
        /// axis begins when `hasZero`.
        case logarithmic(hasZero: Bool)
        /// For quantiles, 0..<1: -log10(1 - q), so that 90 %, 99 % and 99.9 % are equally far apart, as in
        /// the plots of HdrHistogram.
        case tail
    }

    /// The part of a logarithmic axis that zero takes.
    static let zeroShare: Double = 0.1

    let kind: Kind
    /// Lowest and highest value of the axis, without a logarithmic one's zero.
    let domain: ClosedRange<Double>
    /// Where these two are; `start` may be the larger number (an axis that points upwards).
    let start: Double
    let end: Double

    /// The place of `value`, at the nearest end for one outside the domain; nil for what has none: not a
    /// number, infinite, or not above zero on a logarithmic axis.
    func position(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        if case .logarithmic(let hasZero) = kind {
            guard value > 0 else { return hasZero && value == 0 ? start : nil }
            let lead: Double = hasZero ? Self.zeroShare : 0
            return place(lead + (1 - lead) * share(value))
        }
        return place(share(value))
    }

    /// The value at a share of the axis, 0...1, counted behind a logarithmic axis' zero.
    func value(atShare share: Double) -> Double {
        let low: Double = measure(domain.lowerBound)
        let measured: Double = low + share * (measure(domain.upperBound) - low)
        switch kind {
        case .linear: return measured
        case .logarithmic: return pow(10, measured)
        case .tail: return 1 - pow(10, -measured)
        }
    }

    private func place(_ share: Double) -> Double { start + share * (end - start) }

    /// 0 at the domain's low end, 1 at its high one.
    private func share(_ value: Double) -> Double {
        let low: Double = measure(domain.lowerBound)
        let high: Double = measure(domain.upperBound)
        let own: Double = measure(min(max(value, domain.lowerBound), domain.upperBound))
        return high > low ? (own - low) / (high - low) : 0
    }

    private func measure(_ value: Double) -> Double {
        switch kind {
        case .linear: value
        case .logarithmic: log10(max(value, .leastNormalMagnitude))
        case .tail: -log10(max(1 - value, 1e-15))
        }
    }
}
