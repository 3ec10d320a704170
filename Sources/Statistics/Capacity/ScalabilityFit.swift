/// The Universal Scalability Law fitted to goodput at saturation.
///
/// Below saturation an open-loop load only gets back what it offered, which says nothing of the server: such points
/// do not belong in here.
///
/// N / X is linear in (1, N - 1, N (N - 1)) with coefficients 1/lambda, sigma/lambda and kappa/lambda. Errors of X
/// are taken as proportional to it (weights from the fit itself, iterated). Coefficients are kept from below zero by
/// trying all sets of those that are zero (an exact non-negative fit of three unknowns). Intervals come from the
/// unconstrained fit: Fieller's for the ratios, cut off at zero.
package struct ScalabilityFit: Sendable, Equatable {
    /// Fewer points leave no degree of freedom for intervals.
    package static let fewestPoints = 4
    /// Where kappa may be 0, forecasts go so many times as far as the largest load measured.
    package static let reach: Double = 1.5

    package struct Point: Sendable, Equatable {
        /// N.
        package var load: Double
        /// X.
        package var goodput: Double

        package init(load: Double, goodput: Double) {
            self.load = load
            self.goodput = goodput
        }
    }

    /// A bounded parameter: its upper end is infinite where the points do not bound it.
    package struct Interval: Sendable, Equatable {
        package var lower: Double
        package var upper: Double

        package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
    }

    package let law: ScalabilityLaw
    package let lambda: Interval
    package let sigma: Interval
    package let kappa: Interval
    package let points: [Point]
    /// The unconstrained fit, which intervals come from.
    private let free: LeastSquares
    /// Measured over fitted less 1, one a point.
    package let residuals: [Double]

    /// Nil below four points at four different loads, or where they contradict the law altogether.
    package init?(_ points: [Point]) {
        let usable: [Point] = points.filter {
            $0.load > 0 && $0.goodput > 0 && $0.load.isFinite && $0.goodput.isFinite
        }
        guard usable.count >= Self.fewestPoints, Set(usable.map(\.load)).count >= Self.fewestPoints,
            let free = Self.weighted(usable, columns: [0, 1, 2]), let law = Self.constrained(usable)
        else { return nil }
        self.points = usable
        self.free = free
        self.law = law
        residuals = usable.map { $0.goodput / law.throughput($0.load) - 1 }
        let quantile: Double = free.quantile975
        let variance: Double = free.variance ?? 0
        func covariance(_ one: Int, _ other: Int) -> Double { variance * free.inverse[one][other] }
        let first: Double = free.coefficients[0]
        guard first > 0 else {
            let unknown = Interval(lower: 0, upper: .infinity)
            (lambda, sigma, kappa) = (unknown, unknown, unknown)
            return
        }
        let spread: Double = quantile * covariance(0, 0).squareRoot()
        lambda = Interval(
            lower: 1 / (first + spread), upper: first > spread ? 1 / (first - spread) : .infinity)
        func ratio(_ place: Int) -> Interval {
            let found = FiellerInterval(
                free.coefficients[place], over: first, quantile: quantile,
                variances: (covariance(place, place), covariance(0, 0)), covariance: covariance(place, 0))
            return Interval(lower: max(0, found.lower), upper: max(0, found.upper))
        }
        sigma = ratio(1)
        kappa = ratio(2)
    }

    /// The points cannot tell whether throughput ever falls: a peak would be an invention. What makes less than a
    /// millionth at the largest load is the rounding of points without noise.
    package var mayNeverFall: Bool {
        let largest: Double = points.map(\.load).max() ?? 0
        let pairs: Double = largest * (largest - 1)
        return kappa.lower * pairs <= 1e-6 * (1 + law.sigma * (largest - 1) + law.kappa * pairs)
    }

    /// The largest load that this fit says anything about; nil where it knows where throughput falls.
    package var forecastLimit: Double? {
        guard mayNeverFall else { return nil }
        return (points.map(\.load).max() ?? 0) * Self.reach
    }

    /// X(N); nil beyond ``forecastLimit``.
    package func forecast(_ load: Double) -> Double? {
        if let limit = forecastLimit, load > limit { return nil }
        return law.throughput(load)
    }

    /// The 95 % interval of the law's X(N), Student's for N / X, which is linear; nil beyond ``forecastLimit``.
    package func interval95(_ load: Double) -> Interval? {
        guard let law = forecast(load), let variance = free.variance else { return nil }
        let row: [Double] = Self.row(load)
        let value: Double = zip(row, free.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        var square: Double = 0
        for one in row.indices {
            for other in row.indices { square += row[one] * free.inverse[one][other] * row[other] }
        }
        let reach: Double = free.quantile975 * (variance * max(0, square)).squareRoot()
        guard value + reach > 0 else { return nil }
        // The constrained law may lie beside the unconstrained one.
        return Interval(
            lower: min(law, load / (value + reach)),
            upper: value > reach ? max(law, load / (value - reach)) : .infinity)
    }

    /// What each point is predicted to be by a fit of all others; of those that can be left out.
    package var heldOut: [(point: Point, predicted: Double)] {
        points.indices.compactMap { index in
            var others: [Point] = points
            let point: Point = others.remove(at: index)
            guard let fit = Self(others) else { return nil }
            return (point, fit.law.throughput(point.load))
        }
    }

    private static func row(_ load: Double) -> [Double] { [1, load - 1, load * (load - 1)] }

    /// With weights that suit errors proportional to goodput.
    private static func weighted(_ points: [Point], columns: [Int]) -> LeastSquares? {
        let rows: [[Double]] = points.map { point in columns.map { row(point.load)[$0] } }
        let values: [Double] = points.map { $0.load / $0.goodput }
        var fitted: [Double] = values
        var result: LeastSquares?
        for _ in 0..<10 {
            guard
                let fit = LeastSquares(rows: rows, values: values, weights: fitted.map { 1 / ($0 * $0) })
            else { return nil }
            result = fit
            let next: [Double] = rows.map { row in zip(row, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 } }
            guard next.allSatisfy({ $0 > 0 }) else { return result }
            fitted = next
        }
        return result
    }

    /// The best of all fits whose coefficients are not negative.
    private static func constrained(_ points: [Point]) -> ScalabilityLaw? {
        var best: (law: ScalabilityLaw, squares: Double)?
        for columns in [[0, 1, 2], [0, 1], [0, 2], [0]] {
            guard let fit = weighted(points, columns: columns), fit.coefficients.allSatisfy({ $0 >= 0 }),
                let first = fit.coefficients.first, first > 0
            else { continue }
            var all: [Double] = [0, 0, 0]
            for (place, column) in columns.enumerated() { all[column] = fit.coefficients[place] }
            let law = ScalabilityLaw(lambda: 1 / first, sigma: all[1] / first, kappa: all[2] / first)
            // In one measure for all: relative errors of the goodput.
            let squares: Double = points.reduce(0) { sum, point in
                let error: Double = point.goodput / law.throughput(point.load) - 1
                return sum + error * error
            }
            if squares < best?.squares ?? .infinity { best = (law, squares) }
        }
        return best?.law
    }
}
