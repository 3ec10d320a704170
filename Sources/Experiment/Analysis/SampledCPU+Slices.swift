import Metering

extension SampledCPU {
    /// CPU seconds a second over the range; nil where the samples cover less than half of it.
    func share(coveringMostOf range: Range<Int64>) -> Double? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let covered: Range<Int64> = range.clamped(to: first.instant..<max(first.instant, last.instant))
        guard 2 * (covered.upperBound - covered.lowerBound) >= range.upperBound - range.lowerBound else {
            return nil
        }
        return share(in: covered)
    }

    /// The mean of the samples in the range, or, where there is none, what lies between the two around its
    /// middle; nil outside of all samples, and where no memory was told.
    func residentBytes(in range: Range<Int64>) -> Double? {
        let from: Int = samples.partitioningIndex { $0.instant >= range.lowerBound }
        let to: Int = samples.partitioningIndex { $0.instant >= range.upperBound }
        let inside: [Double] = samples[from..<max(from, to)].map { Double($0.residentBytes) }
            .filter { $0 > 0 }
        if !inside.isEmpty { return inside.reduce(0, +) / Double(inside.count) }
        guard from == to, from > 0, from < samples.count else { return nil }
        let left: ProcessSample = samples[from - 1]
        let right: ProcessSample = samples[from]
        guard left.residentBytes > 0, right.residentBytes > 0, right.instant > left.instant else {
            return nil
        }
        let middle: Int64 = range.lowerBound + (range.upperBound - range.lowerBound) / 2
        let part: Double = Double(middle - left.instant) / Double(right.instant - left.instant)
        return Double(left.residentBytes) + part * (Double(right.residentBytes) - Double(left.residentBytes))
    }
}

extension Array {
    /// Where the elements begin that meet a condition, in an array where all those that do not come first.
    fileprivate func partitioningIndex(where meets: (Element) -> Bool) -> Int {
        var low: Int = 0
        var high: Int = count
        while low < high {
            let middle: Int = (low + high) / 2
            if meets(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
