import Glibc
import LoadEngine
import Scenarios
import Statistics

/// The tasks of one trial and when each is submitted, fixed before the trial starts.
///
/// Slow responses never move a later intended time, so queueing caused by the server stays visible
/// in submit-to-seen. The schedule depends on the run's seed, the block and the load alone: every
/// arm of a block replays the same arrivals with the same tasks, and another block draws anew.
package enum TaskSchedule {
    /// Task types of the default team, whatever agent takes them.
    static let taskTypes = [
        "web_research", "document_analysis", "code_generation", "code_review", "performance_monitoring",
        "error_detection", "result_validation", "quality_assessment",
    ]

    /// - Parameters:
    ///   - warmUp, steady: nanoseconds of the phases within which tasks arrive, one after the other.
    ///   - block, load: indices of the trial's block and load point.
    package static func make(
        shape: LoadShape, arrivals: Arrivals, warmUp: Int64, steady: Int64, seed: UInt64, block: Int,
        load: Int
    ) -> [LoadPlan.Submission] {
        let profile = RateProfile(shape, warmUp: warmUp, steady: steady)
        guard profile.expected > 0 else { return [] }
        var generator = Xoshiro256(seed: TrialSeed.make(seed, block, load))
        let middle: Double = profile.expected(until: warmUp)
        let counts: [Double]
        switch arrivals {
        case .poisson: counts = poisson(until: profile.expected, using: &generator)
        case .uniform: counts = uniform(until: profile.expected, using: &generator)
        case .stratified:
            counts =
                stratified(from: 0, to: middle, using: &generator)
                + stratified(from: middle, to: profile.expected, using: &generator)
        }
        let last: Int64 = warmUp + steady - 1
        return counts.enumerated().map { index, count in
            LoadPlan.Submission(
                offset: min(profile.time(reaching: count), last), body: body(index, using: &generator))
        }
    }

    /// Bodies for the users of a closed model, who take them in turn.
    package static func bodies(_ count: Int, seed: UInt64, block: Int, load: Int) -> [[UInt8]] {
        var generator = Xoshiro256(seed: TrialSeed.make(seed, block, load))
        return (0..<count).map { body($0, using: &generator) }
    }

    private static func body(_ index: Int, using generator: inout Xoshiro256) -> [UInt8] {
        let type = taskTypes[Int.random(in: 0..<taskTypes.count, using: &generator)]
        return Array(#"{"task_type":"\#(type)","description":"task \#(index)","priority":5}"#.utf8)
    }

    // What follows places arrivals on the axis of expected tasks, on which the rate is 1 throughout; the
    // profile turns it into time.

    /// Exponential gaps of mean 1 by inversion: -ln(1 - U) with U in [0, 1).
    private static func poisson(until expected: Double, using generator: inout Xoshiro256) -> [Double] {
        var counts: [Double] = []
        var at: Double = 0
        while true {
            at -= log1p(-Double.random(in: 0..<1, using: &generator))
            guard at < expected else { return counts }
            counts.append(at)
        }
    }

    /// Gaps of 1 from a random phase, so that they do not lock on to the poll interval's.
    private static func uniform(until expected: Double, using generator: inout Xoshiro256) -> [Double] {
        let phase: Double = Double.random(in: 0..<1, using: &generator)
        return Array(stride(from: phase, to: expected, by: 1))
    }

    /// A Poisson process given its count: independent uniform instants, as many as are expected,
    /// rounded up or down at random so that the mean rate is exact.
    private static func stratified(
        from start: Double, to end: Double, using generator: inout Xoshiro256
    ) -> [Double] {
        let expected: Double = end - start
        guard expected > 0 else { return [] }
        var count = Int(expected)
        if Double.random(in: 0..<1, using: &generator) < expected - Double(count) { count += 1 }
        return (0..<count).map { _ in Double.random(in: start..<end, using: &generator) }.sorted()
    }
}
