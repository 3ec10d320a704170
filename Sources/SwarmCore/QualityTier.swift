/// How well a client says it is connected, which decides how long its batches collect.
package enum QualityTier: Int, Sendable, CaseIterable {
    /// Score 70 and up, or never reported: the configured windows.
    case good
    /// Score below 70: windows of at least 2 s.
    case fair
    /// Score below 30: windows of at least 5 s, up to 100 events.
    case poor

    /// The tier of a quality score from 0 to 100.
    package init(score: Double) {
        self = score < 30 ? .poor : score < 70 ? .fair : .good
    }

    /// The shortest window for clients of this tier, nanoseconds.
    var minimumWindowNanoseconds: Int64 {
        switch self {
        case .good: 0
        case .fair: 2_000_000_000
        case .poor: 5_000_000_000
        }
    }

    /// How many events close a window at once.
    package var batchLimit: Int { self == .poor ? 100 : 50 }
}
