import Experiment
import LoadEngine
import Reporting
import Testing

@testable import Bench

@Suite("The terminal view")
struct TerminalViewTests {
    private static func lines(
        _ progress: RunProgress = ProgressSamples.watched(), width: Int = 110, height: Int = 30,
        style: TerminalStyle = .plain, isUnicode: Bool = true
    ) -> [String] {
        let shape = TerminalShape(width: width, height: height, style: style, isUnicode: isUnicode)
        return TerminalView(progress: progress, shape: shape).lines
    }

    @Test("shows where the run stands, what clients see now, and the results so far")
    func whole() {
        let bar = String(repeating: "█", count: 8) + String(repeating: "░", count: 32)
        #expect(
            Self.lines() == [
                "polling-vs-push  trial 3 of 19  \(bar)  20 %  2 min 40 s left",
                "push at 0.2 tasks/s  steady, 6 of 10 s  block 1 of 3",
                "  clients 500 of 500    21,500 messages/s   errors 0   server CPU  34 %, 48.2 MB",
                "  update latency, last 5 s    p50 2.10 ms  p90 4.04 ms  p99 6.50 ms  max 9.00 ms",
                "  p99 each second  ▂▅█  up to 8.00 ms",
                "  so far                  trials   update mean       p99   server CPU   lost   ",
                "  polling at 10 tasks/s        1        520 ms         -         11 %      0   ",
                "  push at 10 tasks/s           2       4.00 ms   10.0 ms         31 %      2   1 invalid",
                "  Live figures come from a sample; the report has the exact ones.",
            ])
    }

    @Test("says response time where clients poll, and that nothing came where nothing did")
    func polling() {
        var progress = ProgressSamples.watched()
        progress.isPush = false
        #expect(Self.lines(progress)[3].hasPrefix("  response time, last 5 s"))
        progress.live = LiveTrial()
        #expect(Self.lines(progress)[3] == "  response time, last 5 s   no answer yet")
        #expect(Self.lines(progress)[4] == "  p99 each second  ")
        #expect(Self.lines(progress)[2] == "  clients 500 of 500    21,500 messages/s   errors 0")
    }

    @Test("leaves out what nobody gathers")
    func unwatched() {
        var progress = ProgressSamples.watched()
        progress.live = nil
        let lines = Self.lines(progress)
        #expect(lines.count == 6)
        #expect(!lines.contains { $0.contains("p99 each") || $0.contains("Live figures") })
    }

    @Test(
        "never takes more columns or lines than there are",
        arguments: [60, 61, 79, 80, 120, 300], [9, 10, 12, 24, 60])
    func fits(width: Int, height: Int) {
        var progress = ProgressSamples.watched()
        progress.scenario = "a-scenario-of-quite-some-length-as-people-make-them"
        progress.arm = "推送 of wide letters and\u{7}a bell\n"
        progress.live?.points = (1...900).map { second in
            LivePoint(
                second: Double(second), phase: .steady, clients: 1, messagesPerSecond: 1, errors: 0,
                latency: LiveLatency(count: 1, p50: 1, p90: 2, p99: Double(second), max: 3))
        }
        progress.finished = (0..<20).map {
            FinishedTrial(arm: "arm-\($0)", offered: "10 tasks/s", updateMean: 1, lost: 0)
        }
        let lines = Self.lines(progress, width: width, height: height)
        #expect(lines.count <= height - 1)
        for line in lines {
            #expect(TextWidth.of(line) <= width - 1, "\(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
        // The latest results are the ones that stay.
        if lines.count > 7 { #expect(lines.contains { $0.contains("arm-19") }) }
    }

    @Test("marks what is bad only where colours are wanted")
    func colours() {
        var progress = ProgressSamples.watched()
        progress.load.errors = 4
        let coloured = Self.lines(progress, style: TerminalStyle(colours: true))
        #expect(coloured[2].contains("\u{1B}[31m   errors 4\u{1B}[0m"))
        #expect(!Self.lines(progress).joined().contains("\u{1B}"))
        let refused = TerminalStyle(isTerminal: true, environment: ["TERM": "xterm", "NO_COLOR": "1"])
        #expect(!Self.lines(progress, style: refused).joined().contains("\u{1B}"))
    }

    @Test("uses ASCII where the locale is not UTF-8's")
    func ascii() {
        let lines = Self.lines(isUnicode: false)
        #expect(lines[4] == "  p99 each second  .+#  up to 8.00 ms" || lines[4].contains("#"))
        #expect(lines.joined().unicodeScalars.allSatisfy { $0.isASCII })
    }

    @Test(
        "asks the locale's variables in POSIX' order",
        arguments: [
            (["LANG": "en_US.UTF-8"], true), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
            (["LC_ALL": "", "LC_CTYPE": "C.utf8", "LANG": "C"], true), ([:], false),
        ] as [([String: String], Bool)])
    func locale(environment: [String: String], expected: Bool) {
        #expect(TerminalShape.isUnicode(environment) == expected)
    }
}

@Suite("Bars of characters")
struct BarsTests {
    @Test("A sparkline goes from nothing to the largest value, and tells nothing from little")
    func sparkline() {
        #expect(Bars.sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], isUnicode: true) == "▁▂▃▄▅▆▇██")
        #expect(Bars.sparkline([nil, 0, .nan, 4], isUnicode: true) == " ▁ █")
        #expect(Bars.sparkline([0, 0], isUnicode: true) == "▁▁")
        #expect(Bars.sparkline([], isUnicode: true) == "")
        #expect(Bars.sparkline([0, 8], isUnicode: false) == "_#")
    }

    @Test(
        "A progress bar is full only when all is over",
        arguments: [(0.0, "░░░░"), (0.49, "█░░░"), (0.999, "███░"), (1, "████"), (7, "████"), (.nan, "░░░░")])
    func progress(share: Double, expected: String) {
        #expect(Bars.progress(share, width: 4, isUnicode: true) == expected)
        #expect(Bars.progress(share, width: 0, isUnicode: true) == "")
    }
}
