import Scenarios

/// When a slow reader may read, and how much.
///
/// Pure; instants in nanoseconds. A byte rate is kept by waiting after each read as long as its bytes take.
struct ReadThrottle {
    /// Most bytes taken at a time under a byte rate: what the rate allows in 50 ms, within reason.
    let portion: Int
    private let bytesPerSecond: Double?
    private let pause: SlowReading.Pause?
    /// Where within its period the client is when the run starts, so that not all pause together.
    private let phase: Int64
    private var allowedAt: Int64 = .min

    /// - Parameter share: of the pauses' period, in [0, 1).
    init(_ reading: SlowReading, share: Double) {
        bytesPerSecond = reading.bytesPerSecond.map(Double.init)
        portion = reading.bytesPerSecond.map { min(max($0 / 20, 64), 65_536) } ?? 65_536
        pause = reading.pause
        phase = reading.pause.map { Int64(Double($0.period) * share) } ?? 0
    }

    /// The instant from which reading is allowed: not after `now` when it is already.
    func allowed(from now: Int64) -> Int64 {
        let instant = max(allowedAt, now)
        guard let pause else { return instant }
        // Each period begins with its pause.
        let position = (instant &+ phase) % pause.period
        return position < pause.length ? instant + (pause.length - position) : instant
    }

    /// So many bytes were read.
    mutating func took(_ bytes: Int, at now: Int64) {
        guard let bytesPerSecond else { return }
        allowedAt = max(allowedAt, now) + Int64(Double(bytes) / bytesPerSecond * 1e9)
    }
}
