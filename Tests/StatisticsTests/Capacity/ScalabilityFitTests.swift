import Testing

@testable import Statistics

@Suite("The Universal Scalability Law") struct ScalabilityFitTests {
    private static let loads: [Double] = [2_000, 2_400, 2_900, 3_500, 4_200, 5_000, 6_000, 7_200]

    private func points(_ law: ScalabilityLaw, _ loads: [Double] = loads, noise: (Int) -> Double = { _ in 1 })
        -> [ScalabilityFit.Point]
    {
        loads.enumerated().map { ScalabilityFit.Point(load: $1, goodput: law.throughput($1) * noise($0)) }
    }

    @Test(
        "parameters planted without noise come back",
        arguments: [
            ScalabilityLaw(lambda: 50, sigma: 5e-4, kappa: 2e-7),
            ScalabilityLaw(lambda: 50, sigma: 0.02, kappa: 1e-6),
            ScalabilityLaw(lambda: 3, sigma: 0, kappa: 4e-7),
        ])
    func exact(law: ScalabilityLaw) throws {
        let fit = try #require(ScalabilityFit(points(law)))
        #expect(abs(fit.law.lambda / law.lambda - 1) < 1e-6)
        #expect(abs(fit.law.sigma - law.sigma) < 1e-6 * max(law.sigma, 1e-3))
        #expect(abs(fit.law.kappa / law.kappa - 1) < 1e-6)
        #expect(fit.residuals.allSatisfy { abs($0) < 1e-9 })
        #expect(!fit.mayNeverFall && fit.forecastLimit == nil)
    }

    @Test("Gunther's peak is where throughput is largest")
    func peak() throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 5e-4, kappa: 2e-7)
        let peak = try #require(law.peakLoad)
        #expect(abs(peak - 2_235.51) < 0.01)
        #expect(law.throughput(peak) > law.throughput(peak * 1.01))
        #expect(law.throughput(peak) > law.throughput(peak * 0.99))
        #expect(ScalabilityLaw(lambda: 10, sigma: 0.1, kappa: 0).largestThroughput == 100)
        #expect(ScalabilityLaw(lambda: 10, sigma: 0, kappa: 0).largestThroughput == nil)
    }

    @Test("95 % intervals cover the truth in 90 to 99 % of 200 noisy repetitions")
    func coverage() throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 8e-4, kappa: 3e-7)
        let loads: [Double] = [200, 400, 800, 1_200, 1_800, 2_600, 3_600, 5_000]
        var draws = NormalDraws(seed: 11)
        var covered: (lambda: Int, sigma: Int, kappa: Int) = (0, 0, 0)
        for _ in 0..<200 {
            let noise: [Double] = loads.map { _ in 1 + 0.03 * draws.next() }
            let fit = try #require(ScalabilityFit(points(law, loads) { noise[$0] }))
            covered.lambda += fit.lambda.contains(law.lambda) ? 1 : 0
            covered.sigma += fit.sigma.contains(law.sigma) ? 1 : 0
            covered.kappa += fit.kappa.contains(law.kappa) ? 1 : 0
        }
        #expect((180...198).contains(covered.lambda), "\(covered)")
        #expect((180...198).contains(covered.sigma), "\(covered)")
        #expect((180...198).contains(covered.kappa), "\(covered)")
    }

    @Test(
        "so does the interval of goodput itself, within the loads and beyond them",
        arguments: [300.0, 1_500, 6_500])
    func band(load: Double) throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 8e-4, kappa: 3e-7)
        let loads: [Double] = [200, 400, 800, 1_200, 1_800, 2_600, 3_600, 5_000]
        var draws = NormalDraws(seed: 13)
        var covered = 0
        for _ in 0..<200 {
            let noise: [Double] = loads.map { _ in 1 + 0.03 * draws.next() }
            let fit = try #require(ScalabilityFit(points(law, loads) { noise[$0] }))
            covered += try #require(fit.interval95(load)).contains(law.throughput(load)) ? 1 : 0
        }
        #expect((180...198).contains(covered), "\(covered)")
        let exact = try #require(ScalabilityFit(points(law, loads)))
        let interval = try #require(exact.interval95(load))
        #expect(abs(interval.upper / law.throughput(load) - 1) < 1e-6)
        #expect(abs(interval.lower / law.throughput(load) - 1) < 1e-6)
    }

    @Test("far from one unit of load the intervals are wide, and cover still")
    func farOff() throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 8e-4, kappa: 3e-7)
        var draws = NormalDraws(seed: 12)
        var covered: (lambda: Int, sigma: Int, kappa: Int) = (0, 0, 0)
        for _ in 0..<200 {
            let noise: [Double] = Self.loads.map { _ in 1 + 0.03 * draws.next() }
            guard let fit = ScalabilityFit(points(law) { noise[$0] }) else { continue }
            covered.lambda += fit.lambda.contains(law.lambda) ? 1 : 0
            covered.sigma += fit.sigma.contains(law.sigma) ? 1 : 0
            covered.kappa += fit.kappa.contains(law.kappa) ? 1 : 0
        }
        #expect(min(covered.lambda, covered.sigma, covered.kappa) >= 180, "\(covered)")
    }

    @Test("where kappa may be 0 no peak is told, and no forecast goes beyond 1.5 times the largest load")
    func bounded() throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 1e-3, kappa: 0)
        var draws = NormalDraws(seed: 5)
        for noise in [0, 0.02] {
            var held = 0
            for _ in 0..<40 {
                let errors: [Double] = Self.loads.map { _ in 1 + noise * draws.next() }
                let fit = try #require(ScalabilityFit(points(law) { errors[$0] }))
                #expect(fit.law.sigma >= 0 && fit.law.kappa >= 0)
                guard fit.mayNeverFall else { continue }
                held += 1
                #expect(fit.forecastLimit == 7_200 * 1.5)
                #expect(fit.forecast(10_900) == nil)
                #expect(abs(try #require(fit.forecast(7_200)) / law.throughput(7_200) - 1) < 0.1)
            }
            // One in forty is chance.
            #expect(held >= 35, "\(held)")
        }
    }

    @Test("a point left out is predicted by the others")
    func heldOut() throws {
        let law = ScalabilityLaw(lambda: 50, sigma: 5e-4, kappa: 2e-7)
        let fit = try #require(ScalabilityFit(points(law)))
        #expect(fit.heldOut.count == 8)
        for (point, predicted) in fit.heldOut { #expect(abs(predicted / point.goodput - 1) < 1e-6) }
    }

    @Test("three points are too few, and so are four at two loads")
    func tooFew() {
        let law = ScalabilityLaw(lambda: 50, sigma: 5e-4, kappa: 2e-7)
        #expect(ScalabilityFit(points(law, [1_000, 2_000, 3_000])) == nil)
        #expect(ScalabilityFit(points(law, [1_000, 1_000, 3_000, 3_000])) == nil)
    }
}
