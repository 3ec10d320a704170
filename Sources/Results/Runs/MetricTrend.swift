/// One metric of one cell, or the ratio of two arms at one load, from run to run.
package struct MetricTrend: Sendable, Equatable {
    package var metric: String
    /// Of the values; empty for ratios.
    package var unit: String
    /// The arm, or the candidate of a ratio.
    package var arm: String
    /// What the arm is divided by; nil for absolute values.
    package var baseline: String?
    /// A load point's name.
    package var load: String
    /// Oldest first.
    package var points: [Point]

    /// A run's value.
    package struct Point: Sendable, Equatable {
        package var run: RunSummary
        package var value: Double
        /// Of a ratio paired within the run; nil otherwise.
        package var confidence95: [Double]?

        package init(run: RunSummary, value: Double, confidence95: [Double]? = nil) {
            self.run = run
            self.value = value
            self.confidence95 = confidence95
        }
    }

    package init(
        metric: String, unit: String, arm: String, baseline: String?, load: String, points: [Point]
    ) {
        self.metric = metric
        self.unit = unit
        self.arm = arm
        self.baseline = baseline
        self.load = load
        self.points = points
    }

    package var isRatio: Bool { baseline != nil }

    /// `push / polling traffic@10`, `push.traffic@10`.
    package var name: String {
        baseline.map { "\(arm)/\($0) \(metric)@\(load)" } ?? "\(arm).\(metric)@\(load)"
    }
}
