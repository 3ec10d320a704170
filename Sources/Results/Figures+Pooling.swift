extension Figures {
    /// The summary of a cell: percentiles and means of latencies from the trials' merged histograms
    /// (pooled), counts added up, and means of the trial values for shares, traffic, CPU and memory.
    ///
    /// Nil without trials.
    package init?(pooling trials: [Trial]) {
        guard !trials.isEmpty else { return nil }
        let all: [Figures] = trials.map(\.figures)
        let merged: [String: SparseHistogram] = Self.merge(trials.map(\.histograms))
        func summary(_ key: String) -> LatencySummary? { merged[key].map(LatencySummary.init) }
        func total(_ count: (Figures) -> Int) -> Int { all.reduce(0) { $0 &+ count($1) } }
        func known(_ count: (Figures) -> Int?) -> Int? { Self.total(all.map(count)) }
        var byType: [String: LatencySummary] = [:]
        for (key, histogram) in merged {
            if let type = HistogramKey.eventType(key) { byType[type] = LatencySummary(histogram) }
        }
        self.init(
            updateLatencyMs: summary(HistogramKey.updateLatency) ?? .empty,
            deliveryLatencyMs: summary(HistogramKey.deliveryLatency) ?? .empty,
            serverDelayMs: summary(HistogramKey.serverDelay), pollWaitMs: summary(HistogramKey.pollWait),
            asSeenLatencyMs: summary(HistogramKey.asSeenLatency) ?? .empty,
            submitToSeenMs: summary(HistogramKey.submitToSeen), updateLatencyByTypeMs: byType,
            staleShare: Self.mean(all.map(\.staleShare)), traffic: Traffic(averaging: all.map(\.traffic)),
            server: ServerCost(averaging: all.map(\.server), stampLag: merged[HistogramKey.stampLag]),
            updates: known(\.updates), events: known(\.events), messages: total(\.messages),
            lost: known(\.lost), duplicated: known(\.duplicated), reordered: known(\.reordered),
            shed: total(\.shed), coalesced: known(\.coalesced),
            errors: all.reduce(into: [:]) { $0.merge($1.errors, uniquingKeysWith: &+) },
            disconnects: total(\.disconnects),
            generator: GeneratorHealth(pooling: trials, lag: merged[HistogramKey.generatorLag]),
            findings: Self.gather(trials, \.findings), invalidReasons: Self.gather(trials, \.invalidReasons),
            messagesPerClientSecond: Self.mean(all.map(\.messagesPerClientSecond)),
            eventTraffic: Self.averaged(all.compactMap(\.eventTraffic)),
            sharedReceiptShare: Self.mean(all, \.sharedReceiptShare),
            deliveryLowerBoundMs: Self.mean(all, \.deliveryLowerBoundMs),
            submissions: SubmissionFigures(averaging: all, merged: merged),
            behaviours: BehaviourFigures.pooled(all, merged: merged))
        faults = FaultFigures.pooled(all.compactMap(\.faults))
    }

    /// Type by type over the trials that saw it; nil without any.
    private static func averaged(_ all: [[String: EventTraffic]]) -> [String: EventTraffic]? {
        guard !all.isEmpty else { return nil }
        let types: Set<String> = Set(all.flatMap(\.keys))
        return types.reduce(into: [:]) { result, type in
            result[type] = EventTraffic(averaging: all.compactMap { $0[type] })
        }
    }

    /// Of a mean over deliveries: weighted by their number, as the pooled mean beside it is.
    private static func mean(_ all: [Figures], _ value: (Figures) -> Double?) -> Double? {
        var sum: Double = 0
        var weights: Double = 0
        for figures in all {
            guard let value = value(figures) else { continue }
            let delivered = Double(figures.deliveryLatencyMs.count - figures.deliveryLatencyMs.infinite)
            sum += value * delivered
            weights += delivered
        }
        return weights > 0 ? sum / weights : nil
    }

    private static func merge(_ sets: [[String: SparseHistogram]]) -> [String: SparseHistogram] {
        sets.reduce(into: [:]) { $0.merge($1) { $0.merged(with: $1) } }
    }

    /// Nil when one of them is: with a part unknown, so is the whole.
    static func total(_ counts: [Int?]) -> Int? {
        let present: [Int] = counts.compactMap { $0 }
        return present.count == counts.count ? present.reduce(0, &+) : nil
    }

    /// Over the values there are; nil without any.
    static func mean(_ values: [Double?]) -> Double? {
        let present: [Double] = values.compactMap { $0 }
        return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
    }

    /// The trials' remarks, each once and with the trials it came from.
    static func gather(_ trials: [Trial], _ remarks: (Figures) -> [String]) -> [String] {
        var order: [String] = []
        var positions: [String: [String]] = [:]
        for trial in trials {
            for remark in remarks(trial.figures) {
                if positions[remark] == nil { order.append(remark) }
                positions[remark, default: []].append(String(trial.position))
            }
        }
        return order.map { remark in
            let own: [String] = positions[remark] ?? []
            return "trial\(own.count == 1 ? "" : "s") \(own.joined(separator: ", ")): \(remark)"
        }
    }
}

