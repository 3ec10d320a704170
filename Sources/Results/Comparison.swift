/// How two arms compare at one load, from pairs of trials within blocks.
package struct Comparison: Codable, Sendable, Equatable {
    /// Path of the figure, for instance `updateLatency.mean`.
    package var metric: String
    package var load: LoadPoint
    package var baseline: String
    package var candidate: String
    /// Candidate / baseline, from the mean of paired log-ratios. Null where a side is near zero, and
    /// where `withheld` says why.
    @ExplicitNull package var ratio: Double?
    /// Candidate minus baseline in the figure's unit, from the mean of paired differences.
    package var difference: Double
    package var unit: String
    /// 95 % interval of `ratio`, or of `difference` where there is no ratio; null below 3 pairs.
    @ExplicitNull package var confidence95: [Double]?
    /// The same interval by bootstrap over trials.
    @ExplicitNull package var bootstrap95: [Double]?
    package var pairs: Int
    /// Smallest relative change that as many pairs with this run's spread find in 80 of 100 runs; null
    /// without a ratio and below 3 pairs.
    @ExplicitNull package var detectableChange: Double?

    /// Why there is neither ratio nor interval although the values have them: `too few events`, or
    /// `updates that never arrived`; null otherwise.
    @ExplicitNull package var withheld: String?

    package init(
        metric: String, load: LoadPoint, baseline: String, candidate: String, ratio: Double?,
        difference: Double, unit: String, confidence95: [Double]?, bootstrap95: [Double]?, pairs: Int,
        detectableChange: Double? = nil, withheld: String? = nil
    ) {
        self.metric = metric
        self.load = load
        self.baseline = baseline
        self.candidate = candidate
        self.ratio = ratio
        self.difference = difference
        self.unit = unit
        self.confidence95 = confidence95
        self.bootstrap95 = bootstrap95
        self.pairs = pairs
        self.detectableChange = detectableChange
        self.withheld = withheld
    }
}

/// A closed form beside its measurement.
package struct Prediction: Codable, Sendable, Equatable {
    package var quantity: String
    /// `ARM@LOAD`, for instance `polling@10`.
    package var cell: String
    package var unit: String
    package var predicted: Double
    package var measured: Double
    package var formula: String
    /// Whether a residual above 10 % is a finding. False for a form that rests on an assumption which
    /// the run does not meet (Poisson arrivals) or an input it only bounds (the cost of a send).
    package var checked: Bool

    package init(
        quantity: String, cell: String, unit: String, predicted: Double, measured: Double, formula: String,
        checked: Bool = true
    ) {
        self.quantity = quantity
        self.cell = cell
        self.unit = unit
        self.predicted = predicted
        self.measured = measured
        self.formula = formula
        self.checked = checked
    }

    /// (measured - predicted) / predicted; above 0.1 either way it is a validity finding.
    package var residual: Double { predicted == 0 ? 0 : (measured - predicted) / predicted }
}
