import Metering
import Testing

@testable import Experiment

/// The mean update latency is 10 ms throughout, so that a stamp may be 1 ms late.
@Suite("StampLagCheck")
struct StampLagCheckTests {
    private func check(_ milliseconds: [Double]) -> StampLagCheck {
        var lags = LatencyHistogram()
        for lag in milliseconds { lags.record(UInt64(lag * 1e6)) }
        return StampLagCheck(lags, meanNanoseconds: 10e6)
    }

    /// P(X >= 2 of 30) = 0.036 and P(X >= 3 of 30) = 0.0033 when 1 in 100 is late, by the binomial's sum.
    @Test("of thirty stamps two may be late, and the third is too many", arguments: [1, 2, 3])
    func few(late: Int) {
        let result = check(Array(repeating: 0.1, count: 30 - late) + Array(repeating: 2, count: late))
        #expect((result.invalidReason != nil) == (late == 3))
        #expect((result.finding != nil) == (late < 3))
        let text: String = result.invalidReason ?? result.finding ?? ""
        #expect(text.contains("stamps \(late) of 30 events more than 1.0 ms late"))
    }

    @Test("one stamp so late that the mean is beyond the limit is enough")
    func stall() {
        let result = check(Array(repeating: 0.1, count: 29) + [1_000])
        #expect(result.invalidReason?.contains("late on average") == true)
    }

    @Test("from a thousand stamps on the p99 decides", arguments: [10, 11])
    func many(late: Int) {
        let result = check(Array(repeating: 0.1, count: 1_000 - late) + Array(repeating: 2, count: late))
        #expect((result.invalidReason?.contains("(p99)") == true) == (late == 11))
        #expect(result.finding == nil)
    }

    @Test("stamps in time, no stamps and no updates say nothing")
    func nothing() {
        for result in [
            check([0.1, 0.9]), check([]), StampLagCheck(LatencyHistogram(), meanNanoseconds: nil),
        ] {
            #expect(result.invalidReason == nil)
            #expect(result.finding == nil)
        }
    }
}
