extension BehaviourFigures {
    /// Behaviour by behaviour over the trials: distributions from the merged histograms, counts added up,
    /// clients of one trial. Nil without any behaviours.
    static func pooled(_ all: [Figures], merged: [String: SparseHistogram]) -> [BehaviourFigures]? {
        let lists: [[BehaviourFigures]] = all.compactMap(\.behaviours)
        guard let first = lists.first else { return nil }
        return first.map { model in
            pooled(model, lists.compactMap { list in list.first { $0.name == model.name } }, merged: merged)
        }
    }

    private static func pooled(
        _ model: BehaviourFigures, _ all: [BehaviourFigures], merged: [String: SparseHistogram]
    ) -> BehaviourFigures {
        func total(_ count: (BehaviourFigures) -> Int) -> Int { all.reduce(0) { $0 &+ count($1) } }
        func known(_ count: (BehaviourFigures) -> Int?) -> Int? { Figures.total(all.map(count)) }
        func histogram(_ metric: String) -> SparseHistogram? {
            merged[HistogramKey.behaviour(model.name, metric)]
        }
        var result = model
        if let latency = histogram(HistogramKey.updateLatency) {
            result.updateLatencyMs = LatencySummary(latency)
        }
        result.updates = known(\.updates)
        result.lost = known(\.lost)
        result.duplicated = known(\.duplicated)
        result.reordered = known(\.reordered)
        result.disconnects = total(\.disconnects)
        result.drops = total(\.drops)
        result.reconnects = total(\.reconnects)
        result.failedAttempts = total(\.failedAttempts)
        result.sessions = total(\.sessions)
        result.statePolls = total(\.statePolls)
        result.fallbackSeconds = all.reduce(0) { $0 + $1.fallbackSeconds }
        if let rate = Figures.mean(all.map(\.operations?.acceptedPerSecond)),
            let response = histogram(HistogramKey.submitResponse),
            let service = histogram(HistogramKey.submitService)
        {
            result.operations = SubmissionFigures(
                acceptedPerSecond: rate, responseMs: LatencySummary(response),
                serviceMs: LatencySummary(service))
        }
        return result
    }
}
