import AllocationCounter
import Glibc
import LoadEngine

/// Follows a run from outside without allocating anything while the window is measured.
final class WindowWatch {
    private let run: any GeneratorRun
    private(set) var allocationsPerMessage: Double?

    init(_ run: any GeneratorRun) { self.run = run }

    /// Returns when every client has joined, or the run has ended.
    func waitUntilJoined() {
        while run.progress.timeline.loadStart == 0, run.progress.phase != .finished { usleep(5000) }
    }

    /// Returns when the window has ended. Counts allocations of the other threads within it, a little
    /// after its beginning to a little before its end, over the messages of that time.
    func waitUntilOver() {
        wait(for: .steady)
        let first = run.progress
        let margin = (first.timeline.steadyEnd - first.timeline.steadyStart) / 20
        let start = (allocations, first.messages)
        while run.progress.phase == .steady,
            Self.now() < first.timeline.steadyEnd - margin
        {
            usleep(20_000)
        }
        let end = (allocations, run.progress.messages)
        if allocation_counting() != 0, end.1 > start.1 {
            allocationsPerMessage = Double(end.0 - start.0) / Double(end.1 - start.1)
        }
    }

    /// Of all threads but this one, which looks at the run's progress.
    private var allocations: UInt64 { allocation_count() - allocation_count_of_thread() }

    private func wait(for phase: LoadProgress.Phase) {
        while run.progress.phase != phase, run.progress.phase != .finished { usleep(5000) }
    }

    private static func now() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
