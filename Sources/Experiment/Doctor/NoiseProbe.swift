import CShims
import Foundation
import Synchronization

/// Watches a CPU by reading the clock on it, over and over.
final class NoiseProbe: Sendable {
    let cpu: Int
    private let length: Int64
    private let isStopped = Atomic<Bool>(false)
    private let result = Mutex<GapLedger?>(nil)

    /// - Parameter length: nanoseconds.
    init(cpu: Int, length: Int64) {
        self.cpu = cpu
        self.length = length
    }

    func start() { Thread.detachNewThread { [self] in watch() } }

    /// Ends the watch soon.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Nil while it is under way.
    var ledger: GapLedger? { result.withLock { $0 } }

    private func watch() {
        shim_thread_name("doctor-noise")
        var number = Int32(cpu)
        _ = shim_affinity_set(0, &number, 1)
        var ledger = GapLedger()
        // The first readings move the thread to its CPU and the code into its caches.
        for _ in 0..<1000 { _ = shim_clock_monotonic() }
        var last = shim_clock_monotonic()
        let end = last + length
        while last < end {
            let now = shim_clock_monotonic()
            ledger.add(now - last)
            last = now
            if ledger.gaps & 0xFFFF == 0, isStopped.load(ordering: .relaxed) { break }
        }
        result.withLock { $0 = ledger }
    }
}
