import Synchronization

/// Where a loop leaves the latencies it picked for those who watch.
///
/// One thread counts, any thread looks. Neither ever waits for the other: a loop that had to could be held up by
/// a thread of lower priority, and the display would be in what it displays.
final class LiveTally: Sendable {
    private let counts = InlineArray<434, Atomic<UInt32>> { _ in Atomic(0) }

    /// By the counting thread alone.
    func count(bucket: Int, weight: UInt32) {
        let sum = counts[bucket].load(ordering: .relaxed) &+ weight
        counts[bucket].store(sum, ordering: .relaxed)
    }

    var latencies: LiveLatencies {
        LiveLatencies(counts: (0..<LiveLatencies.buckets).map { counts[$0].load(ordering: .relaxed) })
    }
}
