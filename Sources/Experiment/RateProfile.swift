import Scenarios

/// The arrival rate over a trial's warm-up and steady state, and its integral.
///
/// Piecewise linear. Times are nanoseconds from the start of the warm-up, rates tasks a second. The integral
/// L(t) is the number of tasks expected up to t. An inhomogeneous Poisson process is a unit-rate one whose
/// time runs as L: its arrivals are the instants at which L reaches the unit-rate process's (Cinlar,
/// Introduction to Stochastic Processes, 1975, section 4.7). Exact for any shape, without thinning.
struct RateProfile {
    private struct Piece {
        var start: Double
        var end: Double
        var startRate: Double
        var endRate: Double
        /// L(start).
        var before: Double

        var expected: Double { (startRate + endRate) / 2 * (end - start) / 1e9 }
    }

    private var pieces: [Piece] = []

    /// The warm-up has the shape's first rate; what a shape has beyond the steady state is cut off.
    init(_ shape: LoadShape, warmUp: Int64, steady: Int64) {
        let end: Double = Double(warmUp + steady)
        add(until: Double(warmUp), from: shape.firstRate, to: shape.firstRate)
        switch shape {
        case .constant(let rate): add(until: end, from: rate, to: rate)
        case .ramp(let from, let to): add(until: end, from: from, to: to)
        case .steps(let steps):
            var at: Int64 = warmUp
            for step in steps {
                at += step.length
                add(until: min(Double(at), end), from: step.rate, to: step.rate)
            }
            if let last = steps.last { add(until: end, from: last.rate, to: last.rate) }
        case .spike(let base, let peak, let at, let length):
            add(until: min(Double(warmUp + at), end), from: base, to: base)
            add(until: min(Double(warmUp + at + length), end), from: peak, to: peak)
            add(until: end, from: base, to: base)
        }
    }

    private mutating func add(until end: Double, from startRate: Double, to endRate: Double) {
        let start: Double = pieces.last?.end ?? 0
        guard end > start else { return }
        let before: Double = pieces.last.map { $0.before + $0.expected } ?? 0
        pieces.append(
            Piece(start: start, end: end, startRate: startRate, endRate: endRate, before: before))
    }

    /// L at the end: all tasks that are expected.
    var expected: Double { pieces.last.map { $0.before + $0.expected } ?? 0 }

    /// L(t): tasks expected up to `time`.
    func expected(until time: Int64) -> Double {
        let time = Double(time)
        guard let piece = pieces.last(where: { $0.start <= time }) else { return 0 }
        let inside: Double = min(time, piece.end) - piece.start
        let slope: Double = (piece.endRate - piece.startRate) / (piece.end - piece.start)
        return piece.before + (piece.startRate + slope * inside / 2) * inside / 1e9
    }

    /// The instant at which L reaches `count`, for 0 <= count < ``expected``.
    func time(reaching count: Double) -> Int64 {
        guard let piece = pieces.last(where: { $0.before <= count && $0.expected > 0 }) else { return 0 }
        let wanted: Double = max(0, count - piece.before)
        let length: Double = (piece.end - piece.start) / 1e9
        let change: Double = (piece.endRate - piece.startRate) / length
        // The root of change/2 s^2 + rate s = wanted that is not negative, without cancellation where the
        // change is small.
        let root: Double = max(0, piece.startRate * piece.startRate + 2 * change * wanted).squareRoot()
        let divisor: Double = piece.startRate + root
        let seconds: Double = divisor > 0 ? 2 * wanted / divisor : 0
        return Int64(piece.start + min(seconds, length) * 1e9)
    }
}
