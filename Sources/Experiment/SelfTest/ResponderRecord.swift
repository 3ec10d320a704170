import LoadEngine
import Responder

/// The true figures of one repetition, worked out from the responder's own record.
///
/// Nothing of what the generator observed is used: only when its window was and when it meant to submit
/// what, which are definitions.
struct ResponderRecord {
    let truth: ResponderTruth
    let timeline: Timeline
    /// [t0, t1).
    let window: Range<Int64>
    /// When each submission was intended, by its number.
    let intended: [Int64]

    init(_ truth: ResponderTruth, timeline: Timeline, intended: [Int64]) {
        self.truth = truth
        self.timeline = timeline
        self.intended = intended
        window = timeline.steadyStart..<max(timeline.steadyStart, timeline.steadyEnd)
    }

    /// How much nearer than the responder's own bounds a stamp at the window's edge may be to it, for a
    /// kernel that finishes a reception after the sender's call, nanoseconds.
    static let edge: Int64 = 100_000

    func figures(for role: ResponderRole) -> [SelfTestQuantity: SelfTestTruth] {
        switch role {
        case .push, .longPolling, .tasks: pushFigures()
        case .polling: pollFigures()
        case .conditionalPolling: pollFigures().merging(unchangedFigures()) { own, _ in own }
        case .eventPolling: pageFigures()
        }
    }

    /// Entries stamped in the window, ascending by `seq`.
    var eligible: [ResponderTruth.Entry] { truth.entries.filter { window.contains($0.stamp) } }

    /// When the bytes passed the kernel, by the responder's clock readings around its call: on loopback the
    /// receiving side's stamp is taken within.
    static func instant(began: Int64, returned: Int64) -> Int64 {
        returned == 0 ? began : began + (returned - began) / 2
    }

    /// A count over the window of things that happened between two instants each.
    struct WindowCount {
        var sure = 0
        var possible = 0

        mutating func add(_ amount: Int, began: Int64, returned: Int64, window: Range<Int64>) {
            let end: Int64 = max(began, returned)
            if began - ResponderRecord.edge >= window.lowerBound,
                end + ResponderRecord.edge < window.upperBound
            {
                sure += amount
            }
            if end + ResponderRecord.edge >= window.lowerBound,
                began - ResponderRecord.edge < window.upperBound
            {
                possible += amount
            }
        }

        var truth: SelfTestTruth { SelfTestTruth(value: Double(sure), open: Double(possible - sure)) }
    }

    /// Milliseconds from sums of nanoseconds.
    static func mean(_ sum: Int64, of count: Int, halfWidth: Int64 = 0) -> SelfTestTruth? {
        count > 0
            ? SelfTestTruth(
                value: Double(sum) / Double(count) / 1e6, open: Double(halfWidth) / Double(count) / 1e6)
            : nil
    }
}
