import Results
import Testing

@testable import Reporting

@Suite struct PullRequestReportTests {
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What is seen without opening anything.
    private func head(_ text: String) -> [String] {
        let all = lines(text)
        return Array(all[..<(all.firstIndex { $0.hasPrefix("<details>") } ?? all.endIndex)])
    }

    @Test("a screen holds the verdict, the comparison in words, a table, and whether it can be believed")
    func screen() {
        let text = PullRequestReport.render(SampleDocument.busyRun())
        #expect(
            head(text) == [
                "## ✅ Pass: sample", "", "All 2 thresholds held.", "",
                "- At 10 tasks/s, push delivers updates 8.1 times sooner than polling (95 % interval 7.9 to 8.3; "
                    + "62.1 ms against 505 ms on average), at 9.1 times the traffic (9.0 to 9.2) and at 4.5 "
                    + "times the server CPU (4.4 to 4.7).", "",
                "| load | arm | update latency, mean | p50 | p99 | wire, client and hour | server CPU | memory "
                    + "| lost / dup. / reord. |", "|---|---|---:|---:|---:|---:|---:|---:|---:|",
                "| 10 | polling | 505 ms | 503 ms | 998 ms | 5.22 MB | 9.1 % | 30.4 MB | 0 / 0 / 0 |",
                "| 10 | push | 62.1 ms | 60.2 ms | 108 ms | 47.5 MB | 41 % | 41.9 MB | 0 / 0 / 0 |", "",
                "Validity: the generator kept up and the clocks held in all 2 cells.", "",
                "Run 20261123-sample: 6 trials, seed 1, 2 CPUs, loopback, bench 0.1.0.", "",
            ])
    }

    @Test("failed thresholds and doubtful cells are said before the fold")
    func failures() {
        var document = SampleDocument.busyRun()
        document.verdict = .fail
        document.thresholds[0] = ThresholdResult(expression: "push.lost@10 == 0", value: 12, passed: false)
        document.cells[1].summary.generator.verdict = .saturated
        document.cells[1].summary.generator.reasons = ["CPU 97 %"]
        let head = head(PullRequestReport.render(document))
        #expect(head[0] == "## ❌ Fail: sample")
        #expect(head.contains("**1 of 2 thresholds did not hold:**"))
        #expect(head.contains("- `push.lost@10 == 0`: 12"))
        #expect(head.contains("**Not valid in 1 of 2 cells:**"))
        #expect(head.contains("- `push@10`: generator saturated; CPU 97 %"))
    }

    @Test("however much there is to say, the screen has at most 42 lines")
    func longest() {
        var document = SampleDocument.busyRun()
        document.verdict = .invalid
        document.reasons = (0..<30).map { "reason \($0)" }
        document.partial = true
        document.thresholds = (0..<50).map {
            ThresholdResult(expression: "push.lost@\($0) == 0", value: 1, passed: false)
        }
        document.cells[1].summary.invalidReasons = (0..<9).map { "why \($0)" }
        let cells = document.cells
        let comparisons = document.comparisons
        for load in 11..<40 {
            let point = LoadPoint(tasksPerSecond: Double(load))
            for var cell in cells {
                cell.load = point
                cell.summary.generator.verdict = .saturated
                document.cells.append(cell)
            }
            for var comparison in comparisons {
                comparison.load = point
                document.comparisons.append(comparison)
            }
        }
        let text = PullRequestReport.render(document)
        #expect(head(text).count <= 42)
        #expect(text.utf8.count <= PullRequestReport.commentLimit)
        #expect(head(text).contains("52 more cells are below."))
        #expect(head(text).contains("- 25 more comparisons are below."))
    }

    @Test("where not all load points fit, those with most events are shown, each whole")
    func busiest() {
        var document = SampleDocument.busyRun()
        let cells = document.cells
        for load in [20.0, 30, 0.2, 40] {
            for var cell in cells {
                cell.load = LoadPoint(tasksPerSecond: load)
                cell.summary.events = Int(load * 100)
                document.cells.append(cell)
            }
        }
        let rows = head(PullRequestReport.render(document)).filter { $0.hasPrefix("| ") }.dropFirst()
        #expect(rows.map { $0.split(separator: " ")[1] } == ["10", "10", "20", "20", "30", "30", "40", "40"])
    }

    @Test(
        "one thing below is told of as one",
        arguments: [(1, "1 more cell is below."), (2, "2 more cells are below.")])
    func below(count: Int, text: String) {
        #expect(PullRequestReport.below(count, "cell") == text)
    }

    @Test("everything else is folded, with the blank lines that Markdown in HTML needs")
    func folded() {
        let all = lines(PullRequestReport.render(SampleDocument.busyRun()))
        let summaries = all.filter { $0.hasPrefix("<summary>") }
        #expect(
            summaries.map { $0.replacing("<summary>", with: "").replacing("</summary>", with: "") } == [
                "10 tasks/s", "Thresholds", "Comparisons", "Validity checks", "Predicted and measured",
                "The generator's own health",
                "Trials", "Environment", "How it was measured",
            ])
        for (index, line) in all.enumerated() {
            if line.hasPrefix("<summary>") {
                #expect(all[index - 1] == "<details>" && all[index + 1].isEmpty)
            }
            if line == "</details>" { #expect(all[index - 1].isEmpty) }
        }
        #expect(all.count { $0 == "<details>" } == all.count { $0 == "</details>" })
    }

    @Test("what does not fit the limit is left out whole, and named")
    func cut() {
        let document = SampleDocument.busyRun()
        let full = PullRequestReport.render(document)
        let limit: Int = 4_000
        let text = PullRequestReport.render(document, limit: limit)
        #expect(full.utf8.count > limit && text.utf8.count <= limit)
        #expect(head(text) == head(full))
        #expect(text.contains("Left out, since this text would be too long: "))
        #expect(text.contains("How it was measured. report.md has everything."))
        #expect(lines(text).count { $0 == "<details>" } == lines(text).count { $0 == "</details>" })
    }

    @Test("names from outside cannot close a fold or inject HTML")
    func hostile() {
        var document = SampleDocument.hostileRun()
        document.notes = ["</details><script>alert(1)</script>"]
        document.thresholds[0].expression = "a ` b </details>"
        let text = PullRequestReport.render(document)
        #expect(!text.contains("<script>"))
        #expect(lines(text).count { $0 == "</details>" } == lines(text).count { $0 == "<details>" })
        #expect(text.contains("- `` a ` b </details> ``: 12.5"))
    }
}
