import Results
import Statistics

/// Compares arms with the baseline at each load, in pairs of trials within blocks.
enum ArmComparison {
    /// A figure that arms are compared by.
    struct Metric: Sendable {
        var name: String
        var unit: String
        /// Below this on either side a ratio means nothing, and the difference is given.
        var nearZero: Double
        var value: @Sendable (Figures) -> Double?
    }

    static let metrics: [Metric] = [
        Metric(name: "updateLatency.mean", unit: "ms", nearZero: 0) { $0.updateLatencyMs.mean },
        Metric(name: "updateLatency.p50", unit: "ms", nearZero: 0) { $0.updateLatencyMs.p50 },
        Metric(name: "submitToSeen.mean", unit: "ms", nearZero: 0) { $0.submitToSeenMs?.mean },
        // A thousand bytes an hour is less than one poll a minute.
        Metric(name: "traffic", unit: "bytes/client/h", nearZero: 1_000) {
            $0.traffic.wireTotalWithHeartbeats
        },
        // Half a percent is what timers and the log reader cost an idle server.
        Metric(name: "server.cpuPercent", unit: "%", nearZero: 0.5) { $0.server.cpuPercent },
        Metric(name: "server.residentBytes", unit: "bytes", nearZero: 1_000_000) { $0.server.residentBytes },
    ]

    /// For every cell that is not the baseline's and has a baseline cell at its load.
    static func all(_ cells: [Cell], baseline: String, seed: UInt64) -> [Comparison] {
        cells.filter { $0.arm != baseline }.flatMap { candidate -> [Comparison] in
            let base = cells.first {
                $0.arm == baseline && $0.load == candidate.load && $0.clients == candidate.clients
            }
            guard let base else { return [] }
            return metrics.compactMap { compare(base, candidate, by: $0, seed: seed) }
        }
    }

    private static func compare(
        _ baseline: Cell, _ candidate: Cell, by metric: Metric, seed: UInt64
    ) -> Comparison? {
        let left: [Int: Double] = valuesByBlock(baseline, metric)
        let right: [Int: Double] = valuesByBlock(candidate, metric)
        let blocks: [Int] = left.keys.filter { right[$0] != nil }.sorted()
        let leftValues: [Double] = blocks.compactMap { left[$0] }
        let rightValues: [Double] = blocks.compactMap { right[$0] }
        var ratio: PairedRatio?
        if (leftValues + rightValues).allSatisfy({ $0 >= metric.nearZero }) {
            ratio = PairedRatio(baseline: leftValues, candidate: rightValues, seed: seed)
        }
        let difference = PairedDifference(
            baseline: leftValues, candidate: rightValues, seed: ratio == nil ? seed : nil)
        guard let difference else { return nil }
        let confidence = ratio.map(\.confidence95) ?? difference.confidence95
        let bootstrap = ratio.map(\.bootstrap95) ?? difference.bootstrap95
        let detectable: Double? = ratio.flatMap { ratio in
            ratio.trialSpread.flatMap { DetectableEffect().smallest(spread: $0, pairs: ratio.pairs) }
        }
        return Comparison(
            metric: metric.name, load: candidate.load, baseline: baseline.arm, candidate: candidate.arm,
            ratio: ratio?.estimate, difference: difference.estimate, unit: metric.unit,
            confidence95: confidence.map { [$0.lowerBound, $0.upperBound] },
            bootstrap95: bootstrap.map { [$0.lowerBound, $0.upperBound] }, pairs: blocks.count,
            detectableChange: detectable)
    }

    /// One value a block: its trials' mean, where an order like ABBA holds an arm twice.
    private static func valuesByBlock(_ cell: Cell, _ metric: Metric) -> [Int: Double] {
        var byBlock: [Int: Moments] = [:]
        for trial in cell.trials where trial.counts {
            if let value = metric.value(trial.figures) { byBlock[trial.block, default: Moments()].add(value) }
        }
        return byBlock.mapValues(\.mean)
    }
}
