import LoadEngine
import Results
import Scenarios
import Statistics

/// A search under way: runs its trials and keeps its report.
struct CapacitySession {
    private let run: CapacityRun
    private let progress: @Sendable (RunProgress) -> Void
    private let started = ContinuousClock.now
    private var search: CapacitySearch
    /// For those who watch.
    private var finished: [FinishedTrial] = []
    private var longestTrial: Double = 0
    /// Seconds of each trial beyond its phases.
    private var overheads: [Double] = []
    /// Every trial has arrivals of its own, so that those at the edge are fresh.
    private var position = 0
    private var archive: CapacityArchive
    /// What the report tells of the trials beside the search.
    private var asides: [String] = []
    private(set) var report: CapacityReport
    private(set) var failure: ScenarioRun.Failure?

    init(_ run: CapacityRun, progress: @escaping @Sendable (RunProgress) -> Void) {
        self.run = run
        self.progress = progress
        search = CapacitySearch(run.rule)
        report = run.emptyReport
        archive = CapacityArchive(
            directory: run.directory, scenario: run.scenario, head: report,
            keepsObservations: run.keepsObservations)
    }

    mutating func run(_ checkpoint: (CapacityReport) throws -> Void) async throws {
        // Only warms the machine: whether it was valid does not matter.
        if case .failed(let failure) = await trial(run.scenario.load(at: run.rule.start), discarded: true) {
            end(failure)
        }
        while failure == nil, let step = search.next {
            guard hasTime else {
                search.stop(run.outOfTime)
                break
            }
            await take(step)
            try keep(checkpoint)
            await pause(after: search.disturbed)
        }
        let around = CapacitySurroundings(run)
        for level in around.above(report, ceiling: search.ceiling) {
            guard failure == nil, try await look(at: level, .saturation, checkpoint) != nil else { break }
        }
        for level in around.below(report) {
            guard failure == nil, try await look(at: level, .spread, checkpoint) != nil else { break }
        }
        while failure == nil, let level = around.next(report, ceiling: search.ceiling?.load) {
            // Beyond what the generator can do there is nothing to see.
            guard let outcome = try await look(at: level, .saturation, checkpoint), outcome != .untold else {
                break
            }
        }
        update()
        try checkpoint(report)
    }

    private var hasTime: Bool { run.maxSeconds.map { elapsed + longestTrial <= $0 } ?? true }

