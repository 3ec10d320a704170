import CShims
import Synchronization

/// What one worker shows of itself while it runs; written by its thread, read by any.
final class WorkerBoard: Sendable {
    /// Signalled, it makes the worker look at the run's board.
    let wakeup: Int32
    let phase = Atomic<Int>(0)
    let connected = Atomic<Int>(0)
    let messages = Atomic<UInt64>(0)
    let errors = Atomic<Int>(0)
    let disconnects = Atomic<Int>(0)
    let submitted = Atomic<Int>(0)
    let fewestEligibleReceipts = Atomic<Int>(0)
    let lowestSeq = Atomic<UInt64>(0)
    /// Latencies for those who watch; nil while nobody does.
    let live: LiveTally?

    init(isWatched: Bool = false) throws(LoadError) {
        live = isWatched ? LiveTally() : nil
        wakeup = shim_wakeup_create()
        guard wakeup >= 0 else { throw LoadError.system("creating an event descriptor", code: wakeup) }
    }

    deinit { _ = shim_close(wakeup) }

    func wake() { _ = shim_wakeup_signal(wakeup) }
}
