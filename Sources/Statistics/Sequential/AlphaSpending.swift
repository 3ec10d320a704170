/// How much of a test's error rate may be spent by the time that a share of its information is in.
///
/// The spending function of Lan and DeMets (Biometrika 70, 1983) that resembles the boundaries of O'Brien and
/// Fleming (Biometrics 35, 1979). Theirs is constant on the scale of the running sum, which under the null is a
/// Brownian motion W over the information t. By the reflection principle W passes a level c before t with the
/// probability 2 P(W(t) > c) = 2 (1 - Phi(c / sqrt t)); c is chosen so that all of alpha is spent at t = 1:
///
///     alpha(t) = 2 (1 - Phi(z / sqrt t)),  z = Phi^-1(1 - alpha / 2)
///
/// Early looks get next to nothing, so that the last one is nearly as powerful as a single test.
package struct AlphaSpending: Sendable, Equatable {
    /// One-sided error rate of the whole test.
    package let alpha: Double

    /// - Precondition: `alpha` lies between 0 and 1.
    package init(alpha: Double) {
        precondition(alpha > 0 && alpha < 1)
        self.alpha = alpha
    }

    /// Spent up to and including the share `fraction` of the information, 0...1.
    package func spent(at fraction: Double) -> Double {
        guard fraction > 0 else { return 0 }
        let level: Double = -Normal.quantile(alpha / 2)
        return 2 * Normal.cumulative(-level / min(fraction, 1).squareRoot())
    }
}
