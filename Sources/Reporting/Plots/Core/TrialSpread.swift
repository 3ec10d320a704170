import Statistics

/// The mean of a figure's trial values with its 95 % interval: the trial is the unit of replication.
struct TrialSpread: Sendable, Equatable {
    let values: [Double]
    let mean: Double
    /// From Student's t on the trials; nil below three of them.
    let interval: ClosedRange<Double>?

    /// Nil without a finite value.
    init?(_ values: [Double]) {
        self.values = values.filter { $0.isFinite && $0.magnitude < 1e100 }
        guard !self.values.isEmpty else { return nil }
        let moments = Moments(self.values)
        mean = moments.mean
        guard self.values.count >= PairedRatio.fewestPairsForInterval, let error = moments.standardError
        else {
            interval = nil
            return
        }
        let reach: Double =
            StudentT(degreesOfFreedom: Double(self.values.count - 1)).quantile(0.975) * error
        interval = (mean - reach)...(mean + reach)
    }

    /// `98.9 ms (96.0 ms to 102 ms)`.
    func text(_ quantity: PlotQuantity) -> String {
        guard let interval else { return quantity.text(mean) }
        return "\(quantity.text(mean)) (\(quantity.text(interval.lowerBound)) to "
            + "\(quantity.text(interval.upperBound)))"
    }

    /// `96.0 ms to 102 ms`, or a dash.
    func intervalText(_ quantity: PlotQuantity) -> String {
        interval.map { "\(quantity.text($0.lowerBound)) to \(quantity.text($0.upperBound))" } ?? "-"
    }
}
