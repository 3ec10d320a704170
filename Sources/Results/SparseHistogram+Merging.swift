extension SparseHistogram {
    /// Without samples.
    package static func empty(unit: String) -> SparseHistogram {
        SparseHistogram(unit: unit, pairs: [], count: 0, sum: 0, max: 0, infinite: 0, events: 0)
    }

    /// The value that a share `quantile` of all samples does not exceed (nearest rank), in `unit`.
    ///
    /// Nil without samples, and when the rank falls among the infinite ones.
    package func value(atQuantile quantile: Double) -> UInt64? {
        let total: UInt64 = count &+ infinite
        guard total > 0 else { return nil }
        // The tolerance keeps 0.99 x 100 at rank 99, whatever the product's last bit says.
        let rank: UInt64 = Swift.max(1, UInt64((Double(total) * (quantile - 1e-12)).rounded(.up)))
        var seen: UInt64 = 0
        for pair in pairs where pair.count == 2 {
            seen &+= pair[1]
            if seen >= rank { return Swift.min(pair[0], max) }
        }
        return nil
    }

    /// Both histograms' samples; `events` add up, since trials share no log entries.
    ///
    /// - Precondition: one unit.
    package func merged(with other: SparseHistogram) -> SparseHistogram {
        precondition(unit == other.unit, "histograms of one metric share their unit")
        var merged: [[UInt64]] = []
        merged.reserveCapacity(pairs.count + other.pairs.count)
        var left: Int = 0
        var right: Int = 0
        while left < pairs.count || right < other.pairs.count {
            if right == other.pairs.count
                || (left < pairs.count && pairs[left][0] < other.pairs[right][0])
            {
                merged.append(pairs[left])
                left += 1
            } else if left == pairs.count || other.pairs[right][0] < pairs[left][0] {
                merged.append(other.pairs[right])
                right += 1
            } else {
                merged.append([pairs[left][0], pairs[left][1] &+ other.pairs[right][1]])
                left += 1
                right += 1
            }
        }
        return SparseHistogram(
            unit: unit, pairs: merged, count: count &+ other.count, sum: sum + other.sum,
            max: Swift.max(max, other.max), infinite: infinite &+ other.infinite,
            events: events &+ other.events)
    }
}
