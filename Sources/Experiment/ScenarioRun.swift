import Foundation
import LoadEngine
import Metering
import Results
import Scenarios
import Synchronization

/// Runs a scenario: all its trials in balanced order, each analysed as it ends.
package struct ScenarioRun: Sendable {
    package let scenario: Scenario
    package let serverCommand: [String]
    package let directory: RunDirectory
    package let placement: CPUPlacement
    /// Where the scenario's targets are.
    package let endpoints: TargetEndpoints
    /// Made for this run, where the scenario's `network` is veth.
    package let network: VethNetwork?
    package let interruption: Interruption
    /// Processes that simulate the clients.
    package var processes = GeneratorProcesses.single
    /// Noted in the document for a history of runs.
    package var origin: RunOrigin?
    /// Somebody watches: progress comes with live figures, which loops sample for it.
    package var isWatched = false
    package let startedAt: Date

    package init(
        scenario: Scenario, serverCommand: [String], directory: RunDirectory, placement: CPUPlacement,
        endpoints: TargetEndpoints = TargetEndpoints(), network: VethNetwork? = nil,
        interruption: Interruption, startedAt: Date
    ) {
        self.scenario = scenario
        self.serverCommand = serverCommand
        self.directory = directory
        self.placement = placement
        self.endpoints = endpoints
        self.network = network
        self.interruption = interruption
        self.startedAt = startedAt
    }

    /// How a run ended, with everything that was measured.
    package struct Outcome: Sendable {
        package var document: ResultsDocument
        /// Why it ended early; nil when all trials ran, and where only `unwritten` ended it.
        package var failure: Failure?
        /// What could not be written, and ended the run where trials were still to come: they would have been
        /// lost.
        package var unwritten: RunDirectoryError?
    }

    package enum Failure: Error, Sendable, CustomStringConvertible {
        case interrupted
        case server(ServerFailure)
        case generator(String)
        /// A threshold that aborts was violated.
        case threshold(ThresholdAbort)

        package var description: String {
            switch self {
            case .interrupted: "interrupted: the report holds what was measured until then"
            case .server(let failure): failure.description
            case .generator(let reason): reason
            case .threshold(let abort): abort.description
            }
        }
    }

    /// - Parameters:
    ///   - progress: called some 50 times a second.
    ///   - checkpoint: called after each trial with the document so far, marked partial until the
    ///     last trial is in, so that nothing measured is lost whatever happens later.
    /// - Throws: what `checkpoint` throws beside ``RunDirectoryError``; a run that ends early for that or for
    ///   other reasons returns its outcome.
    package func run(
        progress: @escaping @Sendable (RunProgress) -> Void,
        checkpoint: (ResultsDocument) throws -> Void
    ) async throws -> Outcome {
        let order = TrialOrder.make(
            arms: scenario.arms.count, loads: scenario.load.points.count, blocks: scenario.blocks,
            seed: scenario.seed)
        let runner = TrialRunner(
            scenario: scenario, serverCommand: serverCommand, placement: placement,
            endpoints: endpoints, network: network, processes: processes, interruption: interruption,
            isWatched: isWatched)
        let raw = RawTrialWriter(directory: directory)
        var analysed: [AnalysedTrial] = []
        var remaining = RemainingTime(scenario: scenario, trials: order.count)
        var failure: Failure?
        var unwritten: RunDirectoryError?
        let rules = AbortRules(scenario.thresholds, start: WallClock.realtime())
        var finished: [FinishedTrial] = []
        let runStarted = ContinuousClock.now
        for planned in order {
            if interruption.isRequested { failure = .interrupted }
            if failure != nil { break }
            let started = ContinuousClock.now
            var latest: TrialMeasurement?
            let display = TrialDisplay(
                scenario: scenario, planned: planned, trials: order.count, remaining: remaining,
                finished: finished, runStarted: runStarted, report: progress)
            do {
                let (measurement, death) = try await runner.run(
                    planned, watch: watch(planned, rules, analysed)
                ) { display.show($0, live: $1) }
                var trial = Analysis.trial(measurement)
                trial.windows = ThresholdWindows.figures(scenario.thresholds, of: measurement)
                if let reason = measurement.logFailure { trial.figures.findings.append(reason) }
                finished.append(FinishedTrial(trial, arm: display.arm, offered: display.offered))
                analysed.append(AnalysedTrial(trial: trial, measurement: measurement))
                latest = measurement
                if let death {
                    failure = .server(death)
                } else if interruption.isRequested, measurement.partial {
                    failure = .interrupted
                } else if let abort = measurement.abort {
                    failure = .threshold(abort)
                } else if let reason = measurement.record.failure {
                    failure = .generator(reason)
                } else if planned.position < order.count - 1 {
                    failure = violation(after: planned, rules, analysed).map { .threshold($0) }
                }
            } catch let error as ServerFailure {
                failure = interruption.isRequested ? .interrupted : .server(error)
            } catch is CancellationError {
                failure = .interrupted
            } catch let error as LoadError {
                failure = .generator(error.description)
            }
            if !planned.discarded { remaining.finished(seconds: (ContinuousClock.now - started).seconds) }
            do {
                // The report first: should the disk fill up, the figures matter more than the raw data.
                try checkpoint(document(analysed, partial: true, failure: failure))
                if let latest { try raw.write(latest) }
            } catch let error as RunDirectoryError {
                unwritten = error
                break
            }
        }
        let isCut: Bool = failure == nil && analysed.count < order.count
        let document = document(
            analysed, partial: failure != nil || isCut, failure: failure, unwritten: isCut ? unwritten : nil)
        do {
            try checkpoint(document)
        } catch let error as RunDirectoryError {
            unwritten = unwritten ?? error
        }
        return Outcome(document: document, failure: failure, unwritten: unwritten)
    }

    /// What ends a trial while it runs; nil when nothing does.
    private func watch(
        _ planned: PlannedTrial, _ rules: AbortRules, _ trials: [AnalysedTrial]
    ) -> AbortWatch? {
        guard !rules.isEmpty, !planned.discarded else { return nil }
        let arm: String = scenario.arms[planned.arm].name
        let load: String = LoadPoint(scenario.load.points[planned.load], steady: scenario.phases.steady).name
        let cell: Cell? = Analysis.cells(scenario, trials: trials).first {
            $0.arm == arm && $0.load.name == load
        }
        return rules.watch(trial: planned.position, arm: arm, load: load, cell: cell)
    }

    /// The threshold that the trials so far have violated, if it ends the run.
    private func violation(
        after planned: PlannedTrial, _ rules: AbortRules, _ trials: [AnalysedTrial]
    ) -> ThresholdAbort? {
        guard !rules.isEmpty, !planned.discarded, let latest = trials.last else { return nil }
        return rules.violation(
            Analysis.cells(scenario, trials: trials), trial: planned.position,
            cell: "\(latest.arm)@\(latest.load.name)", now: WallClock.realtime())
    }

    /// - Parameter unwritten: ended the run early, where `failure` did not.
    private func document(
        _ trials: [AnalysedTrial], partial: Bool, failure: Failure?, unwritten: RunDirectoryError? = nil
    ) -> ResultsDocument {
        var environment = EnvironmentProbe.read(
            serverCPUs: placement.server, generatorCPUs: placement.generator, serverCommand: serverCommand,
            phaseSeconds: [
                "warmUp": Double(scenario.phases.warmUp) / 1e9,
                "steady": Double(scenario.phases.steady) / 1e9,
            ])
        environment.network = scenario.network.rawValue
        if TrialFaults.needsProxy(scenario.faults) {
            environment.network += ", through a proxy that makes the path bad"
        }
        environment.certificates = endpoints.certificates
        environment.targets = TargetFacts.all(scenario)
        if endpoints.places.values.contains(where: { !$0.isLocal }) {
            environment.network =
                endpoints.places.count == 1 ? "between hosts" : "loopback, and between hosts"
        }
        var document = ResultsDocument(
            scenario: scenario.name, runId: directory.url.lastPathComponent,
            startedAt: startedAt.formatted(.iso8601), seed: scenario.seed, environment: environment)
        document.partial = partial
        document.origin = origin
        var abort: ThresholdAbort?
        if case .threshold(let reason) = failure { abort = reason }
        return Analysis.document(
            document, scenario: scenario, trials: trials,
            failure: failure?.description ?? unwritten?.description, abort: abort)
    }
}

extension Duration {
    /// As a number of seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
