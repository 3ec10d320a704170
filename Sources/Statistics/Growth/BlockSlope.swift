import Glibc

/// The distribution of a straight line's slope through block means, divided by its standard error as least squares
/// would have it for independent noise.
///
/// Noise that remembers makes that standard error too small, by a factor that depends on the memory alone: the
/// quotient's distribution is known exactly for Gaussian noise, so that its quantile can take the place of
/// Student's. Averaging over blocks leaves of the noise only what is slow, so that a fast part beside it (readings
/// that jump by a page, for instance) cannot hide the slow one, as it does from an estimate of phi.
package struct BlockSlope: Sendable, Equatable {
    /// At least three.
    package let blocks: Int
    package let memory: NoiseMemory

    package init(blocks: Int, memory: NoiseMemory) {
        precondition(blocks >= 3)
        self.blocks = blocks
        self.memory = memory
    }

    /// Sum of the squares of the blocks' places around their mean.
    package static func squares(blocks: Int) -> Double {
        Double(blocks) * (Double(blocks) * Double(blocks) - 1) / 12
    }

    /// Chance that the quotient is further from 0 than `limit`, either way, where nothing grows.
    ///
    /// With e the unit vector along the line and P the projection on what the line leaves over, the quotient
    /// exceeds q when u'(e e' - q^2 P / (k - 2)) u > 0. In the noise's own axes this form has one positive
    /// eigenvalue l and k - 2 negative ones -l a; from erfc(sqrt x) = (2 / pi) * integral over 0...pi/2 of
    /// exp(-x / cos^2 t) dt (Craig 1991) the chance is (2 / pi) * integral of prod cos t / sqrt(cos^2 t + a).
    package func tail(beyond limit: Double) -> Double {
        guard limit > 0 else { return 1 }
        let weights: [Double] = weights(limit)
        let steps: Int = 400
        let width: Double = Double.pi / 2 / Double(steps)
        var sum: Double = 0
        for step in 0...steps {
            let cosine: Double = step == steps ? 0 : cos(Double(step) * width)
            var product: Double = 1
            for weight in weights { product *= cosine / (cosine * cosine + weight).squareRoot() }
            sum += (step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2) * product
        }
        return min(1, 2 / Double.pi * sum * width / 3)
    }

    /// The limit beyond which the quotient lies, either way, with chance 1 - `confidence`.
    package func critical(confidence: Double = 0.95) -> Double {
        let wanted: Double = 1 - confidence
        var low: Double = 0
        var high: Double = 1
        while tail(beyond: high) > wanted, high < 1e9 { (low, high) = (high, 2 * high) }
        for _ in 0..<60 {
            let middle: Double = (low + high) / 2
            if tail(beyond: middle) > wanted { low = middle } else { high = middle }
        }
        return high
    }

    /// The negative eigenvalues over the positive one, signs left out.
    private func weights(_ limit: Double) -> [Double] {
        let count = Double(blocks)
        let middle: Double = (count - 1) / 2
        let squares: Double = Self.squares(blocks: blocks)
        let penalty: Double = limit * limit / (count - 2)
        let form = SymmetricMatrix(order: blocks) { row, column in
            let along: Double = (Double(row) - middle) * (Double(column) - middle) / squares
            let left: Double = (row == column ? 1 : 0) - 1 / count - along
            return along - penalty * left
        }
        guard let axes = memory.covariance(blocks: blocks).lowerTriangle() else { return [] }
        let values: [Double] = form.transformed(by: axes).eigenvalues()
        // The level that all blocks share has the eigenvalue 0: it lies between the negative ones and the positive.
        let largest: Double = values[blocks - 1]
        return values.prefix(blocks - 2).map { max(0, -$0) / largest }
    }
}
