/// What one small send costs its sender in CPU time, when the receiver waits for it.
struct SendCost: Sendable, Equatable {
    /// Nanoseconds of the sending thread.
    var median: Double
    var mean: Double

    /// - Parameters:
    ///   - samples: CPU time of single sends, nanoseconds; at least one.
    ///   - overhead: what reading the CPU clock twice takes of it.
    init?(samples: [Int64], overhead: Int64) {
        let sorted = samples.sorted()
        guard !sorted.isEmpty else { return nil }
        median = Double(max(0, sorted[sorted.count / 2] - overhead))
        mean = max(0, Double(sorted.reduce(0, +)) / Double(sorted.count) - Double(overhead))
    }
}
