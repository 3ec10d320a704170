import LoadEngine
import Scenarios

/// How a target's clock stood against this host's before and after a trial.
package struct TargetClock: Sendable, Equatable {
    package var before: ClockOffset
    package var after: ClockOffset

    package init(before: ClockOffset, after: ClockOffset) {
        self.before = before
        self.after = after
    }

    /// The target's clock minus this one, nanoseconds: in the middle of the trial, if it drifts evenly.
    package var offset: Int64 { before.offset + (after.offset - before.offset) / 2 }
    package var drift: Int64 { after.offset - before.offset }

    /// Of the offset at any instant of the trial, nanoseconds.
    package var uncertainty: Int64 {
        max(before.uncertainty, after.uncertainty) + Int64(clamping: drift.magnitude / 2)
    }

    /// One sentence for the report.
    var finding: String {
        guard before.exchanges > 0 else {
            return "the hosts' clocks are said to agree within \(Self.milliseconds(before.uncertainty)) ms: "
                + "latencies are not corrected and uncertain by that much"
        }
        let side: String = offset >= 0 ? "ahead of" : "behind"
        return
            "the target's clock was \(Self.milliseconds(Int64(clamping: offset.magnitude))) ms \(side) this "
            + "host's (+- \(Self.milliseconds(uncertainty)) ms; drift over the trial \(Self.milliseconds(drift)) "
            + "ms; shortest round trip of \(before.exchanges) \(Self.milliseconds(before.roundTrip)) ms): "
            + "latencies are corrected by it"
    }

    private static func milliseconds(_ nanoseconds: Int64) -> String {
        "\((Double(nanoseconds) / 1e3).rounded() / 1e3)"
    }

    /// What tells a target's time; nil where nothing needs to, or nothing does.
    ///
    /// A target on this host has this host's clock unless its scenario says otherwise: a forwarded port has
    /// another host behind it. In probe mode the target's clock is in no figure.
    static func source(of target: Target, isLocal: Bool) -> ClockSource? {
        if let clock = target.clock { return clock }
        guard !isLocal, target.api == .swarmbot else { return nil }
        // The state's timestamp is its last entry's, not the moment's.
        return .emit(event: "ping", answer: "pong", timestamp: FieldPath(["timestamp"]), format: .iso8601)
    }
}
