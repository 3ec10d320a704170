import Results
import Statistics

/// Compares arms with the baseline at each load, in pairs of trials within blocks.
struct ArmComparison {
    /// A latency is compared from so many distinct events a side on, over the counted trials: fewer say
    /// where in the windows they happened to fall. An idle swarm has one event a trial at a fixed phase,
    /// so that trials agree to the millisecond on a figure that means nothing.
    static let fewestEvents = 20

    private(set) var comparisons: [Comparison] = []
    /// Why ratios are missing or rest on fewer blocks than were run.
    private(set) var notes: [String] = []

    /// For every cell that is not the baseline's and has a baseline cell at its load.
    init(_ cells: [Cell], baseline: String, seed: UInt64) {
        for candidate in cells where candidate.arm != baseline {
            let base = cells.first {
                $0.arm == baseline && $0.load == candidate.load && $0.clients == candidate.clients
            }
            guard let base else { continue }
            for metric in ComparedFigure.all { compare(base, candidate, by: metric, seed: seed) }
        }
    }

    private mutating func compare(
        _ baseline: Cell, _ candidate: Cell, by metric: ComparedFigure, seed: UInt64
    ) {
        let left: [Int: Double] = Self.valuesByBlock(baseline, metric.value)
        let right: [Int: Double] = Self.valuesByBlock(candidate, metric.value)
        let blocks: [Int] = left.keys.filter { right[$0] != nil }.sorted()
        notes += Self.omitted(baseline, candidate, metric, paired: blocks).map {
            "\(candidate.label) / \(baseline.label): \(metric.name) \($0)"
        }
        let leftValues: [Double] = blocks.compactMap { left[$0] }
        let rightValues: [Double] = blocks.compactMap { right[$0] }
        let withheld: Withheld? = Withheld([baseline, candidate], metric)
        var ratio: PairedRatio?
        if withheld == nil, (leftValues + rightValues).allSatisfy({ $0 >= metric.nearZero }) {
            ratio = PairedRatio(baseline: leftValues, candidate: rightValues, seed: seed)
        }
        let difference = PairedDifference(
            baseline: leftValues, candidate: rightValues, seed: ratio == nil && withheld == nil ? seed : nil)
        guard let difference else { return }
        if let reason = withheld?.note, !notes.contains(reason) { notes.append(reason) }
        var confidence = ratio.map(\.confidence95) ?? difference.confidence95
        var bootstrap = ratio.map(\.bootstrap95) ?? difference.bootstrap95
        if withheld != nil {
            confidence = nil
            bootstrap = nil
        }
        let detectable: Double? = ratio.flatMap { ratio in
            ratio.trialSpread.flatMap { DetectableEffect().smallest(spread: $0, pairs: ratio.pairs) }
        }
        comparisons.append(
            Comparison(
                metric: metric.name, load: candidate.load, baseline: baseline.arm, candidate: candidate.arm,
                ratio: ratio?.estimate, difference: difference.estimate, unit: metric.unit,
                confidence95: confidence.map { [$0.lowerBound, $0.upperBound] },
                bootstrap95: bootstrap.map { [$0.lowerBound, $0.upperBound] }, pairs: blocks.count,
                detectableChange: detectable, withheld: withheld?.key))
    }

    /// Blocks that both arms ran and that make no pair, because a value is missing in one.
    private static func omitted(
        _ baseline: Cell, _ candidate: Cell, _ metric: ComparedFigure, paired: [Int]
    ) -> [String] {
        func blocks(_ cell: Cell) -> Set<Int> { Set(cell.trials.filter(\.counts).map(\.block)) }
        let run: Set<Int> = blocks(baseline).intersection(blocks(candidate))
        let missing: [Int] = run.subtracting(paired).sorted()
        // A figure that neither arm ever has, such as submit to seen without tasks, is not missing.
        let exists: Bool = [baseline, candidate].contains { !valuesByBlock($0, metric.value).isEmpty }
        guard exists, !missing.isEmpty else { return [] }
        let numbers: String = missing.map { String($0 + 1) }.joined(separator: ", ")
        return ["leaves out block\(missing.count == 1 ? "" : "s") \(numbers), where an arm has no value"]
    }

    /// One value a block: its trials' mean, where an order like ABBA holds an arm twice.
    static func valuesByBlock(_ cell: Cell, _ value: (Figures) -> Double?) -> [Int: Double] {
        var byBlock: [Int: Moments] = [:]
        for trial in cell.trials where trial.counts {
            if let value = value(trial.figures) { byBlock[trial.block, default: Moments()].add(value) }
        }
        return byBlock.mapValues(\.mean)
    }
}

extension ArmComparison {
    /// Why two cells' latencies have no ratio.
    private struct Withheld {
        /// As the document has it, and reports in a footnote.
        var key: String
        /// For the run's notes.
        var note: String?

        /// Nil when nothing speaks against one, and for figures that are no latency.
        init?(_ cells: [Cell], _ metric: ComparedFigure) {
            guard let latency = metric.latency else { return nil }
            let distributions = cells.map { (cell: $0, latency: latency($0.summary) ?? .empty) }
            if let lossy = distributions.first(where: { $0.latency.infinite > 0 }) {
                key = "updates that never arrived"
                note =
                    "\(lossy.cell.label): \(lossy.latency.infinite) of \(lossy.latency.count) samples of "
                    + "\(metric.name.prefix { $0 != "." }) never arrived, so the mean of the others is not compared"
            } else if distributions.contains(where: { $0.latency.events < ArmComparison.fewestEvents }) {
                key = "too few events"
            } else {
                return nil
            }
        }
    }
}
