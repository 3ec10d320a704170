import LoadEngine
import Results
import Scenarios
import Statistics

/// A gate under way: runs its pairs and keeps its report.
struct GateSession {
    private let gate: GateRun
    private let judge: GateJudge
    private let order: [PlannedTrial]
    private let progress: @Sendable (RunProgress) -> Void
    private let started = ContinuousClock.now
    private var remaining: RemainingTime
    /// For those who watch.
    private var finished: [FinishedTrial] = []
    private var latency: [GateSideName: SparseHistogram] = [:]
    /// Seconds that the longest pair took, and the longest trial.
    private var longestPair: Double = 0
    private var longestTrial: Double = 0
    private(set) var report: GateReport
    private(set) var failure: ScenarioRun.Failure?

    init(_ gate: GateRun, progress: @escaping @Sendable (RunProgress) -> Void) {
        self.gate = gate
        self.progress = progress
        judge = GateJudge(gate.rule)
        order = Self.order(pairs: gate.rule.maxPairs, seed: gate.scenario.seed)
        remaining = RemainingTime(scenario: gate.scenario(of: .base), trials: order.count)
        report = judge.judged(gate.emptyReport)
    }

    /// Base (arm 0) and head (arm 1) once in each block of the order, which makes a pair; two pairs read ABBA or
    /// BAAB. The first trial is discarded.
    static func order(pairs: Int, seed: UInt64) -> [PlannedTrial] {
        TrialOrder.make(arms: 2, loads: 1, blocks: pairs, seed: seed)
    }

    mutating func run(_ checkpoint: (GateReport, Bool) throws -> Void) async throws {
        // Only warms the machine: whether it was valid does not matter.
        if case .failed(let failure) = await trial(order[0]) { end(failure) }
        var number = 0
        while failure == nil, report.ended == nil, number < gate.rule.maxPairs {
            guard hasTime(for: longestPair) else {
                report.ended =
                    "it ran out of time after \(number) of \(gate.rule.maxPairs) pairs (--max-time)"
                break
            }
            let begun = ContinuousClock.now
            let trials: [PlannedTrial] = order.filter { $0.block == number && !$0.discarded }
            guard let pair = await pair(number, trials) else { break }
            longestPair = max(longestPair, (ContinuousClock.now - begun).seconds)
            report.pairs.append(pair)
            let looks: Int = report.looks.count
            update()
            try checkpoint(report, report.looks.count > looks)
            number += 1
            if gate.mode == .compare, isDecided { break }
        }
        update()
        report.partial = failure != nil || report.ended != nil
        try checkpoint(report, false)
    }

    /// The rule has a verdict, or defects make further pairs pointless.
    private var isDecided: Bool {
        guard let last = report.looks.last, last.pairs == report.pairs.count else { return false }
        let (base, head) = report.defects
        return base + head > 0 || report.verdict != .cannotTell
    }

    private func hasTime(for seconds: Double) -> Bool {
        guard let limit = gate.rule.maxSeconds else { return true }
        return (ContinuousClock.now - started).seconds + seconds <= limit
    }

    /// Judges anew, with the pooled p99 beside.
    private mutating func update() {
        report.seconds = (ContinuousClock.now - started).seconds
        report.metrics = advisory()
        report = judge.judged(report)
    }

    private func advisory() -> [GateMetric] {
        let quantity = GateQuantity.advisory
        var metric = GateMetric(
            name: quantity.name, title: quantity.title, unit: quantity.unit, role: .advisory, share: 0)
        metric.base = latency[.base].flatMap { LatencySummary($0).p99 }
        metric.head = latency[.head].flatMap { LatencySummary($0).p99 }
        if let base = metric.base, let head = metric.head, base > 0 { metric.change = head / base - 1 }
        return [metric]
    }

    private mutating func end(_ failure: ScenarioRun.Failure) {
        self.failure = failure
        report.ended = failure.description
    }

