import Results
import Statistics

/// A metric from run to run, and where its level changed.
package struct TrendFinding: Sendable {
    package let trend: MetricTrend
    package let changes: [ChangePoint]
    /// Fewer runs cannot show a change.
    package static let fewestRuns = 2 * ChangePointSearch().shortest

    /// Values that are all above zero are compared by ratio, others by difference.
    ///
    /// - Throws: ``ChangePointError`` for a value that is not a finite number.
    package init(_ trend: MetricTrend) throws(ChangePointError) {
        self.trend = trend
        let values: [Double] = trend.points.map(\.value)
        changes = try ChangePointSearch().changes(
            in: values, scale: values.allSatisfy { $0 > 0 } ? .logarithmic : .linear)
    }

    /// The last run of the old level and the first of the new one.
    func runs(at change: ChangePoint) -> (before: RunSummary, after: RunSummary) {
        (trend.points[change.index - 1].run, trend.points[change.index].run)
    }

    func text(_ value: Double) -> String {
        trend.isRatio ? NumberFormat.significant(value) : UnitFormat.text(value, unit: trend.unit)
    }

    /// What stands between a value and its interpretation: other scenarios and other machines among the runs.
    var remarks: [String] {
        var remarks: [String] = []
        for (before, after) in zip(trend.points, trend.points.dropFirst()) {
            guard let old = before.run.origin.scenarioHash, let new = after.run.origin.scenarioHash,
                old != new
            else { continue }
            remarks.append(
                "from run \(after.run.runId) on the scenario asks for something else (its hash changed): "
                    + "values before and after are not of one thing")
        }
        var machines: [RunSummary] = []
        for point in trend.points where !machines.contains(where: { $0.isOnMachine(of: point.run) }) {
            machines.append(point.run)
        }
        if machines.count > 1 {
            remarks.append(
                "the runs come from \(machines.count) machines: "
                    + (trend.isRatio
                        ? "ratios within a run carry over between machines, though not exactly"
                        : "what looks like a change may be another machine"))
        }
        return remarks
    }
}
