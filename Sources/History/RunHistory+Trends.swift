import GRDB
import Results

extension RunHistory {
    /// What a trend is asked for.
    package struct TrendQuery: Sendable {
        package var reference: MetricReference
        package var scenario: String
        /// Values of arms instead of ratios of two.
        package var isAbsolute: Bool
        /// Only runs of the host of this name; nil takes all.
        package var machine: String?

        package init(
            reference: MetricReference, scenario: String, isAbsolute: Bool, machine: String? = nil
        ) {
            self.reference = reference
            self.scenario = scenario
            self.isAbsolute = isAbsolute
            self.machine = machine
        }
    }

    /// A metric from run to run, a trend for each arm (or pair) and load, in order of load and arm.
    ///
    /// Runs that are partial or invalid are left out: their figures are not measurements. A ratio is the one that
    /// was paired within the run, or its inverse where the reference names the arms the other way round; for what
    /// runs do not pair, the quotient of the two arms' figures.
    /// - Throws: ``HistoryError``.
    package func trends(_ query: TrendQuery) throws(HistoryError) -> [MetricTrend] {
        let values: [Sample] = try perform(writing: false) { queue in
            try queue.read { db in
                let runs: [Int64: RunSummary] = try Self.measuredRuns(query, db)
                let metric: String = query.reference.metric
                if query.isAbsolute { return try Self.figures(metric, runs, db) }
                var paired: [Sample] = try Self.ratios(metric, runs, db)
                if query.reference.baseline != nil {
                    paired = (paired + paired.compactMap(\.inverse)).filter { $0.fits(query.reference) }
                }
                return paired.isEmpty ? try Self.quotients(metric, runs, query.reference, db) : paired
            }
        }
        return Self.gather(values.filter { $0.fits(query.reference) })
    }

    /// A run's value of a cell or pair.
    private struct Sample {
        var metric: String
        var unit: String
        var arm: String
        var baseline: String?
        var load: String
        /// Row of the run.
        var row: Int64
        var point: MetricTrend.Point

        func fits(_ reference: MetricReference) -> Bool {
            (reference.arm == nil || reference.arm == arm)
                && (reference.load == nil || reference.load == load)
                && (reference.baseline == nil || reference.baseline == baseline)
        }

        /// Baseline / arm, exact since ratios are geometric means; nil where there is none.
        var inverse: Sample? {
            guard let baseline, point.value > 0 else { return nil }
            var sample: Sample = self
            sample.arm = baseline
            sample.baseline = arm
            sample.point.value = 1 / point.value
            sample.point.confidence95 = point.confidence95.flatMap { interval in
                interval.allSatisfy { $0 > 0 } ? interval.reversed().map { 1 / $0 } : nil
            }
            return sample
        }
    }

    private struct Place: Hashable {
        var run: Int64
        var arm: String
        var load: String
    }

    private static func measuredRuns(_ query: TrendQuery, _ db: Database) throws -> [Int64: RunSummary] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(summaryColumns) FROM runs WHERE scenario = ?1 AND NOT isPartial AND verdict != 'invalid'
                    AND (?2 IS NULL OR hostname = ?2)
                """, arguments: [query.scenario, query.machine])
        var runs: [Int64: RunSummary] = [:]
        for row in rows { runs[row["id"]] = try summary(row, db) }
        return runs
    }

    private static func figures(
        _ metric: String, _ runs: [Int64: RunSummary], _ db: Database
    ) throws -> [Sample] {
        try Row.fetchAll(db, sql: "SELECT * FROM figures WHERE metric = ?", arguments: [metric]).compactMap {
            row in
            guard let run = runs[row["run"]] else { return nil }
            return Sample(
                metric: metric, unit: row["unit"], arm: row["arm"], baseline: nil, load: row["load"],
                row: row["run"], point: MetricTrend.Point(run: run, value: row["value"]))
        }
    }

    private static func ratios(
        _ metric: String, _ runs: [Int64: RunSummary], _ db: Database
    ) throws -> [Sample] {
        try Row.fetchAll(db, sql: "SELECT * FROM ratios WHERE metric = ?", arguments: [metric]).compactMap {
            row in
            guard let run = runs[row["run"]] else { return nil }
            let ratio: RunRatio = ratio(row)
            return Sample(
                metric: metric, unit: "", arm: ratio.candidate, baseline: ratio.baseline, load: ratio.load,
                row: row["run"],
                point: MetricTrend.Point(run: run, value: ratio.ratio, confidence95: ratio.confidence95))
        }
    }

    private static func quotients(
        _ metric: String, _ runs: [Int64: RunSummary], _ reference: MetricReference, _ db: Database
    ) throws -> [Sample] {
        let known: Metric? = Metric.named(metric)
        let values: [Sample] = try figures(metric, runs, db)
        let byPlace: [Place: Sample] = Dictionary(
            values.map { (Place(run: $0.row, arm: $0.arm, load: $0.load), $0) },
            uniquingKeysWith: { first, _ in first })
        return values.compactMap { value in
            // Which arm others are compared with, the run's own comparisons say.
            let baseline: String? =
                reference.baseline ?? value.point.run.ratios.first { $0.load == value.load }?.baseline
            guard let baseline, baseline != value.arm,
                let base = byPlace[Place(run: value.row, arm: baseline, load: value.load)],
                known?.hasRatio(value.point.value, base.point.value) ?? false
            else { return nil }
            var ratio: Sample = value
            ratio.unit = ""
            ratio.baseline = baseline
            ratio.point.value = value.point.value / base.point.value
            return ratio
        }
    }

    private static func gather(_ samples: [Sample]) -> [MetricTrend] {
        var trends: [MetricTrend] = []
        for sample in samples {
            let place: Int? = trends.firstIndex {
                $0.arm == sample.arm && $0.baseline == sample.baseline && $0.load == sample.load
            }
            if let place {
                trends[place].points.append(sample.point)
            } else {
                trends.append(
                    MetricTrend(
                        metric: sample.metric, unit: sample.unit, arm: sample.arm, baseline: sample.baseline,
                        load: sample.load, points: [sample.point]))
            }
        }
        for index in trends.indices {
            trends[index].points.sort { ($0.run.startedAt, $0.run.runId) < ($1.run.startedAt, $1.run.runId) }
        }
        return trends.sorted { left, right in
            let loads: (Double, Double) = (
                Double(left.load) ?? .infinity, Double(right.load) ?? .infinity
            )
            if loads.0 != loads.1 { return loads.0 < loads.1 }
            return (left.load, left.arm) < (right.load, right.arm)
        }
    }
}
