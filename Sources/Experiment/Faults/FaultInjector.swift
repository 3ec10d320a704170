import FaultProxy
import Metering
import Scenarios

/// What faults are done to: a trial's server and the path to it.
protocol FaultTarget: Sendable {
    /// Does it now. When, and how many connections it concerned.
    func perform(_ action: FaultAction) async throws -> ProxyAction
    /// Does in advance what makes it quick when its time comes; not at all when the task is cancelled.
    ///
    /// - Parameter steadyStart: CLOCK_REALTIME nanoseconds.
    func prepare(_ action: FaultAction, steadyStart: Int64) async
}

/// A fault as it really happened. Instants are CLOCK_REALTIME nanoseconds.
package struct InjectedFault: Sendable, Equatable {
    /// The place of the fault in the schedule.
    package var entry: Int
    package var name: String
    package var kind: String
    package var begin: Int64
    /// The same as `begin` for what happens at an instant; nil when the trial was over before it ended.
    package var end: Int64?
    /// How long after its planned time it began, nanoseconds. It lasts as long as planned all the same.
    package var lateness: Int64 = 0
    /// Connections that it concerned when it began; 0 for what is done to the server.
    package var connections: Int
    /// Why it, or its end, could not be done; nil when it was.
    package var failure: String?
}

/// Carries out a trial's faults at their times.
struct FaultInjector: Sendable {
    let schedule: FaultSchedule
    let target: any FaultTarget

    /// How long before their time actions are prepared at the earliest, nanoseconds: as long as a page of the
    /// server's log may take.
    private static let lead: Int64 = ServerLogReader.timeout

    /// Does everything, and returns what happened. When the task is cancelled it undoes at once what still lasts
    /// (a server that stands still, a path that is bad), and returns.
    ///
    /// - Parameter steadyStart: CLOCK_REALTIME nanoseconds.
    func run(from steadyStart: Int64) async -> [InjectedFault] {
        var injected: [InjectedFault] = []
        for step in FaultSteps(schedule).steps {
            if step.action.takesPreparing,
                await Self.wait(until: steadyStart + step.offset - Self.lead)
            {
                await target.prepare(step.action, steadyStart: steadyStart)
            }
            let isDue = await Self.wait(until: steadyStart + offset(of: step, injected, steadyStart))
            // Beginnings that are still to come are left out; what lasts is ended in any case.
            guard isDue || step.isEnd && injected.contains(where: { $0.entry == step.entry }) else {
                continue
            }
            await perform(step, &injected, steadyStart: steadyStart)
        }
        return injected
    }

    /// When it is to be done: what began late ends as much later.
    private func offset(
        of step: FaultSteps.Step, _ injected: [InjectedFault], _ steadyStart: Int64
    ) -> Int64 {
        guard step.isEnd, let own = injected.first(where: { $0.entry == step.entry }) else {
            return step.offset
        }
        return max(step.offset, own.begin - steadyStart + schedule.entries[step.entry].fault.kind.length)
    }

    private func perform(
        _ step: FaultSteps.Step, _ injected: inout [InjectedFault], steadyStart: Int64
    ) async {
        let result: Result<ProxyAction, any Error>
        do {
            result = .success(try await target.perform(step.action))
        } catch {
            result = .failure(error)
        }
        let done: ProxyAction
        var failure: String?
        switch result {
        case .success(let action): done = action
        case .failure(let error):
            done = ProxyAction(instant: WallClock.realtime(), connections: 0)
            failure = "\(error)"
        }
        if let place = injected.firstIndex(where: { $0.entry == step.entry }) {
            injected[place].end = done.instant
            injected[place].failure = injected[place].failure ?? failure
        } else {
            let fault = schedule.entries[step.entry].fault
            var begun = InjectedFault(
                entry: step.entry, name: fault.name, kind: fault.kind.name, begin: done.instant,
                end: step.isEnd ? done.instant : nil, connections: done.connections, failure: failure)
            begun.lateness = max(0, done.instant - steadyStart - step.offset)
            injected.append(begun)
        }
    }

    /// False when the task was cancelled before.
    private static func wait(until instant: Int64) async -> Bool {
        while !Task.isCancelled {
            let left = instant - WallClock.realtime()
            guard left > 0 else { return true }
            try? await Task.sleep(for: .nanoseconds(left), tolerance: .zero)
        }
        return false
    }
}
