import LoadEngine
import Results
import Scenarios

/// Figures and histograms of a trial's behaviours; none where all clients only listen.
struct BehaviourGroups {
    private(set) var figures: [BehaviourFigures]?
    private(set) var histograms: [String: SparseHistogram] = [:]

    init(_ measurement: TrialMeasurement, join: TrialJoin, window: AnalysisWindow) {
        guard !join.behaviours.behaviours.isEmpty else { return }
        figures = join.behaviours.behaviours.enumerated().map { place, behaviour in
            group(place, behaviour, measurement, join: join, window: window)
        }
    }

    private mutating func group(
        _ place: Int, _ behaviour: Behaviour, _ measurement: TrialMeasurement, join: TrialJoin,
        window: AnalysisWindow
    ) -> BehaviourFigures {
        let tally: BehaviourTally = join.tally.groups[place]
        let known: Bool = join.index.isWhole
        let latency = SparseHistogram(tally.updateLatency, events: tally.covered.count { $0 })
        histograms[HistogramKey.behaviour(behaviour.name, HistogramKey.updateLatency)] = latency
        var figures = BehaviourFigures(
            name: behaviour.name, kind: behaviour.kind.name, clients: tally.clients,
            isSummarised: !behaviour.kind.isSlow, updateLatencyMs: LatencySummary(latency),
            updates: known ? tally.updates : nil, lost: known ? tally.lost : nil,
            duplicated: known ? tally.duplicated : nil, reordered: known ? tally.reordered : nil)
        var operations: [SubmissionRecord] = []
        for client in measurement.record.clients.indices where join.behaviours.group(of: client) == place {
            figures.disconnects += measurement.record.clients[client].disconnects
            let own: BehaviourRecord? = join.behaviours.record(of: client)
            figures.sessions += max(1, own?.sessions.count ?? 0)
            guard let own else { continue }
            figures.drops += own.drops
            figures.reconnects += own.reconnects
            figures.failedAttempts += own.failedAttempts
            figures.fallbackSeconds += Double(own.pollingTime) / 1e9
            figures.statePolls += own.statePolls
            operations += own.operations
        }
        let times = SubmissionTimes(operations, window: window.eligible)
        figures.operations = times.figures(seconds: window.eligibleSeconds)
        for (metric, histogram) in times.histograms {
            histograms[HistogramKey.behaviour(behaviour.name, metric)] = histogram
        }
        return figures
    }
}
