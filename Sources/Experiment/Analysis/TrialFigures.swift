import LoadEngine
import Metering
import Results
import Scenarios

/// Puts one trial's figures together.
struct TrialFigures {
    private let measurement: TrialMeasurement
    private let window: AnalysisWindow
    private let join: TrialJoin
    private let stampLag: LatencyHistogram
    private let histograms: [String: SparseHistogram]
    private let submissions: SubmissionTimes
    private let groups: BehaviourGroups
    private let messages: Int

    init(_ measurement: TrialMeasurement, window: AnalysisWindow, join: TrialJoin) {
        self.measurement = measurement
        self.window = window
        self.join = join
        stampLag = StampLag.histogram(
            measurement.log, window: window.eligible, standstills: measurement.faults?.standstills ?? [])
        messages = measurement.record.clients.reduce(0) { $0 + Int($1.messages) }
        submissions = SubmissionTimes(measurement.record.submissions, window: window.eligible)
        groups = BehaviourGroups(measurement, join: join, window: window)
        histograms = Self.histograms(join, stampLag: stampLag, transport: measurement.arm.transport)
            .merging(submissions.histograms) { own, _ in own }
            .merging(groups.histograms) { own, _ in own }
    }

    func trial() -> Trial {
        let stampLagP99: Double? = histograms[HistogramKey.stampLag]?.value(atQuantile: 0.99)
            .map { Double($0) / 1e6 }
        let tally: JoinTally = join.tally
        let costs = TrialCosts(
            measurement, join: join, window: window, messages: messages, stampLagP99Ms: stampLagP99)
        let generator = GeneratorCheck(
            measurement.record, histograms: histograms, transport: measurement.arm.transport,
            seconds: window.seconds, cpus: measurement.machine.generatorCPUs.count)
        let checks = TrialChecks(
            measurement, join: join, generator: generator, stampLag: stampLag)
        let windows = WindowReplay(join.index, server: measurement.server)
        let events = EventCosts(measurement, join: join, windows: windows, window: window)
        let predictions = TrialPredictions(
            measurement: measurement, join: join, window: window, windows: windows, events: events,
            costs: costs, messages: messages)
        var figures: Figures = figures(costs: costs, checks: checks, health: generator.health)
        figures.submissions = submissions.figures(seconds: window.eligibleSeconds)
        figures.behaviours = groups.figures
        if measurement.arm.transport.isPush {
            figures.eventTraffic = events.byType
            figures.sharedReceiptShare = tally.sharedReceiptShare
            figures.deliveryLowerBoundMs = tally.deliveryLowerBound.map { $0 / 1e6 }
        }
        var trial = Trial(
            block: measurement.block, position: measurement.position, discarded: measurement.discarded,
            partial: measurement.partial,
            figures: figures,
            histograms: histograms,
            // Closed forms are of servers and paths that work.
            predictions: measurement.faults == nil ? predictions.all() : [])
        trial.checks = checks.checks
        return trial
    }

    private func figures(costs: TrialCosts, checks: TrialChecks, health: GeneratorHealth) -> Figures {
        let tally: JoinTally = join.tally
        func summary(_ key: String) -> LatencySummary? { histograms[key].map(LatencySummary.init) }
        var byType: [String: LatencySummary] = [:]
        for (key, histogram) in histograms {
            if let type = HistogramKey.eventType(key) { byType[type] = LatencySummary(histogram) }
        }
        var errors: [String: Int] = measurement.record.errors
        // Without the whole log, what it does not hold may have occurred all the same.
        let known: Bool = join.index.isWhole
        let isIdentified: Bool = known && measurement.log.hasIdentity
        if known, join.tasks.neverLogged > 0 {
            errors["accepted task without an event", default: 0] += join.tasks.neverLogged
        }
        if checks.stateMismatches > 0 { errors["state mismatch", default: 0] += checks.stateMismatches }
        return Figures(
            updateLatencyMs: summary(HistogramKey.updateLatency) ?? .empty,
            deliveryLatencyMs: summary(HistogramKey.deliveryLatency) ?? .empty,
            serverDelayMs: summary(HistogramKey.serverDelay), pollWaitMs: summary(HistogramKey.pollWait),
            asSeenLatencyMs: summary(HistogramKey.asSeenLatency) ?? .empty,
            submitToSeenMs: summary(HistogramKey.submitToSeen), updateLatencyByTypeMs: byType,
            staleShare: known && tally.viewTime > 0
                ? Double(tally.staleTime) / Double(tally.viewTime) : nil,
            traffic: costs.traffic, server: costs.server, updates: known ? tally.updates : nil,
            events: known ? tally.covered.count { $0 } : nil, messages: messages,
            lost: known ? tally.lost : nil, duplicated: isIdentified ? tally.duplicated : nil,
            reordered: isIdentified ? tally.reordered : nil, shed: measurement.shed,
            coalesced: known ? tally.coalesced : nil, errors: errors,
            disconnects: measurement.record.clients.reduce(0) { $0 + $1.disconnects }, generator: health,
            findings: costs.findings + checks.findings, invalidReasons: checks.invalidReasons,
            messagesPerClientSecond: costs.messagesPerClientSecond)
    }

    private static func histograms(
        _ join: TrialJoin, stampLag: LatencyHistogram, transport: Transport
    ) -> [String: SparseHistogram] {
        let tally: JoinTally = join.tally
        let events: Int = tally.covered.count { $0 }
        func sparse(_ histogram: LatencyHistogram) -> SparseHistogram {
            SparseHistogram(histogram, events: events)
        }
        var result: [String: SparseHistogram] = [
            HistogramKey.updateLatency: sparse(tally.updateLatency),
            HistogramKey.deliveryLatency: sparse(tally.deliveryLatency),
            HistogramKey.asSeenLatency: sparse(tally.asSeenLatency),
            HistogramKey.generatorLag: sparse(tally.generatorLag),
        ]
        if transport.isPush {
            result[HistogramKey.serverDelay] = sparse(tally.serverDelay)
        } else {
            result[HistogramKey.pollWait] = sparse(tally.pollWait)
        }
        if join.index.isWhole, !join.tasks.intended.isEmpty {
            result[HistogramKey.submitToSeen] = SparseHistogram(
                tally.submitToSeen, events: join.tasks.intended.count)
        }
        if stampLag.count > 0 {
            result[HistogramKey.stampLag] = SparseHistogram(stampLag, events: Int(stampLag.count))
        }
        var eventsOfType = [Int](repeating: 0, count: join.index.typeNames.count)
        for entry in join.index.eligible where tally.covered[entry] {
            eventsOfType[join.index.types[entry]] += 1
        }
        for (type, name) in join.index.typeNames.enumerated() where eventsOfType[type] > 0 {
            result[HistogramKey.updateLatency(ofType: name)] = SparseHistogram(
                tally.updateLatencyByType[type], events: eventsOfType[type])
        }
        return result
    }
}

extension TrialFigures {
    static let endedEarly = "the trial ended before its steady state"

    /// A trial that ended before its steady state: it knows nothing, and says so.
    static func unmeasured(_ measurement: TrialMeasurement) -> Trial {
        var figures: Figures = .empty
        figures.errors = measurement.record.errors
        figures.disconnects = measurement.record.clients.reduce(0) { $0 + $1.disconnects }
        figures.invalidReasons =
            [endedEarly] + [measurement.record.failure].compactMap { $0 }
        return Trial(
            block: measurement.block, position: measurement.position, discarded: measurement.discarded,
            partial: true, figures: figures, histograms: [:])
    }
}
