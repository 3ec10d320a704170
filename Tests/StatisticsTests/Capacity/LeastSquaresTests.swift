import Testing

@testable import Statistics

@Suite("Least squares") struct LeastSquaresTests {
    @Test("agrees with the published fit of Anscombe's first data set")
    func anscombe() throws {
        let x: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
        let y: [Double] = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
        let fit = try #require(LeastSquares(rows: x.map { [1, $0] }, values: y))
        #expect(abs(fit.coefficients[0] - 3.0001) < 5e-5)
        #expect(abs(fit.coefficients[1] - 0.5001) < 5e-5)
        // Anscombe (1973): standard error of the slope 0.118, residual sum of squares 13.75.
        #expect(abs(try #require(fit.standardError(0)) - 1.1247) < 5e-5)
        #expect(abs(try #require(fit.standardError(1)) - 0.1179) < 5e-5)
        #expect(abs(fit.residualSquares - 13.7627) < 5e-5)
        #expect(fit.degreesOfFreedom == 9)
    }

    @Test("keeps its digits where columns are of very different size")
    func scales() throws {
        let loads: [Double] = [4_000, 5_000, 6_000, 8_000, 11_000]
        let fit = try #require(
            LeastSquares(
                rows: loads.map { [1, $0 - 1, $0 * ($0 - 1)] },
                values: loads.map { 0.05 + 2e-5 * ($0 - 1) + 3e-10 * $0 * ($0 - 1) }))
        for (found, planted) in zip(fit.coefficients, [0.05, 2e-5, 3e-10]) {
            #expect(abs(found / planted - 1) < 1e-8)
        }
    }

    @Test("a row of weight 2 is two rows")
    func weights() throws {
        let once = try #require(
            LeastSquares(rows: [[1, 1], [1, 2], [1, 4]], values: [1, 3, 4], weights: [1, 2, 1]))
        let twice = try #require(
            LeastSquares(rows: [[1, 1], [1, 2], [1, 2], [1, 4]], values: [1, 3, 3, 4]))
        for place in 0...1 { #expect(abs(once.coefficients[place] - twice.coefficients[place]) < 1e-12) }
        #expect(abs(once.inverse[1][1] - twice.inverse[1][1]) < 1e-12)
    }

    @Test("columns that depend on each other, too few rows and what is no number are refused")
    func refused() {
        #expect(LeastSquares(rows: [[1, 2], [2, 4], [3, 6]], values: [1, 2, 3]) == nil)
        #expect(LeastSquares(rows: [[1, 2]], values: [1]) == nil)
        #expect(LeastSquares(rows: [], values: []) == nil)
        #expect(LeastSquares(rows: [[1], [.nan]], values: [1, 2]) == nil)
        #expect(LeastSquares(rows: [[1], [1]], values: [1, 2], weights: [1, 0]) == nil)
    }

    @Test("as many parameters as rows leave no interval")
    func exact() throws {
        let fit = try #require(LeastSquares(rows: [[1, 1], [1, 2]], values: [3, 5]))
        #expect(abs(fit.coefficients[1] - 2) < 1e-12)
        #expect(fit.interval95(1) == nil)
    }
}
