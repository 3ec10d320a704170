import Glibc

/// How long agents take over their work: log-normal, drawn per task type from the seed.
///
/// A draw depends on nothing but the seed, the task's type and number, the execution and the part. So the
/// same submissions draw the same durations, however their executions interleave: every arm of an
/// experiment replays the same work.
package struct SimulatedWork: Sendable {
    /// Seed of every draw.
    package let seed: UInt64
    /// Median duration, nanoseconds.
    package let medianNanoseconds: Double
    /// Standard deviation of the duration's logarithm. With 0.5, the mean is 1.13 and the 99th percentile
    /// 3.2 times the median.
    package let sigma: Double

    package init(seed: UInt64, medianNanoseconds: Double = 40_000_000, sigma: Double = 0.5) {
        self.seed = seed
        self.medianNanoseconds = medianNanoseconds
        self.sigma = sigma
    }

    /// The duration of one agent's part in one execution of a task, in whole microseconds so that it
    /// compares exactly with timestamps; nanoseconds, at least 1,000.
    ///
    /// - Parameters:
    ///   - task: the task's number in its swarm.
    ///   - execution: counted from 1.
    ///   - part: the agent's place among those that work together, from 0.
    package func durationNanoseconds(taskType: String, task: UInt64, execution: Int, part: Int) -> Int64 {
        var state: UInt64 = SplitMix64.mix(seed ^ SimulatedWork.hash(taskType))
        state = SplitMix64.mix(state &+ task)
        state = SplitMix64.mix(state &+ UInt64(truncatingIfNeeded: execution) << 32)
        state = SplitMix64.mix(state &+ UInt64(truncatingIfNeeded: part))
        var generator = SplitMix64(seed: state)
        let drawn = medianNanoseconds * exp(sigma * generator.nextNormal())
        return max(1, Int64((drawn / 1_000).rounded())) * 1_000
    }

    /// FNV-1a over the type's UTF-8: Swift's own hashing differs from process to process.
    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
