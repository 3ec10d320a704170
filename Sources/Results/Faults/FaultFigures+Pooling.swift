extension FaultFigures {
    /// Of the trials that had faults: the worst of what is a time or a ratio, counts added up, memory averaged;
    /// nil without any.
    static func pooled(_ all: [FaultFigures]) -> FaultFigures? {
        guard var result = all.first else { return nil }
        var names: [String] = []
        for outcome in all.flatMap(\.outcomes) where !names.contains(outcome.name) {
            names.append(outcome.name)
        }
        result.outcomes = names.compactMap { name in
            FaultOutcome.pooled(all.flatMap(\.outcomes).filter { $0.name == name })
        }
        result.lost = ClientCounts.pooled(all.map(\.lost))
        result.late = ClientCounts.pooled(all.map(\.late))
        result.duplicated = ClientCounts.pooled(all.map(\.duplicated))
        result.longestLateMs = all.compactMap(\.longestLateMs).max()
        result.fallbackSeconds = all.reduce(0) { $0 + $1.fallbackSeconds }
        result.residentBytesBefore = Figures.mean(all.map(\.residentBytesBefore))
        result.residentBytesAfter = Figures.mean(all.map(\.residentBytesAfter))
        return result
    }
}

extension FaultOutcome {
    /// All times of one fault; nil without any.
    static func pooled(_ all: [FaultOutcome]) -> FaultOutcome? {
        guard var result = all.first else { return nil }
        func total(_ count: (FaultOutcome) -> Int) -> Int { all.reduce(0) { $0 &+ count($1) } }
        result.times = total(\.times)
        result.seconds = all.reduce(0) { $0 + $1.seconds * Double($1.times) } / Double(max(1, result.times))
        result.connections = total(\.connections)
        result.cutOff = total(\.cutOff)
        result.neverBack = total(\.neverBack)
        result.recovery = Recovery.worst(all.compactMap(\.recovery))
        let returns: [Reconnects] = all.compactMap(\.reconnects)
        result.reconnects = returns.max { $0.peakToMean < $1.peakToMean }
        result.reconnects?.attempts = returns.reduce(0) { $0 &+ $1.attempts }
        result.reconnects?.overTime = nil
        result.reconnects?.binSeconds = nil
        return result
    }
}

extension FaultOutcome.Recovery {
    /// The longest; null where one is: so many never came back.
    static func worst(_ all: [FaultOutcome.Recovery]) -> FaultOutcome.Recovery? {
        guard !all.isEmpty else { return nil }
        func longest(_ value: (Self) -> Double?) -> Double? {
            let known: [Double] = all.compactMap(value)
            return known.count == all.count ? known.max() : nil
        }
        return Self(p50Ms: longest(\.p50Ms), p90Ms: longest(\.p90Ms), p100Ms: longest(\.p100Ms))
    }
}

extension ClientCounts {
    /// Totals and clients added up, the quantiles of the worst trial; nil where one trial's are not known.
    static func pooled(_ all: [ClientCounts?]) -> ClientCounts? {
        let known: [ClientCounts] = all.compactMap { $0 }
        guard known.count == all.count, var result = known.first else { return nil }
        for other in known.dropFirst() {
            result.total &+= other.total
            result.clients &+= other.clients
            result.affected &+= other.affected
            result.p50 = Swift.max(result.p50, other.p50)
            result.p90 = Swift.max(result.p90, other.p90)
            result.max = Swift.max(result.max, other.max)
        }
        result.mean = Double(result.total) / Double(Swift.max(1, result.clients))
        return result
    }
}
