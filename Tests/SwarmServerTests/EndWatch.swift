import Foundation
import Synchronization

/// Measures how long a process goes on, on a thread of its own: those of other tests may be busy meanwhile.
final class EndWatch: Sendable {
    private let measured = Mutex<Duration?>(nil)

    /// Starts to measure.
    init(processID: Int32) {
        let start = ContinuousClock.now
        Thread.detachNewThread { [self] in
            while EndWatch.isRunning(processID) { usleep(2_000) }
            measured.withLock { $0 = ContinuousClock.now - start }
        }
    }

    /// The time from the start to the process's end; nil while it runs.
    var time: Duration? { measured.withLock { $0 } }

    /// A process that nobody has waited for yet has ended, too: its state is Z then.
    private static func isRunning(_ processID: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
            let name = stat.lastIndex(of: ")")
        else { return false }
        return stat[stat.index(after: name)...].split(separator: " ").first != "Z"
    }
}
