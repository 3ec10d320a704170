import Results
import Testing

@testable import Reporting

@Suite struct SelfTestTableTests {
    @Test("truth, reading, bias and spread stand side by side, and what is wrong says so")
    func table() {
        var report = SelfTestReport(benchVersion: "1", startedAt: "now")
        var latency = SelfTestRow(role: "push", quantity: "update latency, mean", kind: .milliseconds)
        latency.pairs = [
            SelfTestRow.Pair(truth: 10, open: 0, reading: 10.01),
            SelfTestRow.Pair(truth: 20, open: 0, reading: 20.03),
        ]
        var lost = SelfTestRow(role: "push", quantity: "lost", kind: .count)
        lost.pairs = [SelfTestRow.Pair(truth: 4, open: 1, reading: 7)]
        report.rows = [latency, lost]
        report.repetitions = ["push/1", "push/2"]
        let lines = SelfTestTable.render(report, style: .plain).split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(lines[1] == "push update latency, mean 15.000 ms 15.020 ms +20.0 us 14.1 us 50 us ok")
        #expect(lines[2] == "push lost 4...5 7 2 - 0 WRONG")
        #expect(lines[3].hasPrefix("FAIL: 1 of 2 quantities"))
    }
}
