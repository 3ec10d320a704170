import FaultProxy
import Metering
import Scenarios

/// What faults are done to: a trial's server and the path to it.
protocol FaultTarget: Sendable {
    /// Does it now. When, and how many connections it concerned.
    func perform(_ action: FaultAction) async throws -> ProxyAction
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
    /// Connections that it concerned when it began; 0 for what is done to the server.
    package var connections: Int
    /// Why it, or its end, could not be done; nil when it was.
    package var failure: String?
}

/// Carries out a trial's faults at their times.
struct FaultInjector: Sendable {
    let schedule: FaultSchedule
    let target: any FaultTarget

    /// Does everything, and returns what happened. When the task is cancelled it undoes at once what still lasts
    /// (a server that stands still, a path that is bad), and returns.
    ///
    /// - Parameter steadyStart: CLOCK_REALTIME nanoseconds.
    func run(from steadyStart: Int64) async -> [InjectedFault] {
        var injected: [InjectedFault] = []
        for step in FaultSteps(schedule).steps {
            let isDue = await Self.wait(until: steadyStart + step.offset)
            // Beginnings that are still to come are left out; what lasts is ended in any case.
            guard isDue || step.isEnd && injected.contains(where: { $0.entry == step.entry }) else {
                continue
            }
            await perform(step, &injected)
        }
        return injected
    }

    private func perform(_ step: FaultSteps.Step, _ injected: inout [InjectedFault]) async {
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
            injected.append(
                InjectedFault(
                    entry: step.entry, name: fault.name, kind: fault.kind.name, begin: done.instant,
                    end: step.isEnd ? done.instant : nil, connections: done.connections, failure: failure))
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
