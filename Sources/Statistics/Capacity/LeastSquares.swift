/// A weighted linear least-squares fit: y = sum of coefficients x columns.
///
/// Solved by Householder's reflections on the weighted rows, so that columns of very different size (1, N, N^2 of
/// thousands of clients) lose no digits to squaring.
package struct LeastSquares: Sendable, Equatable {
    /// One a column.
    package let coefficients: [Double]
    /// Inverse of the weighted normal matrix: times ``variance`` it is the coefficients' covariance.
    package let inverse: [[Double]]
    /// Weighted sum of squared residuals.
    package let residualSquares: Double
    /// Rows less columns.
    package let degreesOfFreedom: Int

    /// - Parameters:
    ///   - rows: one an observation, all of the same length.
    ///   - values: one an observation.
    ///   - weights: one over the observation's variance, up to a common factor; all equal with nil.
    /// - Returns: nil with fewer rows than columns, columns that depend on each other, or what is not finite.
    package init?(rows: [[Double]], values: [Double], weights: [Double]? = nil) {
        let columns: Int = rows.first?.count ?? 0
        guard columns > 0, rows.count >= columns, values.count == rows.count,
            weights.map({ $0.count == rows.count && $0.allSatisfy { $0 > 0 && $0.isFinite } }) ?? true,
            rows.allSatisfy({ $0.count == columns && $0.allSatisfy(\.isFinite) }),
            values.allSatisfy(\.isFinite)
        else { return nil }
        let roots: [Double] = weights.map { $0.map { $0.squareRoot() } } ?? rows.map { _ in 1 }
        var matrix: [[Double]] = zip(rows, roots).map { row, root in row.map { $0 * root } }
        var right: [Double] = zip(values, roots).map { $0 * $1 }
        // Columns of one length: what is then small against 1 depends on the others.
        let scales: [Double] = (0..<columns).map { column in
            matrix.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
        }
        guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        for row in matrix.indices { for column in 0..<columns { matrix[row][column] /= scales[column] } }
        guard Self.triangulate(&matrix, &right, columns: columns) else { return nil }
        let triangle: [[Double]] = matrix.prefix(columns).map { $0 }
        let solved: [Double] = Self.backSubstituted(triangle, Array(right.prefix(columns)))
        coefficients = zip(solved, scales).map { $0 / $1 }
        residualSquares = right.dropFirst(columns).reduce(0) { $0 + $1 * $1 }
        degreesOfFreedom = rows.count - columns
        inverse = Self.inverse(triangle, scales)
        guard coefficients.allSatisfy(\.isFinite) else { return nil }
    }

    /// Of an observation of weight 1; nil where as many parameters as observations leave nothing to tell it by.
    package var variance: Double? {
        degreesOfFreedom > 0 ? residualSquares / Double(degreesOfFreedom) : nil
    }

    /// Standard error of a coefficient; nil as ``variance``.
    package func standardError(_ place: Int) -> Double? {
        variance.map { ($0 * inverse[place][place]).squareRoot() }
    }

    /// From Student's t; nil as ``variance``.
    package func interval95(_ place: Int) -> ClosedRange<Double>? {
        guard let error = standardError(place), error.isFinite else { return nil }
        let reach: Double = quantile975 * error
        return (coefficients[place] - reach)...(coefficients[place] + reach)
    }

    /// Student's t for 95 % both ways; infinite without degrees of freedom.
    package var quantile975: Double {
        degreesOfFreedom > 0
            ? StudentT(degreesOfFreedom: Double(degreesOfFreedom)).quantile(0.975) : .infinity
    }

    /// Makes the matrix an upper triangle in place. False where a column depends on those before it.
    private static func triangulate(
        _ matrix: inout [[Double]], _ right: inout [Double], columns: Int
    ) -> Bool {
        for column in 0..<columns {
            let length: Double = matrix[column...].reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
            guard length > 1e-12 else { return false }
            let pivot: Double = matrix[column][column] > 0 ? -length : length
            var mirror: [Double] = matrix[column...].map { $0[column] }
            mirror[0] -= pivot
            let square: Double = mirror.reduce(0) { $0 + $1 * $1 }
            guard square > 0 else { continue }
            for other in column..<columns {
                var product: Double = 0
                for (offset, part) in mirror.enumerated() { product += part * matrix[column + offset][other] }
                let factor: Double = 2 * product / square
                for (offset, part) in mirror.enumerated() { matrix[column + offset][other] -= factor * part }
            }
            var product: Double = 0
            for (offset, part) in mirror.enumerated() { product += part * right[column + offset] }
            let factor: Double = 2 * product / square
            for (offset, part) in mirror.enumerated() { right[column + offset] -= factor * part }
        }
        return true
    }

    private static func backSubstituted(_ triangle: [[Double]], _ right: [Double]) -> [Double] {
        var solution = [Double](repeating: 0, count: right.count)
        for row in right.indices.reversed() {
            var rest: Double = right[row]
            for column in (row + 1)..<max(row + 1, right.count) {
                rest -= triangle[row][column] * solution[column]
            }
            solution[row] = rest / triangle[row][row]
        }
        return solution
    }

    /// (R'R)^-1 from the rows of R^-1, in the units of the columns as they came.
    private static func inverse(_ triangle: [[Double]], _ scales: [Double]) -> [[Double]] {
        let size: Int = scales.count
        let columns: [[Double]] = (0..<size).map { place in
            backSubstituted(triangle, (0..<size).map { $0 == place ? 1 : 0 })
        }
        return (0..<size).map { one in
            (0..<size).map { other in
                let product: Double = columns.reduce(0) { $0 + $1[one] * $1[other] }
                return product / (scales[one] * scales[other])
            }
        }
    }
}
