import Metering

/// The server's CPU as it was sampled, also for instants between two samples.
struct SampledCPU {
    /// /proc counts user and system time in ticks of 10 ms, each charged to whatever ran at its end:
    /// below this many the split is chance (the error of a share over n ticks is about 1/(2 sqrt n), 7
    /// points at 50).
    static let fewestTicks: Double = 50
    private static let tick: Double = 1e7

    let samples: [ProcessSample]

    /// - Parameter samples: ascending by instant.
    init(_ samples: [ProcessSample]) { self.samples = samples }

    /// CPU seconds a second over the part of the range that the samples cover; nil when they cover
    /// none. The samples lie some milliseconds off a window's ends: between two, CPU use is taken to be
    /// even.
    func share(in range: Range<Int64>) -> Double? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let from: Int64 = max(range.lowerBound, first.instant)
        let to: Int64 = min(range.upperBound, last.instant)
        guard to > from else { return nil }
        return (nanoseconds(at: to) - nanoseconds(at: from)) / Double(to - from)
    }

    /// How the CPU time splits into user and system, as shares that add up to 1; nil below
    /// `fewestTicks`.
    var split: (user: Double, system: Double)? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let user: Double = Double(last.userNanoseconds - first.userNanoseconds)
        let system: Double = Double(last.systemNanoseconds - first.systemNanoseconds)
        guard user + system >= Self.fewestTicks * Self.tick else { return nil }
        return (user / (user + system), system / (user + system))
    }

    private func nanoseconds(at instant: Int64) -> Double {
        let next: Int = samples.firstIndex { $0.instant >= instant } ?? samples.count - 1
        let right: ProcessSample = samples[next]
        guard next > 0, right.instant > samples[next - 1].instant else { return Double(right.cpuNanoseconds) }
        let left: ProcessSample = samples[next - 1]
        let part: Double = Double(instant - left.instant) / Double(right.instant - left.instant)
        return Double(left.cpuNanoseconds) + part * Double(right.cpuNanoseconds - left.cpuNanoseconds)
    }
}
