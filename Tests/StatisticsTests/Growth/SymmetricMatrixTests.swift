import Foundation
import Testing

@testable import Statistics

@Suite struct SymmetricMatrixTests {
    @Test("second differences have the eigenvalues 2 - 2 cos(pi j / (n + 1))", arguments: [2, 5, 9])
    func eigenvalues(order: Int) {
        let matrix = SymmetricMatrix(order: order) { row, column in
            row == column ? 2 : abs(row - column) == 1 ? -1 : 0
        }
        let expected: [Double] = (1...order).map { 2 - 2 * cos(Double.pi * Double($0) / Double(order + 1)) }
        for (found, wanted) in zip(matrix.eigenvalues(), expected) { #expect(abs(found - wanted) < 1e-12) }
    }

    @Test("the lower triangle times its transpose is the matrix; what is not positive definite has none")
    func triangle() throws {
        let matrix = SymmetricMatrix(order: 3) { [[4, 2, 1], [2, 5, 3], [1, 3, 6]][$0][$1] }
        let lower = try #require(matrix.lowerTriangle())
        for row in 0..<3 {
            for column in 0..<3 {
                let product: Double = (0..<3).reduce(0) { $0 + lower[row][$1] * lower[column][$1] }
                #expect(abs(product - matrix[row, column]) < 1e-12)
            }
        }
        #expect(SymmetricMatrix(order: 2) { _, _ in 1 }.lowerTriangle() == nil)
    }
}
