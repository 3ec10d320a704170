import FaultProxy
import LoadEngine
import Metering
import Scenarios
import Statistics
import Synchronization

/// The faults of one trial while it runs: the proxy on the clients' way, and the injector.
final class TrialFaults: Sendable {
    private struct State {
        var injector: Task<[InjectedFault], Never>?
        var isOver = false
    }

    private let schedule: FaultSchedule
    private let server: MeasuredServer
    private let proxy: TCPProxy?
    private let target: FaultedServer
    private let state = Mutex(State())

    /// Nil where nothing is to go wrong: without faults, and in the trial that only warms the machine.
    ///
    /// - Parameter seed: gives the instants of faults that come at a rate, and whose connections they meet.
    init?(_ scenario: Scenario, _ planned: PlannedTrial, server: MeasuredServer) throws {
        guard !scenario.faults.isEmpty, !planned.discarded else { return nil }
        let seed: UInt64 = TrialSeed.make(scenario.seed, planned.block, planned.load)
        var random = Xoshiro256(seed: seed)
        schedule = FaultSchedule(scenario.faults, steady: scenario.phases.steady, using: &random)
        self.server = server
        if Self.needsProxy(scenario.faults) {
            // A client's own descriptor, and two of the proxy.
            try DescriptorLimit.ensure(clients: scenario.clients, connections: 3)
            var limits = ProxyLimits()
            limits.connections = 2 * scenario.clients + 2_048
            do {
                proxy = try TCPProxy(
                    upstream: (server.endpoint.address, server.endpoint.port), seed: seed, limits: limits)
            } catch {
                throw ServerFailure.unusable("the proxy in front of the server: \(error)")
            }
        } else {
            proxy = nil
        }
        target = FaultedServer(server, proxy: proxy, steady: scenario.phases.steady)
    }

    /// All but stopping the server is done on the clients' way: even one that is started anew has another port.
    static func needsProxy(_ faults: [Fault]) -> Bool {
        faults.contains { fault in
            if case .stop = fault.kind { false } else { true }
        }
    }

    /// Where clients connect to.
    var endpoint: Endpoint {
        guard let proxy else { return server.endpoint }
        var endpoint: Endpoint = server.endpoint
        // A name stays: certificates are checked for it.
        if endpoint.host == endpoint.address { endpoint.host = proxy.host }
        endpoint.address = proxy.host
        endpoint.port = proxy.port
        return endpoint
    }

    /// What reads CPU time and memory where the process may be another.
    var sampler: (any ResourceSampler)? {
        guard server.sampler is ProcessSampler, let lives = server.lives, server.target?.cpu == nil else {
            return server.sampler
        }
        return lives
    }

    /// The process that runs, where faults may change it.
    var process: Int32? { (sampler as? ServerLives)?.current.processIdentifier }

    /// Reads the log of the server that runs.
    var reader: ServerLogReader { target.reader }

    /// Starts to inject once the steady state is scheduled; again, does nothing.
    func begin(_ timeline: Timeline) {
        guard timeline.steadyStart > 0 else { return }
        state.withLock { state in
            guard state.injector == nil else { return }
            let injector = FaultInjector(schedule: schedule, target: target)
            state.injector = Task {
                let injected: [InjectedFault] = await injector.run(from: timeline.steadyStart)
                self.state.withLock { $0.isOver = true }
                return injected
            }
        }
    }

    /// Whether everything has been done.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Undoes what still lasts.
    func end() async -> FaultRecord {
        let injector = state.withLock { $0.injector }
        injector?.cancel()
        var record = FaultRecord(injected: await injector?.value ?? [])
        record.proxyFailure = proxy?.failure
        record.planned = schedule.entries.count
        return record
    }

    /// Puts the accounts of all the processes that served the trial together.
    ///
    /// - Parameter last: the log of the one that runs, or the reason why there is none.
    /// - Returns: how many receipts no log holds, and why a log is missing.
    func join(_ last: inout ServerLog, _ record: inout LoadRecord) -> (unlogged: Int, failure: String?) {
        let ended: [ServerLife] = target.endedLives
        guard !ended.isEmpty else { return (0, nil) }
        var lives = JoinedLives(
            ended + [ServerLife(log: last, start: target.lastStart)], seen: record)
        last = lives.log
        lives.number(&record)
        return (lives.unlogged, ended.compactMap(\.failure).first)
    }

    /// Closes the clients' way.
    func close() async { await proxy?.stop() }
}

/// What went wrong on purpose in a trial.
package struct FaultRecord: Sendable, Equatable {
    /// In the order of their beginnings.
    package var injected: [InjectedFault]
    /// How many the schedule has.
    package var planned = 0
    /// Why the proxy ended by itself, if it did.
    package var proxyFailure: String?
    /// Receipts of updates that were stamped after the log of a server was read for the last time before it
    /// was killed: nobody can say what others missed of them.
    package var unloggedReceipts = 0

    package init(injected: [InjectedFault]) { self.injected = injected }

    /// In which the server stood still, and some time to catch up.
    var standstills: [Range<Int64>] {
        injected.filter { $0.kind == "stop" }.map { fault in
            fault.begin..<max(fault.begin, fault.end ?? .max - 1_000_000_000) + 1_000_000_000
        }
    }
}