extension SubmissionFigures {
    /// The mean rate of the trials, and their merged distributions; nil without any.
    init?(averaging all: [Figures], merged: [String: SparseHistogram]) {
        guard let rate = Figures.mean(all.map(\.submissions?.acceptedPerSecond)),
            let response = merged[HistogramKey.submitResponse],
            let service = merged[HistogramKey.submitService]
        else { return nil }
        self.init(
            acceptedPerSecond: rate, responseMs: LatencySummary(response), serviceMs: LatencySummary(service))
    }
}

extension Traffic {
    /// Means of the trial values; retransmits add up.
    init(averaging all: [Traffic]) {
        func mean(_ value: (Traffic) -> Double) -> Double { Figures.mean(all.map(value)) ?? 0 }
        self.init(
            appBytesPerClientHour: Directions(
                up: mean(\.appBytesPerClientHour.up), down: mean(\.appBytesPerClientHour.down)),
            wireBytesPerClientHour: Directions(
                up: mean(\.wireBytesPerClientHour.up), down: mean(\.wireBytesPerClientHour.down)),
            heartbeatBytesPerClientHour: mean(\.heartbeatBytesPerClientHour),
            handshakeBytes: mean(\.handshakeBytes),
            retransmittedSegments: all.reduce(0) { $0 &+ $1.retransmittedSegments },
            periodicBytesPerClientHour: Figures.mean(all.map(\.periodicBytesPerClientHour)))
    }
}

extension ServerCost {
    /// Means of the trial values; the stamp lag from the merged histogram.
    init(averaging all: [ServerCost], stampLag: SparseHistogram?) {
        // A split of some trials only would not add up to the CPU of all of them.
        let isSplit: Bool = all.allSatisfy { $0.userPercent != nil && $0.systemPercent != nil }
        self.init(
            cpuPercent: Figures.mean(all.map(\.cpuPercent)),
            userPercent: isSplit ? Figures.mean(all.map(\.userPercent)) : nil,
            systemPercent: isSplit ? Figures.mean(all.map(\.systemPercent)) : nil,
            cpuMicrosecondsPerUpdate: Figures.mean(all.map(\.cpuMicrosecondsPerUpdate)),
            cpuMicrosecondsPerMessage: Figures.mean(all.map(\.cpuMicrosecondsPerMessage)),
            residentBytes: Figures.mean(all.map(\.residentBytes)),
            stampLagP99Ms: stampLag?.value(atQuantile: 0.99).map { Double($0) / 1e6 })
    }
}

extension GeneratorHealth {
    /// Saturated when it was in any of the trials.
    init(pooling trials: [Trial], lag: SparseHistogram?) {
        let all: [GeneratorHealth] = trials.map(\.figures.generator)
        self.init(
            cpuPercent: Figures.mean(all.map(\.cpuPercent)) ?? 0,
            lagP99Microseconds: lag?.value(atQuantile: 0.99).map { Double($0) / 1e3 } ?? 0,
            missedIntended: all.reduce(0) { $0 &+ $1.missedIntended },
            sharedReads: all.reduce(0) { $0 &+ $1.sharedReads },
            verdict: all.contains { $0.verdict == .saturated } ? .saturated : .valid,
            reasons: Figures.gather(trials, \.generator.reasons))
        // One bad trial must not hide behind good ones.
        busiestLoopPercent = all.compactMap(\.busiestLoopPercent).max()
        loopWaitPercent = all.compactMap(\.loopWaitPercent).max()
        longestStallMs = all.compactMap(\.longestStallMs).max()
        unreadMs = all.compactMap(\.unreadMs).max()
    }
}
