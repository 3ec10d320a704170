/// Sums of the distances between the values of a stretch, for any two parts of it in constant time.
///
/// Memory grows with the square of the stretch's length: stretches are windows, not histories.
struct PairDistances {
    /// Place of the stretch's first value in the series.
    let offset: Int
    let count: Int
    /// `sums[i * (count + 1) + j]` is the sum of |z_a - z_b| over a < i and b < j.
    private let sums: [Double]

    init(_ values: ArraySlice<Double>) {
        offset = values.startIndex
        count = values.count
        let width: Int = values.count + 1
        var sums = [Double](repeating: 0, count: width * width)
        for (row, left) in values.enumerated() {
            var ofRow: Double = 0
            for (column, right) in values.enumerated() {
                ofRow += abs(left - right)
                sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + ofRow
            }
        }
        self.sums = sums
    }

    /// Over all pairs with one value in each part; parts are places in the series.
    private func sum(_ left: Range<Int>, _ right: Range<Int>) -> Double {
        let width: Int = count + 1
        let top: Int = (left.lowerBound - offset) * width
        let bottom: Int = (left.upperBound - offset) * width
        let from: Int = right.lowerBound - offset
        let to: Int = right.upperBound - offset
        return sums[bottom + to] - sums[top + to] - sums[bottom + from] + sums[top + from]
    }

    /// The scaled energy divergence of two parts that touch at `split` (Matteson and James 2014, with the
    /// exponent 1): mn / (m + n) times (twice the mean distance across less the mean distances within).
    ///
    /// - Precondition: both parts hold two values or more and lie in the stretch.
    func divergence(from start: Int, split: Int, to end: Int) -> Double {
        let m: Double = Double(split - start)
        let n: Double = Double(end - split)
        let across: Double = sum(start..<split, split..<end) / (m * n)
        let left: Double = sum(start..<split, start..<split) / (m * (m - 1))
        let right: Double = sum(split..<end, split..<end) / (n * (n - 1))
        return m * n / (m + n) * (2 * across - left - right)
    }

    /// Where the part before differs most from a part behind.
    ///
    /// What stands behind may end before the stretch does: a level that falls back soon would otherwise
    /// be hidden by what follows. Nil where nothing differs or the stretch is too short.
    /// - Parameter shortest: values that both parts have at least; 2 or more.
    func mostDivergentSplit(in stretch: Range<Int>, shortest: Int) -> Int? {
        var best: (split: Int, divergence: Double)?
        for split in places(in: stretch, shortest: shortest) {
            for end in (split + shortest)...stretch.upperBound {
                let found: Double = divergence(from: stretch.lowerBound, split: split, to: end)
                if found > best?.divergence ?? 0 { best = (split, found) }
            }
        }
        return best?.split
    }

    /// The same for the whole of the stretch behind: where one change that is known to be there lies.
    func mostDivergentSplitOfWhole(_ stretch: Range<Int>, shortest: Int) -> Int? {
        var best: (split: Int, divergence: Double)?
        for split in places(in: stretch, shortest: shortest) {
            let found: Double = divergence(
                from: stretch.lowerBound, split: split, to: stretch.upperBound)
            if found > best?.divergence ?? 0 { best = (split, found) }
        }
        return best?.split
    }

    private func places(in stretch: Range<Int>, shortest: Int) -> Range<Int> {
        let first: Int = stretch.lowerBound + shortest
        let last: Int = stretch.upperBound - shortest
        return first..<max(first, last + 1)
    }
}
