/// The Universal Scalability Law (Gunther, "Guerrilla Capacity Planning", 2007):
///
///     X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))
package struct ScalabilityLaw: Sendable, Equatable {
    package static let formula = "lambda N / (1 + sigma (N - 1) + kappa N (N - 1))"

    /// Throughput of one unit of load.
    package var lambda: Double
    /// Contention: the share of the work that is done one after another.
    package var sigma: Double
    /// Coherency: what each pair costs.
    package var kappa: Double

    package init(lambda: Double, sigma: Double, kappa: Double) {
        self.lambda = lambda
        self.sigma = sigma
        self.kappa = kappa
    }

    /// X(N), in lambda's unit times N's.
    package func throughput(_ load: Double) -> Double {
        lambda * load / (1 + sigma * (load - 1) + kappa * load * (load - 1))
    }

    /// The load beyond which throughput falls, sqrt((1 - sigma) / kappa); nil where it never does.
    package var peakLoad: Double? {
        guard kappa > 0, sigma < 1 else { return nil }
        return ((1 - sigma) / kappa).squareRoot()
    }

    /// What throughput cannot exceed at any load: the peak, or lambda / sigma without coherency; nil where nothing
    /// bounds it.
    package var largestThroughput: Double? {
        if let peak = peakLoad { return throughput(max(1, peak)) }
        return kappa == 0 && sigma > 0 ? lambda / sigma : nil
    }
}
