import CShims
import Metering

extension Worker {
    /// How long clients may take to say goodbye: after a whole run, and when it is stopped early.
    private static let closeLimit: Int64 = 2_000_000_000
    private static let hastyCloseLimit: Int64 = 300_000_000

    var isClosing: Bool {
        switch stage {
        case .closing, .done: true
        default: false
        }
    }

    /// Moves on to the phase that `now` belongs to.
    func advance(_ now: Int64) {
        if board.stop != 0, !isClosing {
            if stage == .steady { endSteady() }
            return startClosing(now, limit: Self.hastyCloseLimit)
        }
        switch stage {
        case .connecting: advanceConnecting(now)
        case .waiting:
            guard board.loadStart != 0 else { break }
            startLoad()
        case .warmUp:
            guard now >= board.steadyStart else { break }
            enter(.steady, .steady)
            fleet.markSteadyStart()
            cpuAtStart = shim_clock_thread_cpu()
            waitAtStart = RunTime.ofThread()?.waiting ?? 0
        case .steady:
            guard now >= board.steadyEnd else { break }
            endSteady()
            enter(.drain, .drain)
        case .drain:
            guard board.isDrainFinished || now >= board.steadyEnd + board.plan.drainLimit else { break }
            startClosing(now, limit: Self.closeLimit)
        case .closing(let until):
            guard (fleet.isClosed && submitter?.hasOutstanding != true) || now >= until else { break }
            stage = .done
        case .done: break
        }
    }

    /// When this worker's `position`th client connects: the run's ramp, in the order of the numbers.
    func rampDue(_ position: Int) -> Int64 {
        board.connectStart + Int64(Double(numbers[position]) / board.plan.connectRate * 1e9)
    }

    func connectDue(_ now: Int64) {
        while connecting < numbers.count, fleet.failure == nil, rampDue(connecting) <= now {
            fleet.connect(connecting, now: now)
            connecting += 1
        }
    }

    /// The steady state is over, as planned or because the run stops.
    func endSteady() {
        recorder.generator.cpuNanoseconds = shim_clock_thread_cpu() - cpuAtStart
        recorder.generator.busiestLoopNanoseconds = recorder.generator.cpuNanoseconds
        recorder.generator.runQueueWait = (RunTime.ofThread()?.waiting ?? waitAtStart) - waitAtStart
        fleet.markSteadyEnd()
    }

    private func advanceConnecting(_ now: Int64) {
        if fleet.connected == numbers.count, submitter?.isReady != false {
            board.arrive()
            enter(.waiting, .connecting)
            if board.loadStart != 0 { startLoad() }
        } else if now >= board.connectStart + board.plan.connectTimeout {
            let seconds = Double(board.plan.connectTimeout) / 1e9
            board.fail(
                "\(fleet.connected) of \(numbers.count) clients connected within \(seconds) s; the server "
                    + "is too slow, or the connect rate or the client count too high for it")
        }
    }

    private func startLoad() {
        let t0 = board.timebase.realtime(board.steadyStart)
        recorder.window = t0..<(t0 + board.plan.steady)
        fleet.start(at: board.loadStart)
        submitter?.start(at: board.loadStart)
        enter(.warmUp, .warmUp)
    }

    private func startClosing(_ now: Int64, limit: Int64) {
        board.endDrain(at: now)
        fleet.close(now: now)
        submitter?.close()
        enter(.closing(until: now + limit), .closing)
    }

    private func enter(_ next: Stage, _ phase: LoadProgress.Phase) {
        stage = next
        let number = LoadProgress.Phase.allCases.firstIndex(of: phase) ?? 0
        own.phase.store(number, ordering: .releasing)
    }
}
