import Glibc
import Testing

@testable import Statistics

@Suite("A geometric mean with its interval") struct GeometricMeanTests {
    @Test("is Student's interval of the logarithms")
    func interval() throws {
        let found = try #require(GeometricMean([1, 10, 100]))
        #expect(abs(found.mean - 10) < 1e-9)
        // t(2, 0.975) = 4.3027, standard error of 0, 1, 2 is 1/sqrt 3.
        #expect(abs(log10(found.interval95.upperBound) - (1 + 4.30265 / 3.0.squareRoot())) < 1e-4)
        #expect(abs(log10(found.interval95.lowerBound) - (1 - 4.30265 / 3.0.squareRoot())) < 1e-4)
    }

    @Test("needs three values above zero")
    func refused() {
        #expect(GeometricMean([1, 2]) == nil)
        #expect(GeometricMean([1, 2, 0]) == nil)
        #expect(GeometricMean([1, 2, .infinity]) == nil)
    }
}
