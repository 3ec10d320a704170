/// How the arrival rate of tasks runs over a trial, rates in tasks a second.
///
/// Offsets count from the start of the steady state, and the warm-up has the shape's first rate: what is
/// measured is always the whole shape.
package enum LoadShape: Sendable, Equatable, Hashable {
    /// One rate throughout; 0 is an idle swarm.
    case constant(Double)
    /// In a straight line over the steady state.
    case ramp(from: Double, to: Double)
    /// One after the other; the last one lasts to the end.
    case steps([LoadStep])
    /// `base`, and `peak` for `length` nanoseconds from `at` on.
    case spike(base: Double, peak: Double, at: Int64, length: Int64)

    /// The rate during the warm-up.
    package var firstRate: Double {
        switch self {
        case .constant(let rate), .ramp(let rate, _), .spike(let rate, _, _, _): rate
        case .steps(let steps): steps.first?.rate ?? 0
        }
    }

    /// Nanoseconds of steady state that the shape needs to be whole; 0 when any length will do.
    package var neededLength: Int64 {
        switch self {
        case .constant, .ramp: 0
        case .steps(let steps): steps.reduce(0) { $0 + $1.length }
        case .spike(_, _, let at, let length): at + length
        }
    }

    /// The rate does not change.
    package var isConstant: Bool {
        if case .constant = self { true } else { false }
    }
}

/// A part of a trial with one arrival rate.
package struct LoadStep: Sendable, Equatable, Hashable {
    /// Tasks a second.
    package var rate: Double
    /// Nanoseconds.
    package var length: Int64

    package init(rate: Double, length: Int64) {
        self.rate = rate
        self.length = length
    }
}
