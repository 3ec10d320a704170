import FaultProxy
import Metering
import Scenarios
import Synchronization
import TestSupport
import Testing

@testable import Experiment

@Suite("Faults at their times")
struct FaultInjectorTests {
    private static let millisecond: Int64 = 1_000_000

    /// Remembers what it was asked to do, and when.
    private final class Ledger: FaultTarget {
        let calls = Mutex<[(action: FaultAction, instant: Int64)]>([])
        /// Of what `calls` held when it was asked to prepare.
        let prepared = Mutex<[(action: FaultAction, after: [FaultAction])]>([])
        let failing: FaultAction?
        /// How long a kill takes until it is done, nanoseconds.
        let reading: Int64

        init(failing: FaultAction? = nil, reading: Int64 = 0) {
            self.failing = failing
            self.reading = reading
        }

        struct Refused: Error {}

        func perform(_ action: FaultAction) async throws -> ProxyAction {
            if action == .kill, reading > 0 {
                let end: Int64 = WallClock.realtime() + reading
                while WallClock.realtime() < end { try? await Task.sleep(for: .milliseconds(1)) }
            }
            let now = WallClock.realtime()
            calls.withLock { $0.append((action, now)) }
            if action == failing { throw Refused() }
            return ProxyAction(instant: now, connections: 3)
        }

        func prepare(_ action: FaultAction, steadyStart: Int64) async {
            let before: [FaultAction] = actions
            prepared.withLock { $0.append((action, before)) }
        }

        var actions: [FaultAction] { calls.withLock { $0.map(\.action) } }
        var instants: [Int64] { calls.withLock { $0.map(\.instant) } }
    }

    private func schedule(_ faults: [(Int64, Fault.Kind)]) -> FaultSchedule {
        var random = SystemRandomNumberGenerator()
        return FaultSchedule(
            faults.map { Fault(name: $1.name, timing: .at([$0 * Self.millisecond]), kind: $1) },
            steady: 3600 * 1000 * Self.millisecond, using: &random)
    }

    @Test("everything is done in order, none of it early; what lasts is ended")
    func order() async {
        let ledger = Ledger()
        let length = 20 * Self.millisecond
        let injector = FaultInjector(
            schedule: schedule([
                (60, .reset(share: 0.5)), (10, .stop(length: length)), (100, .restart(down: length)),
                (40, .path(.blackhole, share: 1, length: 5 * Self.millisecond)),
            ]), target: ledger)
        let start = WallClock.realtime()
        let injected = await injector.run(from: start)
        let expected: [(Int64, FaultAction)] = [
            (10, .pause), (30, .resume), (40, .conditions(.blackhole)), (45, .conditions(PathConditions())),
            (60, .cut(.reset, share: 0.5)), (100, .kill), (120, .start),
        ]
        #expect(ledger.actions == expected.map(\.1))
        for (instant, planned) in zip(ledger.instants, expected) {
            #expect(instant - start >= planned.0 * Self.millisecond)
        }
        #expect(injected.map(\.kind) == ["stop", "blackhole", "reset", "restart"])
        #expect(injected.allSatisfy { $0.connections == 3 && $0.failure == nil })
        #expect(injected[0].end == ledger.instants[1] && injected[2].end == injected[2].begin)
    }

    @Test("what begins late lasts as long as it was meant to, what follows keeps its order, and both say so")
    func late() async {
        let ledger = Ledger(reading: 80 * Self.millisecond)
        let length = 60 * Self.millisecond
        let injector = FaultInjector(
            schedule: schedule([(10, .restart(down: length)), (75, .stop(length: Self.millisecond))]),
            target: ledger)
        let start = WallClock.realtime()
        let injected = await injector.run(from: start)
        #expect(ledger.actions == [.kill, .start, .pause, .resume])
        let instants: [Int64] = ledger.instants
        // Killed 80 ms after the planned 10: the start that was planned at 70 comes 60 ms after that.
        #expect(instants[0] - start >= 90 * Self.millisecond && instants[1] - instants[0] >= length)
        #expect(injected[0].end == instants[1])
        #expect(injected[0].lateness == instants[0] - start - 10 * Self.millisecond)
        #expect(injected[1].lateness >= 75 * Self.millisecond)
    }

