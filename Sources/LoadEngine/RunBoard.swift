import CShims
import Synchronization

/// What a run's workers agree on. Instants are CLOCK_MONOTONIC nanoseconds, 0 until they are known.
final class RunBoard: Sendable {
    let plan: LoadPlan
    let timebase: Timebase
    let workers: [WorkerBoard]
    let connectStart: Int64
    private let arrived = Atomic<Int>(0)
    private let loadStartInstant = Atomic<Int64>(0)
    private let stopInstant = Atomic<Int64>(0)
    private let drainEndInstant = Atomic<Int64>(0)
    private let drainIsFinished = Atomic<Bool>(false)
    private let failureText = Mutex<String?>(nil)

    /// - Parameter timebase: the same in all of a run's processes, so that their windows are.
    init(plan: LoadPlan, timebase: Timebase = .now()) throws(LoadError) {
        self.plan = plan
        self.timebase = timebase
        connectStart = shim_clock_monotonic()
        var workers: [WorkerBoard] = []
        for _ in 0..<plan.workers { workers.append(try WorkerBoard(isWatched: plan.watch != nil)) }
        self.workers = workers
    }

    var loadStart: Int64 { loadStartInstant.load(ordering: .acquiring) }
    var steadyStart: Int64 { loadStart + plan.warmUp }
    var steadyEnd: Int64 { steadyStart + plan.steady }
    var drainEnd: Int64 { drainEndInstant.load(ordering: .acquiring) }
    /// When the run was told to stop early, or failed.
    var stop: Int64 { stopInstant.load(ordering: .acquiring) }
    var isDrainFinished: Bool { drainIsFinished.load(ordering: .acquiring) }
    var failure: String? { failureText.withLock { $0 } }

    /// A worker's clients are all connected. The last one starts the load for everybody, far enough
    /// ahead that every worker hears of it before; where there are several processes, they agree on it
    /// (`begin`).
    func arrive() {
        let count = arrived.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
        guard count == workers.count, plan.share.count == 1 else { return }
        begin(at: shim_clock_monotonic() + 5_000_000)
    }

    /// Every worker of this process has its clients connected.
    var hasArrived: Bool { arrived.load(ordering: .acquiring) == workers.count }

    /// The load starts at this instant.
    func begin(at instant: Int64) {
        loadStartInstant.store(instant, ordering: .releasing)
        wakeAll()
    }

    func finishDrain() {
        drainIsFinished.store(true, ordering: .releasing)
        wakeAll()
    }

    /// Ends the run early; the first call counts.
    func requestStop() {
        _ = stopInstant.compareExchange(
            expected: 0, desired: shim_clock_monotonic(), ordering: .acquiringAndReleasing)
        wakeAll()
    }

    /// Ends the run early because it cannot go on; the first reason counts.
    func fail(_ reason: String) {
        failureText.withLock { text in text = text ?? reason }
        requestStop()
    }

    /// A worker starts closing.
    func endDrain(at instant: Int64) {
        _ = drainEndInstant.compareExchange(
            expected: 0, desired: instant, ordering: .acquiringAndReleasing)
    }

    private func wakeAll() {
        for worker in workers { worker.wake() }
    }
}
