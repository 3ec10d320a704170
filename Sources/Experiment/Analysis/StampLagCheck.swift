import Metering
import Results
import Statistics

/// Whether the server stamped so late that the latencies cannot be believed.
///
/// A tenth of the mean update latency is what stamps may be late, on average and in 99 of 100 cases. From few
/// stamps the second cannot be read off: the p99 of thirty values is their largest, and one late wake-up
/// would condemn a trial. Below 1,000 stamps, the number that every p99 here needs, the late ones have to be
/// more than chance gives (binomial, 1 in 100) when 1 in 100 is late.
struct StampLagCheck {
    /// Why the latencies are not true; nil where they are.
    private(set) var invalidReason: String?
    /// Late stamps that do not make them untrue.
    private(set) var finding: String?
    /// For the list of what was watched; nil where no stamp could be checked.
    private(set) var check: ValidityCheck?

    /// Among a trial's checks.
    static let name = "late stamps"
    /// Share of the mean update latency that a stamp may be late.
    static let largestShare: Double = 0.1
    /// Share of the stamps that may be later.
    private static let toleratedShare: Double = 0.01
    /// So improbable a number of late stamps is no chance.
    private static let significance: Double = 0.01
    /// From so many stamps on the p99 is read off.
    private static let fewestForPercentile: UInt64 = 1_000

    /// - Parameter meanNanoseconds: mean update latency; nil without updates.
    init(_ lags: LatencyHistogram, meanNanoseconds: Double?) {
        guard let meanNanoseconds, let mean = lags.mean else { return }
        let limit: Double = Self.largestShare * meanNanoseconds
        defer { check = check(lags, mean: mean, limit: limit) }
        if mean > limit {
            invalidReason = Self.reason("stamps \(Self.milliseconds(mean)) ms late on average")
            return
        }
        if lags.count >= Self.fewestForPercentile {
            if let p99 = lags.value(atQuantile: 0.99), Double(p99) > limit {
                invalidReason = Self.reason("stamps \(Self.milliseconds(Double(p99))) ms late (p99)")
            }
            return
        }
        let late: UInt64 = lags.recorded().reduce(0) { $0 + (Double($1.value) > limit ? $1.count : 0) }
        guard late > 0 else { return }
        let many: String =
            "stamps \(late) of \(lags.count) events more than \(Self.milliseconds(limit)) ms late"
        // P(X >= k) of a binomial is an incomplete beta function (Abramowitz and Stegun 26.5.24).
        let chance: Double = regularizedIncompleteBeta(
            Self.toleratedShare, Double(late), Double(lags.count - late + 1))
        if chance < Self.significance {
            invalidReason = Self.reason(many)
        } else {
            finding = "the server \(many), up to \(Self.milliseconds(Double(lags.max))) ms"
        }
    }

    /// By the figure that decides: the mean, where that is too late already or there are too few for a p99.
    private func check(_ lags: LatencyHistogram, mean: Double, limit: Double) -> ValidityCheck {
        var value: Double = mean
        var name: String = "on average"
        if mean <= limit, lags.count >= Self.fewestForPercentile, let p99 = lags.value(atQuantile: 0.99) {
            value = Double(p99)
            name = "(p99)"
        }
        let good: String =
            "the server stamps \(Self.milliseconds(value)) ms late \(name), at most a tenth of the update "
            + "latency (\(Self.milliseconds(limit)) ms)"
        return ValidityCheck(
            name: Self.name, passed: invalidReason == nil, value: (value / 1e3).rounded() / 1e3,
            limit: (limit / 1e3).rounded() / 1e3, unit: "ms", sentence: invalidReason ?? finding ?? good)
    }

    private static func reason(_ what: String) -> String {
        "the server \(what), more than a tenth of the update latency: it was stalled, and the latencies are "
            + "too low"
    }

    private static func milliseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 1e4).rounded() / 100)"
    }
}
