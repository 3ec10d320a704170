import Metering
import Results
import Statistics

/// Whether a steady state was steady: a trend over its slices marks the trial.
enum Stationarity {
    /// Chance of a false alarm that is accepted, a check.
    static let significance: Double = 0.01
    /// Share of the mean that the trend must move from first to last slice to be worth a word.
    static let leastChange: Double = 0.1

    /// Whether the means of the slices show a trend (Mann-Kendall) that is worth a word: nil when too few of
    /// them hold a sample to tell. One that failed marks the trial; it does not make it invalid.
    static func check(_ quantity: String, slices: [Moments]) -> ValidityCheck? {
        let means: [Double] = slices.filter { $0.count > 0 }.map(\.mean)
        guard means.count >= 8, let trend = Trend(means) else { return nil }
        let mean: Double = Moments(means).mean
        let change: Double = trend.relativeChange(mean: mean)
        guard change.isFinite else { return nil }
        let isTrend: Bool = trend.pValue < significance && abs(change) >= leastChange
        let percent = Int((100 * abs(change)).rounded())
        let stem: String =
            "\(quantity) \(change > 0 ? "rose" : "fell") by \(percent) % through the steady state "
            + "(Mann-Kendall p \(rounded(trend.pValue)))"
        return ValidityCheck(
            name: "trend of \(quantity)", passed: !isTrend, value: (1e3 * abs(change)).rounded() / 10,
            limit: 100 * leastChange, unit: "%", invalidates: false,
            sentence: isTrend
                ? stem + ": warm up longer" + (change > 0 ? ", or look for a leak" : "")
                : stem + ", which is chance or little")
    }

    /// The server's CPU share between successive samples, spread over slices of equal numbers.
    static func cpuSlices(_ samples: [ProcessSample], slices: Int) -> [Moments] {
        var result = [Moments](repeating: Moments(), count: slices)
        let steps: Int = samples.count - 1
        guard steps >= slices else { return result }
        for step in 0..<steps {
            let wall: Int64 = samples[step + 1].instant - samples[step].instant
            guard wall > 0 else { continue }
            let cpu: Int64 = samples[step + 1].cpuNanoseconds - samples[step].cpuNanoseconds
            result[step * slices / steps].add(Double(cpu) / Double(wall))
        }
        return result
    }

    private static func rounded(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
}
