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
        tasksPerSecond: Double, arrivals: Arrivals, warmUp: Int64, steady: Int64, seed: UInt64, block: Int,
        load: Int
    ) -> [LoadPlan.Submission] {
        guard tasksPerSecond > 0 else { return [] }
        var generator = Xoshiro256(seed: TrialSeed.make(seed, block, load))
        let offsets: [Int64]
        switch arrivals {
        case .poisson:
            offsets = poisson(tasksPerSecond, within: warmUp + steady, using: &generator)
        case .uniform:
            offsets = uniform(tasksPerSecond, within: warmUp + steady, using: &generator)
        case .stratified:
            let early = stratified(tasksPerSecond, within: warmUp, using: &generator)
            let late = stratified(tasksPerSecond, within: steady, using: &generator)
            offsets = early + late.map { $0 + warmUp }
        }
        return offsets.enumerated().map { index, offset in
            let type = taskTypes[Int.random(in: 0..<taskTypes.count, using: &generator)]
            let body = #"{"task_type":"\#(type)","description":"task \#(index)","priority":5}"#
            return LoadPlan.Submission(offset: offset, body: Array(body.utf8))
        }
    }

    /// Exponential gaps by inversion: -mean ln(1 - U) with U in [0, 1).
    private static func poisson(
        _ rate: Double, within duration: Int64, using generator: inout Xoshiro256
    ) -> [Int64] {
        var offsets: [Int64] = []
        var at: Double = 0
        while true {
            at -= 1e9 / rate * log1p(-Double.random(in: 0..<1, using: &generator))
            guard at < Double(duration) else { return offsets }
            offsets.append(Int64(at))
        }
    }

    /// Equal gaps from a random phase, so that they do not lock on to the poll interval's.
    private static func uniform(
        _ rate: Double, within duration: Int64, using generator: inout Xoshiro256
    ) -> [Int64] {
        let gap: Double = 1e9 / rate
        let phase: Double = Double.random(in: 0..<1, using: &generator) * gap
        return stride(from: phase, to: Double(duration), by: gap).map { Int64($0) }
    }

    /// A Poisson process given its count: independent uniform instants, as many as are expected,
    /// rounded up or down at random so that the mean rate is exact.
    private static func stratified(
        _ rate: Double, within duration: Int64, using generator: inout Xoshiro256
    ) -> [Int64] {
        guard duration > 0 else { return [] }
        let expected: Double = rate * Double(duration) / 1e9
        var count = Int(expected)
        if Double.random(in: 0..<1, using: &generator) < expected - Double(count) { count += 1 }
        return (0..<count).map { _ in Int64.random(in: 0..<duration, using: &generator) }.sorted()
    }
}
