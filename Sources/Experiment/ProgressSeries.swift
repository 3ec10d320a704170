import LoadEngine

/// What a trial's generator showed of itself while it ran: clients, messages and errors so far.
///
/// Made from snapshots that are taken anyway, beside the measured path. Never more than `limit` points: a
/// longer trial has them further apart.
package struct ProgressSeries: Sendable, Equatable {
    /// Counts up to an instant; differences of two are what happened in between. They can be some 25 ms old.
    package struct Point: Sendable, Equatable {
        /// CLOCK_REALTIME nanoseconds at the look.
        package var instant: Int64
        package var phase: LoadProgress.Phase
        package var connected: Int
        /// Event packets or poll responses since the start.
        package var messages: UInt64
        package var errors: UInt64
        package var submitted: Int

        package init(
            instant: Int64, phase: LoadProgress.Phase, connected: Int, messages: UInt64, errors: UInt64,
            submitted: Int
        ) {
            self.instant = instant
            self.phase = phase
            self.connected = connected
            self.messages = messages
            self.errors = errors
            self.submitted = submitted
        }
    }

    /// In the order of the looks. A clock that is set back makes an instant fall behind the one before it.
    package private(set) var points: [Point] = []
    private var interval: Int64 = 100_000_000

    /// Points kept; at 100 ms, thirteen minutes.
    static let limit = 8_192

    package init() {}

    /// Keeps the snapshot when it is due, and always where a phase begins.
    ///
    /// - Parameter now: CLOCK_REALTIME nanoseconds.
    package mutating func note(_ progress: LoadProgress, at now: Int64) {
        if let last = points.last, last.phase == progress.phase,
            now.subtractingReportingOverflow(last.instant).partialValue.magnitude < UInt64(interval)
        {
            return
        }
        if points.count >= Self.limit { thin() }
        points.append(
            Point(
                instant: now, phase: progress.phase, connected: progress.connected,
                messages: progress.messages, errors: progress.errors, submitted: progress.submitted))
    }

    /// Every second point goes. What happened before it is in the next one's counts.
    private mutating func thin() {
        var isKept = false
        points.removeAll { _ in
            isKept.toggle()
            return !isKept
        }
        interval *= 2
    }
}
