import Results
import Statistics

/// Two runs at different times, figure by figure.
///
/// They share no pairs of trials, so intervals are Welch's over the trials of each side (over the blocks for
/// ratios within the runs) and hold what the machine did differently in between.
package struct RunComparison: Sendable {
    package let a: ResultsDocument
    package let b: ResultsDocument
    /// How arms compare within the runs.
    package let ratios: [Row]
    /// Figures of single cells.
    package let figures: [Row]
    /// What one of the runs has and the other has not.
    package let unmatched: [String]

    /// One figure in both runs.
    package struct Row: Sendable, Equatable {
        package var load: LoadPoint
        package var metric: String
        package var unit: String
        /// The arm, or `push / polling`.
        package var subject: String
        package var a: Double
        package var b: Double
        /// b / a; nil where a ratio means nothing.
        package var change: UnpairedRatio?

        /// The interval leaves out 1.
        package var isClear: Bool {
            change?.confidence95.map { $0.lowerBound > 1 || $0.upperBound < 1 } ?? false
        }
    }

    package init(_ a: ResultsDocument, _ b: ResultsDocument) {
        self.a = a
        self.b = b
        ratios = Self.ratios(a, b)
        figures = Self.figures(a, b)
        unmatched = Self.unmatched(a, b)
    }

    package var isEmpty: Bool { ratios.isEmpty && figures.isEmpty }

    /// Figures that are compared cell by cell; counts only where one of them is not zero.
    private static let compared: [String] = [
        "updateLatency.mean", "updateLatency.p50", "updateLatency.p99", "deliveryLatency.p50",
        "submitToSeen.mean", "traffic", "server.cpuPercent", "server.cpuMicrosecondsPerMessage",
        "server.residentBytes", "lost", "duplicated", "reordered", "errors", "disconnects",
    ]

    /// Fewer distinct events say where in the windows they happened to fall, not how long updates take.
    private static let fewestEvents = 20

    private static func ratios(_ a: ResultsDocument, _ b: ResultsDocument) -> [Row] {
        a.comparisons.compactMap { left in
            let right: Comparison? = b.comparisons.first {
                $0.metric == left.metric && $0.load == left.load && $0.baseline == left.baseline
                    && $0.candidate == left.candidate
            }
            guard let right, let first = left.ratio, let second = right.ratio else { return nil }
            return Row(
                load: left.load, metric: left.metric, unit: "",
                subject: "\(left.candidate) / \(left.baseline)", a: first, b: second,
                change: UnpairedRatio(baseline: byBlock(left, a), candidate: byBlock(right, b))
                    ?? UnpairedRatio(baseline: [first], candidate: [second]))
        }
    }

    /// The ratio of each block; empty where a value is missing.
    private static func byBlock(_ comparison: Comparison, _ document: ResultsDocument) -> [Double] {
        guard let metric = Metric.named(comparison.metric) else { return [] }
        func values(_ arm: String) -> [Int: Double] {
            let cell: Cell? = document.cells.first { $0.arm == arm && $0.load == comparison.load }
            var blocks: [Int: Moments] = [:]
            for trial in cell?.trials ?? [] where trial.counts {
                if let value = metric.value(trial.figures) {
                    blocks[trial.block, default: Moments()].add(value)
                }
            }
            return blocks.mapValues(\.mean)
        }
        let base: [Int: Double] = values(comparison.baseline)
        let candidate: [Int: Double] = values(comparison.candidate)
        return base.keys.sorted().compactMap { block in
            guard let under = base[block], let over = candidate[block], under > 0 else { return nil }
            return over / under
        }
    }

    private static func figures(_ a: ResultsDocument, _ b: ResultsDocument) -> [Row] {
        let pairs: [(Cell, Cell)] = a.cells.compactMap { cell in
            b.cells.first { isSame(cell, $0) }.map { (cell, $0) }
        }
        return pairs.flatMap { left, right in
            compared.compactMap { Metric.named($0) }.compactMap { row(left, right, $0) }
        }
    }

    private static func row(_ left: Cell, _ right: Cell, _ metric: Metric) -> Row? {
        guard let a = metric.value(left.summary), let b = metric.value(right.summary) else { return nil }
        // Counts of what went wrong are worth a line only where something did.
        if metric.unit.isEmpty, a == 0, b == 0 { return nil }
        if let distribution = metric.distribution {
            let events: [Int] = [left, right].map { distribution($0.summary)?.events ?? 0 }
            guard events.allSatisfy({ $0 >= fewestEvents }) else { return nil }
        }
        var change: UnpairedRatio?
        if metric.hasRatio(a, b) {
            change =
                UnpairedRatio(baseline: trials(left, metric), candidate: trials(right, metric))
                ?? UnpairedRatio(baseline: [a], candidate: [b])
        }
        return Row(
            load: left.load, metric: metric.name, unit: metric.unit, subject: left.arm, a: a, b: b,
            change: change)
    }

    private static func trials(_ cell: Cell, _ metric: Metric) -> [Double] {
        cell.trials.filter(\.counts).compactMap { metric.value($0.figures) }
    }

    private static func isSame(_ left: Cell, _ right: Cell) -> Bool {
        left.arm == right.arm && left.load == right.load && left.clients == right.clients
    }

    private static func unmatched(_ a: ResultsDocument, _ b: ResultsDocument) -> [String] {
        func missing(_ from: ResultsDocument, _ other: ResultsDocument, _ name: String) -> [String] {
            from.cells.filter { cell in !other.cells.contains { isSame(cell, $0) } }.map {
                "\($0.arm)@\($0.load.name) with \(NumberFormat.count($0.clients)) clients is only in \(name)"
            }
        }
        return missing(a, b, "A") + missing(b, a, "B")
    }
}