    @Test("a kill is prepared once what comes before it is done, and nothing else is")
    func prepared() async {
        let ledger = Ledger()
        let length = Self.millisecond
        let injector = FaultInjector(
            schedule: schedule([(10, .stop(length: length)), (40, .restart(down: length))]), target: ledger)
        _ = await injector.run(from: WallClock.realtime())
        let prepared = ledger.prepared.withLock { $0 }
        #expect(prepared.map(\.action) == [.kill] && prepared.first?.after == [.pause, .resume])
    }

    @Test("when the trial ends, what lasts is undone at once and nothing more begins")
    func cancelled() async throws {
        let ledger = Ledger()
        let injector = FaultInjector(
            schedule: schedule([
                (0, .stop(length: 3_000_000 * Self.millisecond)), (3_100_000, .reset(share: 1)),
            ]), target: ledger)
        let task = Task { await injector.run(from: WallClock.realtime()) }
        try await eventually { ledger.actions == [.pause] }
        task.cancel()
        let injected = await task.value
        #expect(ledger.actions == [.pause, .resume])
        #expect(injected.map(\.kind) == ["stop"])
    }

    @Test("what could not be done is told, and does not keep the rest from being done")
    func failure() async throws {
        let ledger = Ledger(failing: .pause)
        let injector = FaultInjector(
            schedule: schedule([(0, .stop(length: Self.millisecond)), (5, .reset(share: 1))]), target: ledger)
        let injected = await injector.run(from: WallClock.realtime())
        #expect(ledger.actions == [.pause, .resume, .cut(.reset, share: 1)])
        #expect(injected.map { $0.failure != nil } == [true, false])
    }

    @Test("each kind of path fault becomes its conditions, in its directions")
    func conditions() {
        func line(_ fault: PathFault) -> PathConditions {
            FaultSteps.conditions(.path(fault, share: 0.25, length: 1))
        }
        var delayed = LineConditions()
        delayed.delay = 5
        delayed.jitter = 7
        #expect(
            line(.delay(5, jitter: 7, .up))
                == PathConditions(up: delayed, down: LineConditions(), share: 0.25))
        #expect(line(.delay(5, jitter: 7, .both)) == PathConditions(up: delayed, down: delayed, share: 0.25))
        var narrow = LineConditions()
        narrow.bytesPerSecond = 100
        narrow.burst = 20
        #expect(
            line(.bandwidth(bytesPerSecond: 100, burst: 20, .down))
                == PathConditions(up: LineConditions(), down: narrow, share: 0.25))
        narrow.burst = 0
        narrow.holdsBack = true
        #expect(
            line(.slowReader(bytesPerSecond: 100))
                == PathConditions(up: LineConditions(), down: narrow, share: 0.25))
        #expect(line(.blackhole).up.isStopped && line(.blackhole).share == 0.25)
        #expect(FaultSteps.conditions(nil) == PathConditions())
    }

    @Test("of path faults that overlap by chance the later one counts, and then the earlier one again")
    func overlap() {
        let slow = Fault.Kind.path(.slowReader(bytesPerSecond: 9), share: 1, length: 30 * Self.millisecond)
        let hole = Fault.Kind.path(.blackhole, share: 1, length: 10 * Self.millisecond)
        let steps = FaultSteps(schedule([(10, slow), (20, hole)])).steps
        #expect(
            steps.map(\.action) == [
                .conditions(FaultSteps.conditions(slow)), .conditions(.blackhole),
                .conditions(FaultSteps.conditions(slow)), .conditions(PathConditions()),
            ])
        #expect(steps.map(\.offset) == [10, 20, 30, 40].map { $0 * Self.millisecond })
    }
}
