import Foundation
import Results
import Statistics

/// `bench trend --json`: an array of trends, each with its points and changes.
package enum TrendJSON {
    package static func render(_ findings: [TrendFinding]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(findings.map(Trend.init)), as: UTF8.self)
    }

    private struct Trend: Encodable {
        var metric: String
        var unit: String
        var arm: String
        @ExplicitNull var baseline: String?
        var load: String
        var points: [Point]
        var changes: [Change]

        init(_ finding: TrendFinding) {
            metric = finding.trend.metric
            unit = finding.trend.unit
            arm = finding.trend.arm
            baseline = finding.trend.baseline
            load = finding.trend.load
            points = finding.trend.points.map(Point.init)
            changes = finding.changes.map { Change($0, in: finding) }
        }
    }

    private struct Point: Encodable {
        var runId: String
        var startedAt: String
        @ExplicitNull var commit: String?
        var value: Double
        @ExplicitNull var confidence95: [Double]?

        init(_ point: MetricTrend.Point) {
            runId = point.run.runId
            startedAt = point.run.startedAt
            commit = point.run.origin.commit
            value = point.value
            confidence95 = point.confidence95
        }
    }

    private struct Change: Encodable {
        /// Of the first point of the new level.
        var index: Int
        var runBefore: String
        var runAfter: String
        @ExplicitNull var commitBefore: String?
        @ExplicitNull var commitAfter: String?
        var before: Double
        var after: Double
        @ExplicitNull var ratio: Double?
        @ExplicitNull var ratio95: [Double]?
        var pValue: Double

        init(_ change: ChangePoint, in finding: TrendFinding) {
            let runs: (before: RunSummary, after: RunSummary) = finding.runs(at: change)
            index = change.index
            runBefore = runs.before.runId
            runAfter = runs.after.runId
            commitBefore = runs.before.origin.commit
            commitAfter = runs.after.origin.commit
            before = change.before
            after = change.after
            ratio = change.ratio
            ratio95 = change.ratio95.map { [$0.lowerBound, $0.upperBound] }
            pValue = change.test.pValue
        }
    }
}
