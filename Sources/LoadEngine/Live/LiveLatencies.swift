/// Latencies counted in logarithmic buckets, for looking at a trial while it runs.
///
/// Sixteen buckets an octave from a microsecond to two minutes: a value is known within some 3 %, and all of it
/// takes under 2 KB. Counts run on from the trial's start and wrap; what happened in between is the difference
/// of two looks (``since(_:)``).
package struct LiveLatencies: Sendable, Equatable, Codable {
    /// By the bucket's number, each the sum of the weights of what fell into it.
    private(set) var counts: [UInt32]

    package init() { counts = [UInt32](repeating: 0, count: Self.buckets) }

    /// - Parameter counts: one for each bucket.
    init(counts: [UInt32]) { self.counts = counts }

    /// Counts of another process; those of another number of buckets are no latencies.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        counts = try container.decode([UInt32].self)
        guard counts.count == Self.buckets else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(counts.count) buckets instead of \(Self.buckets)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(counts)
    }

    /// Latencies that the counts stand for.
    package var count: Int { counts.reduce(0) { $0 + Int($1) } }

    /// Counts `weight` latencies of so many nanoseconds.
    package mutating func record(_ nanoseconds: Int64, weight: UInt32 = 1) {
        counts[Self.bucket(of: nanoseconds)] &+= weight
    }

    /// Adds what another loop or process counted.
    package mutating func add(_ other: LiveLatencies) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
    }

    /// What was counted after an earlier look at the same counters.
    package func since(_ earlier: LiveLatencies) -> LiveLatencies {
        LiveLatencies(counts: zip(counts, earlier.counts).map { $0 &- $1 })
    }

    /// Nanoseconds at a quantile in 0...1 by nearest rank, to the middle of its bucket; nil without any.
    package func value(atQuantile quantile: Double) -> Double? {
        let total: Int = count
        guard total > 0 else { return nil }
        let rank = max(1, Int((min(1, max(0, quantile)) * Double(total)).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.enumerated() where count > 0 {
            seen += Int(count)
            if seen >= rank { return Self.value(of: bucket) }
        }
        return nil
    }

    // MARK: - Buckets

    /// Below 2^10 ns is one bucket, from 2^37 ns on another.
    private static let lowestOctave = 10
    private static let octaves = 27
    private static let perOctave = 16
    static let buckets = octaves * perOctave + 2

    /// The bucket of a latency; one below zero (another host's clock) is in the first.
    @inline(__always)
    static func bucket(of nanoseconds: Int64) -> Int {
        guard nanoseconds >= 1 << lowestOctave else { return 0 }
        let octave = 63 - nanoseconds.leadingZeroBitCount
        guard octave < lowestOctave + octaves else { return buckets - 1 }
        let part = Int(nanoseconds >> (octave - 4)) & (perOctave - 1)
        return 1 + (octave - lowestOctave) * perOctave + part
    }

    /// The middle of a bucket, nanoseconds.
    static func value(of bucket: Int) -> Double {
        guard bucket > 0 else { return Double(1 << (lowestOctave - 1)) }
        guard bucket < buckets - 1 else { return Double(Int64(1) << (lowestOctave + octaves)) }
        let (octave, part) = (bucket - 1).quotientAndRemainder(dividingBy: perOctave)
        let width = Double(Int64(1) << (lowestOctave + octave)) / Double(perOctave)
        return (Double(perOctave + part) + 0.5) * width
    }
}
