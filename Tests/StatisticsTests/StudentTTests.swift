import Statistics
import Testing

@Suite struct StudentTTests {
    /// Computed with SciPy 1.17.1, `scipy.stats.t.ppf`; the whole degrees agree with the printed tables.
    static let quantiles: [(freedom: Double, p: Double, t: Double)] = [
        (1, 0.6, 0.324919696232906), (1, 0.975, 12.7062047361747), (1, 0.9995, 636.61924876879),
        (2, 0.9, 1.88561808316413), (2, 0.975, 4.30265272974946), (2, 0.995, 9.92484320091829),
        (3, 0.975, 3.18244630528371), (3, 0.995, 5.84090930973336),
        (4, 0.6, 0.270722294707598), (4, 0.975, 2.77644510519779), (4, 0.9995, 8.61030158137952),
        (9, 0.9, 1.38302873839663), (9, 0.975, 2.2621571627982), (9, 0.995, 3.24983554159213),
        (19, 0.975, 2.09302405440831), (19, 0.9995, 3.88340585259213),
        (29, 0.6, 0.255683634571256), (29, 0.975, 2.0452296421327),
        (120, 0.975, 1.97993040508244), (120, 0.9995, 3.37345376856253),
        (2.5, 0.975, 3.57465484200368), (2.5, 0.9995, 18.2778935281315),
    ]

    @Test("quantiles agree with SciPy to eight digits, on both sides", arguments: quantiles)
    func quantile(row: (freedom: Double, p: Double, t: Double)) {
        let distribution = StudentT(degreesOfFreedom: row.freedom)
        #expect(abs(distribution.quantile(row.p) - row.t) < 1e-8 * max(1, row.t))
        #expect(abs(distribution.quantile(1 - row.p) + row.t) < 1e-8 * max(1, row.t))
    }

    /// `scipy.stats.t.cdf`.
    static let probabilities: [(freedom: Double, t: Double, p: Double)] = [
        (1, 1, 0.75), (4, 2.776, 0.9749886108400118), (9, -1.5, 0.08392532802853753),
        (19, 0.1, 0.5393040251173727), (29, 4, 0.9997999680271737), (2.5, 0.7, 0.728297528405226),
    ]

    @Test("probabilities agree with SciPy to ten digits", arguments: probabilities)
    func cumulative(row: (freedom: Double, t: Double, p: Double)) {
        #expect(abs(StudentT(degreesOfFreedom: row.freedom).cumulative(row.t) - row.p) < 1e-10)
    }

    @Test("the ends are infinite and the middle is zero")
    func ends() {
        let distribution = StudentT(degreesOfFreedom: 5)
        #expect(distribution.quantile(0) == -.infinity)
        #expect(distribution.quantile(1) == .infinity)
        #expect(distribution.quantile(0.5) == 0)
        #expect(distribution.cumulative(0) == 0.5)
    }

    /// `scipy.special.betainc`.
    static let betas: [(x: Double, a: Double, b: Double, value: Double)] = [
        (0.2, 0.5, 0.5, 0.2951672353008665), (0.5, 2, 3, 0.6875), (0.9, 10, 0.5, 0.15164090963470994),
        (0.01, 0.5, 20, 0.4713699354850154), (0.999, 100, 2, 0.9952713618250799), (0, 2, 2, 0), (1, 2, 2, 1),
    ]

    @Test("the incomplete beta function agrees with SciPy", arguments: betas)
    func beta(row: (x: Double, a: Double, b: Double, value: Double)) {
        #expect(abs(regularizedIncompleteBeta(row.x, row.a, row.b) - row.value) < 1e-12)
    }

    @Test(
        "normal quantiles are the tabled ones",
        arguments: [(0.975, 1.959963984540054), (0.8, 0.8416212335729143)])
    func normal(row: (p: Double, z: Double)) {
        #expect(abs(Normal.quantile(row.p) - row.z) < 1e-12)
        #expect(abs(Normal.cumulative(row.z) - row.p) < 1e-14)
    }
}
