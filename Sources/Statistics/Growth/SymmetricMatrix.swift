/// A small symmetric matrix, as covariances and quadratic forms are.
struct SymmetricMatrix: Sendable, Equatable {
    let order: Int
    /// Row by row, all of them.
    private(set) var entries: [Double]

    init(order: Int, _ entry: (_ row: Int, _ column: Int) -> Double) {
        self.order = order
        entries = (0..<order * order).map { entry($0 / order, $0 % order) }
    }

    subscript(row: Int, column: Int) -> Double {
        get { entries[row * order + column] }
        set { entries[row * order + column] = newValue }
    }

    /// The lower triangle L with L L' equal to this matrix (Cholesky), as rows; nil unless it is positive definite.
    func lowerTriangle() -> [[Double]]? {
        var lower = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
        for row in 0..<order {
            for column in 0...row {
                var rest: Double = self[row, column]
                for inner in 0..<column { rest -= lower[row][inner] * lower[column][inner] }
                if row == column {
                    guard rest > 0 else { return nil }
                    lower[row][row] = rest.squareRoot()
                } else {
                    lower[row][column] = rest / lower[column][column]
                }
            }
        }
        return lower
    }

    /// `factor' self factor`, for a factor given as rows.
    func transformed(by factor: [[Double]]) -> SymmetricMatrix {
        var right = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
        for row in 0..<order {
            for column in 0..<order {
                var sum: Double = 0
                for inner in 0..<order { sum += self[row, inner] * factor[inner][column] }
                right[row][column] = sum
            }
        }
        return SymmetricMatrix(order: order) { row, column in
            var sum: Double = 0
            for inner in 0..<order { sum += factor[inner][row] * right[inner][column] }
            return sum
        }
    }

    /// All eigenvalues, ascending, by cyclic Jacobi rotations: accurate to rounding for matrices this small.
    func eigenvalues() -> [Double] {
        var matrix: SymmetricMatrix = self
        for _ in 0..<60 {
            var apart: Double = 0
            for row in 0..<order {
                for column in 0..<row { apart += matrix[row, column] * matrix[row, column] }
            }
            let size: Double = matrix.entries.reduce(0) { $0 + $1 * $1 }
            if apart <= 1e-30 * size { break }
            for row in 0..<order {
                for column in 0..<row where matrix[row, column] != 0 { matrix.rotate(column, row) }
            }
        }
        return (0..<order).map { matrix[$0, $0] }.sorted()
    }

    /// Turns the plane of two axes so that their common entry becomes 0.
    private mutating func rotate(_ first: Int, _ second: Int) {
        let ratio: Double = (self[second, second] - self[first, first]) / (2 * self[first, second])
        let tangent: Double = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
        let cosine: Double = 1 / (tangent * tangent + 1).squareRoot()
        let sine: Double = tangent * cosine
        for other in 0..<order {
            let (left, right): (Double, Double) = (self[other, first], self[other, second])
            self[other, first] = cosine * left - sine * right
            self[other, second] = sine * left + cosine * right
        }
        for other in 0..<order {
            let (left, right): (Double, Double) = (self[first, other], self[second, other])
            self[first, other] = cosine * left - sine * right
            self[second, other] = sine * left + cosine * right
        }
    }
}