    /// Nil when the gate has to end.
    private mutating func pair(_ number: Int, _ planned: [PlannedTrial]) async -> GatePair? {
        var trials: [GateSideName: Trial] = [:]
        for plan in planned {
            guard let trial = await valid(plan, pair: number) else { return nil }
            trials[Self.side(plan)] = trial
        }
        guard let base = trials[.base], let head = trials[.head], let first = planned.first else {
            return nil
        }
        for (side, trial) in trials {
            guard let histogram = trial.histograms[HistogramKey.updateLatency] else { continue }
            latency[side] = latency[side].map { $0.merged(with: histogram) } ?? histogram
        }
        return GatePair(
            number: number, baseFirst: Self.side(first) == .base, base: GateTrial(base.figures),
            head: GateTrial(head.figures))
    }

    /// A trial that tells something about its server, repeated a bounded number of times; at once, so that the two
    /// of a pair stay neighbours.
    private mutating func valid(_ planned: PlannedTrial, pair: Int) async -> Trial? {
        for attempt in 0...GateRun.repeatsOfATrial {
            switch await trial(planned) {
            case .failed(let failure):
                end(failure)
                return nil
            case .measured(let trial):
                let obstacles: [String] = GateTrial.obstacles(trial)
                if obstacles.isEmpty { return trial }
                let side: GateSideName = Self.side(planned)
                report.repeated.append(GateRepeat(pair: pair, side: side.rawValue, reasons: obstacles))
                guard attempt < GateRun.repeatsOfATrial,
                    report.repeated.count < GateRun.repeatsInAll(pairs: gate.rule.maxPairs)
                else {
                    report.ended =
                        "\(report.repeated.count) trials told nothing about their server, the last one (\(side)) because: "
                        + obstacles.joined(separator: "; ")
                    return nil
                }
                guard hasTime(for: longestTrial) else {
                    report.ended =
                        "it ran out of time after \(pair) of \(gate.rule.maxPairs) pairs (--max-time), while a trial that "
                        + "told nothing (\(side)) was to be repeated: \(obstacles.joined(separator: "; "))"
                    return nil
                }
            }
        }
        return nil
    }

    private enum TrialEnd {
        case measured(Trial)
        case failed(ScenarioRun.Failure)
    }

    static func side(_ planned: PlannedTrial) -> GateSideName { planned.arm == 0 ? .base : .head }

    private mutating func trial(_ planned: PlannedTrial) async -> TrialEnd {
        if gate.interruption.isRequested { return .failed(.interrupted) }
        let side: GateSideName = Self.side(planned)
        let scenario: Scenario = gate.scenario(of: side)
        let runner = TrialRunner(
            scenario: scenario, serverCommand: (side == .base ? gate.base : gate.head).command,
            placement: gate.placement, endpoints: TargetEndpoints(), network: gate.network,
            processes: gate.processes, interruption: gate.interruption)
        var own = planned
        own.arm = 0
        let display = TrialDisplay(
            scenario: scenario, planned: own, trials: order.count, remaining: remaining, finished: finished,
            runStarted: started, report: progress)
        let begun = ContinuousClock.now
        do {
            let (measurement, death) = try await runner.run(own) { display.show($0, live: $1) }
            if gate.interruption.isRequested, measurement.partial { return .failed(.interrupted) }
            if let death { return .failed(.server(death)) }
            if let reason = measurement.record.failure { return .failed(.generator(reason)) }
            let seconds: Double = (ContinuousClock.now - begun).seconds
            longestTrial = max(longestTrial, seconds)
            if !planned.discarded { remaining.finished(seconds: seconds) }
            let trial: Trial = Analysis.trial(measurement)
            finished.append(FinishedTrial(trial, arm: "\(side)", offered: display.offered))
            return .measured(trial)
        } catch let error as ServerFailure {
            return .failed(gate.interruption.isRequested ? .interrupted : .server(error))
        } catch is CancellationError {
            return .failed(.interrupted)
        } catch let error as LoadError {
            return .failed(.generator(error.description))
        } catch {
            return .failed(.generator("\(error)"))
        }
    }
}
