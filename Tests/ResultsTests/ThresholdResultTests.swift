import Foundation
import Testing

@testable import Results

@Suite struct ThresholdResultTests {
    private static let full = ThresholdResult(
        expression: "push.deliveryLatency.p99 < 50ms every 5s", value: 61.5, passed: false, limit: 50,
        unit: "ms", cell: "push@10", confidence95: [1, 2],
        windows: ThresholdResult.Windows(
            seconds: 5, checked: 12, failed: 2, undecided: 1,
            worst: ThresholdResult.Worst(trial: 4, second: 5, value: nil)),
        note: "n", aborted: ThresholdResult.Abort(trial: 4, second: nil), byDefault: true)

    @Test("everything a result says is written and read back")
    func roundTrip() throws {
        let json = try JSONEncoder().encode(Self.full)
        #expect(try JSONDecoder().decode(ThresholdResult.self, from: json) == Self.full)
        let keys = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(
            Set(keys.keys) == [
                "expression", "value", "passed", "limit", "unit", "cell", "confidence95", "windows", "note",
                "aborted", "byDefault",
            ])
        let windows = try #require(keys["windows"] as? [String: Any])
        #expect(Set(windows.keys) == ["seconds", "checked", "failed", "undecided", "worst"])
        #expect((windows["worst"] as? [String: Any])?["value"] is NSNull)
    }

    @Test("results of older documents are read, and are those that every run has")
    func older() throws {
        let json = #"{"expression":"push.lost@10 == 0","value":null,"passed":false}"#
        let result = try JSONDecoder().decode(ThresholdResult.self, from: Data(json.utf8))
        #expect(result == ThresholdResult(expression: "push.lost@10 == 0", value: nil, passed: false))
        #expect(result.isByDefault && result.outcome == .failed)
    }

    @Test("an outcome is held, failed or undecided")
    func outcomes() {
        #expect(ThresholdResult(expression: "e", value: 1, passed: true).outcome == .held)
        #expect(ThresholdResult(expression: "e", value: 1, passed: false).outcome == .failed)
        #expect(
            ThresholdResult(expression: "e", value: nil, passed: false, undecided: "why").outcome
                == .undecided)
    }
}
