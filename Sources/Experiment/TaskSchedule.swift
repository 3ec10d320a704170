import Glibc
import LoadEngine
import Scenarios
import Statistics

/// The tasks of one trial and when each is submitted, fixed before the trial starts.
///
/// Slow responses never move a later intended time, so queueing caused by the server stays visible
/// in submit-to-seen. The schedule depends on the run's seed, the block and the load alone: every
/// arm of a block replays the same arrivals with the same tasks.
package enum TaskSchedule {
    /// Task types of the default team, whatever agent takes them.
    static let taskTypes = [
        "web_research", "document_analysis", "code_generation", "code_review", "performance_monitoring",
        "error_detection", "result_validation", "quality_assessment",
    ]

    /// - Parameters:
    ///   - duration: nanoseconds from the load's start within which tasks arrive.
    package static func make(
        tasksPerSecond: Double, arrivals: Arrivals, duration: Int64, seed: UInt64, block: Int, load: Int
    ) -> [LoadPlan.Submission] {
        var generator = SplitMix64(
            seed: seed &+ UInt64(block) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(load) &* 0xD1B5_4A32_D192_ED03)
        var offsets: [Int64] = []
        guard tasksPerSecond > 0 else { return [] }
        let gap: Double = 1e9 / tasksPerSecond
        switch arrivals {
        case .poisson:
            var at: Double = exponential(mean: gap, using: &generator)
            while at < Double(duration) {
                offsets.append(Int64(at))
                at += exponential(mean: gap, using: &generator)
            }
        case .uniform:
            // A random phase keeps regular arrivals from locking on to the poll interval's phase.
            var at: Double = Double.random(in: 0..<1, using: &generator) * gap
            while at < Double(duration) {
                offsets.append(Int64(at))
                at += gap
            }
        }
        return offsets.enumerated().map { index, offset in
            let type = taskTypes[Int.random(in: 0..<taskTypes.count, using: &generator)]
            let body = #"{"task_type":"\#(type)","description":"task \#(index)","priority":5}"#
            return LoadPlan.Submission(offset: offset, body: Array(body.utf8))
        }
    }

    /// Inversion: -mean ln(1 - U) with U in [0, 1).
    private static func exponential(mean: Double, using generator: inout SplitMix64) -> Double {
        -mean * log1p(-Double.random(in: 0..<1, using: &generator))
    }
}
