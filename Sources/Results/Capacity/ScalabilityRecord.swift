/// The Universal Scalability Law, fitted to goodput at saturation.
package struct ScalabilityRecord: Codable, Sendable, Equatable {
    package var formula: String
    package var lambda: CapacityEstimate
    package var sigma: CapacityEstimate
    package var kappa: CapacityEstimate
    /// Clients at which goodput is largest; null where kappa may be 0.
    @ExplicitNull package var peakClients: Double?
    /// Messages a second that no load exceeds; null where nothing bounds it.
    @ExplicitNull package var largestGoodput: Double?
    /// Beyond so many clients it says nothing; null where kappa is above 0.
    @ExplicitNull package var forecastLimit: Double?
    /// Goodput, messages a second.
    package var residuals: [CapacityResidual]

    package init(
        formula: String, lambda: CapacityEstimate, sigma: CapacityEstimate, kappa: CapacityEstimate,
        peakClients: Double?, largestGoodput: Double?, forecastLimit: Double?, residuals: [CapacityResidual]
    ) {
        self.formula = formula
        self.lambda = lambda
        self.sigma = sigma
        self.kappa = kappa
        self.peakClients = peakClients
        self.largestGoodput = largestGoodput
        self.forecastLimit = forecastLimit
        self.residuals = residuals
    }
}
