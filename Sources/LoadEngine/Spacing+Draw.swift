import Glibc
import Scenarios

extension Spacing {
    /// A duration of this mean, nanoseconds.
    ///
    /// Exponential ones by inversion, -mean ln(1 - U) with U in [0, 1): at most 37 means.
    func draw(mean: Int64, using random: inout SeededGenerator) -> Int64 {
        switch self {
        case .fixed: mean
        case .exponential: Int64(min(-Double(mean) * log1p(-random.unit()), 9e18))
        }
    }

    /// What is left, at an instant that has nothing to do with it, of a duration that is running: uniform
    /// over a fixed one; an exponential one has no memory.
    func drawRest(mean: Int64, using random: inout SeededGenerator) -> Int64 {
        switch self {
        case .fixed: Int64(Double(mean) * random.unit())
        case .exponential: draw(mean: mean, using: &random)
        }
    }
}
