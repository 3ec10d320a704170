import LoadEngine
import Metering
import Results
import Scenarios

/// Runs one trial: a fresh server, the generator against it, the server sampled meanwhile, and its
/// log afterwards.
struct TrialRunner: Sendable {
    let scenario: Scenario
    let serverCommand: [String]
    let placement: CPUPlacement
    let endpoints: TargetEndpoints
    let network: VethNetwork?
    let processes: GeneratorProcesses
    let interruption: Interruption
    /// Somebody watches: live figures are gathered.
    var isWatched = false

    /// The discarded first trial only warms the machine: a short steady state is enough for that.
    private static let discardedSteady: Int64 = 2_000_000_000
    /// Different tasks that the users of a closed model submit, and operators.
    private static let preparedBodies = 256
    /// Between two looks at the generator.
    private static let lookInterval: Int64 = 20_000_000

    /// - Parameters:
    ///   - watch: what ends the trial while it runs; nil when nothing does.
    ///   - progress: called some 50 times a second.
    /// - Returns: the measurement, partial when interrupted or the server died, and how it died.
    /// - Throws: ``ServerFailure`` when there is nothing to measure at all; ``LoadError``.
    func run(
        _ planned: PlannedTrial, watch: AbortWatch? = nil,
        progress: @escaping @Sendable (LoadProgress, LiveTrial?) -> Void
    ) async throws -> (measurement: TrialMeasurement, death: ServerFailure?) {
        let servers = TrialServer(
            scenario: scenario, serverCommand: serverCommand, placement: placement, endpoints: endpoints,
            network: network, interruption: interruption)
        let (measured, death) = try await servers.run(planned) { server in
            try await measure(planned, server: server, watch: watch, progress: progress)
        }
        return (measured.measurement, death ?? measured.death)
    }

    private func plan(
        _ planned: PlannedTrial, server: MeasuredServer, faults: TrialFaults?
    ) -> LoadPlan {
        let steady =
            planned.discarded ? min(scenario.phases.steady, Self.discardedSteady) : scenario.phases.steady
        let arm = scenario.arms[planned.arm]
        let interval = arm.transport.pollInterval ?? 1_000_000_000
        var plan = LoadPlan(
            endpoint: faults?.endpoint ?? server.endpoint, transport: arm.transport,
            clients: scenario.clients,
            connectRate: scenario.connectRate,
            connectTimeout: 15_000_000_000 + Int64(Double(scenario.clients) / scenario.connectRate * 1e9),
            warmUp: scenario.phases.warmUp, steady: steady,
            drainLimit: interval + server.settings.largestBatchWindow + 2_000_000_000,
            submissions: [],
            seed: TrialSeed.make(scenario.seed, planned.block, planned.load),
            workers: scenario.generator.workers,
            httpClient: scenario.httpClient,
            cpus: placement.generator ?? [])
        if isWatched { plan.watch = LoadPlan.Watch(clockOffset: server.clockBefore?.offset ?? 0) }
        plan.behaviours = arm.behaviours
        if faults != nil {
            plan.expectsFaults = true
            if arm.transport == .webSocket { plan.behaviours = arm.behavioursThatReturn }
        }
        if !arm.behaviours.isEmpty {
            plan.operations = TaskSchedule.bodies(
                Self.preparedBodies, seed: ~scenario.seed, block: planned.block, load: planned.load)
        }
        switch scenario.load.points[planned.load].model {
        case .open(let shape):
            plan.submissions = TaskSchedule.make(
                shape: shape, arrivals: scenario.load.arrivals, warmUp: scenario.phases.warmUp,
                steady: steady, seed: scenario.seed, block: planned.block, load: planned.load)
        case .closed(let closed):
            let bodies = TaskSchedule.bodies(
                Self.preparedBodies, seed: scenario.seed, block: planned.block, load: planned.load)
            plan.closed = LoadPlan.ClosedSubmissions(load: closed, bodies: bodies)
        }
        if let shape = server.shape {
            plan.shape = shape
            plan.submissions = TriggerPlan.submissions(
                plan.submissions, trigger: server.target?.trigger, shape: shape)
        }
        return plan
    }

