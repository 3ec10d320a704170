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
        let found = MeanInterval(self.values)
        mean = found.mean
        interval = found.confidence95
    }

    /// `98.9 ms (96.0 ms to 102 ms)`; the mean alone where the interval's ends read the same.
    func text(_ quantity: PlotQuantity) -> String {
        let mean: String = quantity.text(mean)
        return interval?.ends(quantity).map { "\(mean) (\($0))" } ?? mean
    }

    /// `96.0 ms to 102 ms`, or a dash.
    func intervalText(_ quantity: PlotQuantity) -> String { interval?.text(quantity) ?? "-" }
}

extension ClosedRange<Double> {
    /// `96.0 ms to 102 ms`; nil where both read the same.
    func ends(_ quantity: PlotQuantity) -> String? {
        let ends: [String] = [quantity.text(lowerBound), quantity.text(upperBound)]
        return ends[0] == ends[1] ? nil : "\(ends[0]) to \(ends[1])"
    }

    /// `96.0 ms to 102 ms`, or once what both ends read.
    func text(_ quantity: PlotQuantity) -> String { ends(quantity) ?? quantity.text(lowerBound) }
}