    /// What disturbs a machine often lasts: each trial in a row that was disturbed waits longer for the next one.
    private func pause(after disturbed: Int) async {
        guard disturbed > 0, search.answer == nil else { return }
        let end = ContinuousClock.now + .seconds(1 << min(4, disturbed - 1))
        while ContinuousClock.now < end, !run.interruption.isRequested {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    /// A trial beside the search, and others where it was disturbed; nil where going on is pointless.
    private mutating func look(
        at level: Double, _ purpose: CapacityTrial.Purpose, _ checkpoint: (CapacityReport) throws -> Void
    ) async throws -> CapacityTrial.Outcome? {
        let load: CapacityScenario.Load = run.scenario.load(at: level)
        var outcome: CapacityTrial.Outcome?
        for _ in 0...run.rule.repeats {
            guard hasTime else { return nil }
            switch await trial(load, discarded: false) {
            case .failed(.interrupted):
                end(.interrupted)
                return nil
            case .failed(let failure):
                // The answer stands; what is told beside it rests on fewer trials.
                asides.append(
                    "no more trials beside the search: at \(load.clients) clients \(failure.description)")
                update()
                return nil
            case .died, .unable: return nil
            case .measured(let trial, let judge):
                report.trials.append(
                    CapacityTrial(
                        position: position - 1, purpose: purpose, clients: load.clients,
                        tasksPerSecond: load.tasksPerSecond, outcome: judge.outcome, reasons: judge.reasons,
                        conditions: judge.conditions, figures: trial.figures))
                try keep(checkpoint)
                outcome = judge.outcome
                if outcome != .disturbed { return outcome }
            }
        }
        return outcome
    }

    /// The search's document first: should the disk fill up, the answer matters more than what it rests on.
    private mutating func keep(_ checkpoint: (CapacityReport) throws -> Void) throws {
        update()
        try checkpoint(report)
        try archive.write()
    }

    private var elapsed: Double { (ContinuousClock.now - started).seconds }

    private mutating func end(_ failure: ScenarioRun.Failure) {
        self.failure = failure
        search.stop(failure.description)
    }

    private mutating func take(_ step: CapacitySearch.Step) async {
        let load: CapacityScenario.Load = run.scenario.load(at: step.load)
        let end: TrialEnd = await trial(load, discarded: false)
        var entry = CapacityTrial(
            position: position - 1,
            purpose: CapacityTrial.Purpose(rawValue: step.purpose.rawValue) ?? .approach,
            clients: load.clients, tasksPerSecond: load.tasksPerSecond, outcome: .failed, reasons: [],
            conditions: [], figures: nil)
        switch end {
        case .failed(let failure): return self.end(failure)
        case .died(let reason):
            // A server that falls over under load has a limit below it; one that falls over again at half of it
            // before it held any has told nothing.
            let fellBefore: Bool =
                report.trials.last.map { $0.figures == nil && $0.outcome == .failed } ?? false
            guard search.largestHeld != nil || !fellBefore else { return self.end(.server(reason)) }
            entry.reasons = [reason.description]
            search.record(.failed)
        case .unable(let reason):
            entry.outcome = .untold
            entry.reasons = [reason]
            search.record(.untold(reason))
        case .measured(let trial, let judge):
            entry.outcome = judge.outcome
            entry.reasons = judge.reasons
            entry.conditions = judge.conditions
            entry.figures = trial.figures
            if let reason = judge.undecidable {
                search.stop("the objective cannot be decided: \(reason)")
            } else {
                search.record(judge.search)
            }
        }
        report.trials.append(entry)
    }

    private mutating func update() {
        report.seconds = elapsed
        report.answer = CapacityAnalysis.answer(search, scenario: run.scenario)
        report.partial = report.answer.kind == .stopped || failure != nil
        // Nothing follows from half a search.
        guard search.answer != nil else { return }
        report = CapacityAnalysis.concluded(
            report, objective: run.scenario.objective,
            steadySeconds: Double(run.scenario.base.phases.steady) / 1e9,
            eventLoops: run.scenario.base.server.eventLoops, assumptions: run.assumptions)
        report.notes += asides
    }

    private enum TrialEnd {
        case measured(Trial, CapacityJudge)
        /// The search cannot go on.
        case failed(ScenarioRun.Failure)
        /// The server did not live through it.
        case died(ServerFailure)
        /// The generator could not do it.
        case unable(String)
    }

    private mutating func trial(_ load: CapacityScenario.Load, discarded: Bool) async -> TrialEnd {
        if run.interruption.isRequested { return .failed(.interrupted) }
        let begun: Double = elapsed
        defer { longestTrial = max(longestTrial, elapsed - begun) }
        let scenario: Scenario = run.scenario.scenario(load)
        let planned = PlannedTrial(arm: 0, load: 0, block: position, position: position, discarded: discarded)
        position += 1
        do {
            let runner = TrialRunner(
                scenario: scenario, serverCommand: run.serverCommand, placement: run.placement,
                endpoints: run.endpoints, network: run.network,
                processes: try GeneratorProcesses(scenario, command: run.generatorCommand),
                interruption: run.interruption, isWatched: run.isWatched)
            let trials: Int =
                position + search.remaining + CapacitySurroundings(run).remaining(report)
                - (discarded ? 0 : 1)
            var remaining = RemainingTime(scenario: scenario, trials: trials, overheads: overheads)
            let display = TrialDisplay(
                scenario: scenario, planned: planned, trials: trials, remaining: remaining,
                finished: finished, runStarted: started, report: progress)
            let (measurement, death) = try await runner.run(planned) { display.show($0, live: $1) }
            remaining.finished(seconds: elapsed - begun)
            overheads = remaining.overheads
            if run.interruption.isRequested, measurement.partial { return .failed(.interrupted) }
            if let death { return .died(death) }
            if let reason = measurement.record.failure { return .unable(reason) }
            var trial: Trial = Analysis.trial(measurement)
            trial.windows = ThresholdWindows.figures(scenario.thresholds, of: measurement)
            archive.add(trial, of: measurement, at: load)
            finished.append(FinishedTrial(trial, arm: display.arm, offered: display.offered))
            let cell = Cell(
                arm: scenario.arms[0].name, transport: scenario.arms[0].transport.name,
                load: measurement.load, clients: load.clients, pooling: [trial])
            return .measured(
                trial, CapacityJudge(trial, cell: cell, objective: run.scenario.objective))
        } catch let error as ServerFailure {
            if run.interruption.isRequested { return .failed(.interrupted) }
            if case .died = error { return .died(error) }
            return .failed(.server(error))
        } catch is CancellationError {
            return .failed(.interrupted)
        } catch let error as LoadError {
            let isLimit: Bool = error.kind == .descriptorLimit || error.kind == .portsExhausted
            return isLimit ? .unable(error.description) : .failed(.generator(error.description))
        } catch {
            return .failed(.generator("\(error)"))
        }
    }
}