    private func measure(
        _ planned: PlannedTrial, server: MeasuredServer, watch: AbortWatch?,
        progress report: @Sendable (LoadProgress, LiveTrial?) -> Void
    ) async throws -> (measurement: TrialMeasurement, death: ServerFailure?) {
        let arm = scenario.arms[planned.arm]
        let faults = try TrialFaults(scenario, planned, server: server)
        let whole = ServerLogReader(endpoint: server.endpoint, steady: scenario.phases.steady)
        // A server that is started anew has another log, perhaps at another port.
        var reader: ServerLogReader { faults?.reader ?? whole }
        let load = try processes.run(plan(planned, server: server, faults: faults))
        try load.start()
        let sampler: (any ResourceSampler)? = faults?.sampler ?? server.sampler
        var samples = SampleSeries(sampler: sampler)
        var machine = MachineSeries(
            server: (server.sampler as? ProcessSampler)?.processIdentifier, placement: placement)
        var drain: DrainWatch?
        var observer = isWatched ? TrialObserver(load, sampler: sampler) : nil
        var partial = false
        var course = ProgressSeries()
        var abort: ThresholdAbort?
        while true {
            let progress = load.progress
            observer?.look(progress, samples: samples.samples)
            report(progress, observer?.trial)
            course.note(progress, at: WallClock.realtime())
            if progress.phase == .finished { break }
            if interruption.isRequested || server.hasEnded {
                partial = true
                load.cancel()
                break
            }
            let now = WallClock.realtime()
            abort = watch?.violation(progress, now: now)
            if abort != nil {
                partial = true
                load.cancel()
                break
            }
            samples.take(at: now, timeline: progress.timeline)
            if let process = faults?.process { machine.follow(process) }
            machine.look(at: now, timeline: progress.timeline)
            if server.hasContract {
                reader.keeper?.look(at: now, steadyStart: progress.timeline.steadyStart)
            }
            faults?.begin(progress.timeline)
            if progress.phase == .drain, faults?.isOver != false {
                if drain == nil { drain = drainWatch(arm, server, reader: reader) }
                if drain?.isComplete(progress, now: now) == true { load.finishDrain() }
            }
            let next = samples.next(after: now, timeline: progress.timeline) ?? now + Self.lookInterval
            let pause = max(0, min(next - WallClock.realtime(), Self.lookInterval))
            try? await Task.sleep(for: .nanoseconds(pause), tolerance: .zero)
        }
        var injected = await faults?.end()
        var record = await load.wait()
        machine.finish()
        if record.failure != nil { partial = true }
        // Before the log: the log then holds every entry that the state has.
        let state = server.hasContract ? await finalState(server) : nil
        let (clock, clockFailure) = await clock(server)
        var (log, logFailure) = await log(
            record, drain?.log, reader: reader, server: server)
        if let faults {
            let joined = faults.join(&log, &record)
            injected?.unloggedReceipts = joined.unlogged
            logFailure = logFailure ?? joined.failure
        }
        if !log.complete { logFailure = logFailure ?? Self.firstEntriesGone }
        if let clock { log.correct(by: clock.offset) }
        var measurement = TrialMeasurement(
            arm: arm, load: LoadPoint(scenario.load.points[planned.load], steady: scenario.phases.steady),
            block: planned.block,
            position: planned.position, discarded: planned.discarded, partial: partial, record: record,
            log: log, samples: samples.samples,
            server: server.settings)
        measurement.machine = machine.record
        measurement.warmUpSamples = samples.warmUp
        measurement.drainSamples = samples.drain
        measurement.progress = course
        measurement.abort = abort
        measurement.faults = injected
        measurement.knowsSettings = server.knowsSettings
        measurement.logFailure = logFailure ?? clockFailure
        measurement.clock = clock
        measurement.hasSampler = server.sampler != nil
        measurement.samplingFailure = samples.failure
        measurement.finalState = state
        if server.hasContract, !server.hasEnded, logFailure == nil {
            measurement.shed = ShedReader(endpoint: server.place).read()
        }
        await faults?.close()
        return (measurement, await server.lives?.end())
    }

    /// Made when the drain begins: the server may have been started anew until then.
    private func drainWatch(_ arm: Arm, _ server: MeasuredServer, reader: ServerLogReader) -> DrainWatch {
        DrainWatch(
            reader: server.hasContract ? reader : nil,
            transport: arm.transport, largestWindow: server.settings.largestBatchWindow,
            clock: server.clockBefore)
    }

    /// The target's clock before and after the trial; nil where there is nothing to ask.
    private func clock(_ server: MeasuredServer) async -> (TargetClock?, failure: String?) {
        guard let question = server.clock, let before = server.clockBefore else { return (nil, nil) }
        let read = BackgroundRead { try question.ask() }
        switch await read.wait(isAbandoned: { server.hasEnded }) {
        case .success(let after): return (TargetClock(before: before, after: after), nil)
        case .failure(let error): return (nil, "the target's clock could not be read again: \(error)")
        case nil: return (nil, "the target's clock could not be read again: it has ended")
        }
    }

    /// The server's own log, or what stands for it.
    private func log(
        _ record: LoadRecord, _ known: ServerLog?, reader: ServerLogReader, server: MeasuredServer
    ) async -> (ServerLog, failure: String?) {
        if let shape = server.shape {
            let log = ServerLog.seen(record, shape: shape, isPush: shape.poll == nil)
            return (log, nil)
        }
        return await finalLog(known, reader: reader, start: record.timeline.steadyStart, server: server)
    }

    private func finalState(_ server: MeasuredServer) async -> FinalState? {
        let reader = FinalStateReader(endpoint: server.place)
        let read = BackgroundRead { reader.read() }
        guard case .success(let state) = await read.wait(isAbandoned: { server.hasEnded }) else {
            return nil
        }
        return state
    }

    /// The log read for the drain's end, or read now; an empty one and why.
    private func finalLog(
        _ known: ServerLog?, reader: ServerLogReader, start: Int64, server: MeasuredServer
    ) async -> (ServerLog, failure: String?) {
        if let known { return (known, nil) }
        let none = ServerLog(entries: [], complete: false)
        let read = BackgroundRead { try reader.readAll(from: start) }
        switch await read.wait(isAbandoned: { server.hasEnded }) {
        case .success(let log): return (log, nil)
        case .failure(let error): return (none, "the server's log could not be read: \(error)")
        case nil: return (none, "the server's log could not be read: the server has ended")
        }
    }

    private static let firstEntriesGone =
        "the server's log no longer holds its first entries: run shorter trials or give it a larger log"
}
