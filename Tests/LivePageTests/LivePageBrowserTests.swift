import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LivePage

/// The page of a run in a real browser: `peers/live_browser.py`.
@Suite struct LivePageBrowserTests {
    /// A trial of so many seconds, whose latency is unknown in some of them.
    private static func state(seconds: Int) -> LiveState {
        var state = LiveState(
            scenario: "polling-vs-push", trial: 3, trials: 19, cell: "push at 10 tasks/s", phase: "steady",
            phaseSeconds: 6.5, phaseLength: 10, quantity: "update latency", clients: 500, connected: 500,
            messagesPerSecond: 21_500, errors: 2, share: 0.26, secondsLeft: 160,
            current: LiveState.Latency(p50: 2.1, p90: 4.04, p99: 6.5, max: 9))
        state.points = (1...seconds).map { second in
            let wave = Double(second % 7)
            return LiveState.Point(
                second: Double(second), phase: second < 4 ? "warm-up" : "steady",
                latency: second % 11 == 5
                    ? nil : LiveState.Latency(p50: 2 + wave / 5, p90: 4 + wave / 3, p99: 6 + wave, max: 20),
                messagesPerSecond: 21_000 + 100 * wave, clients: 500, errors: 0, serverCPUPercent: 34.2,
                residentBytes: 48_200_000)
        }
        state.results = [
            LiveState.Result(
                cell: "polling at 10 tasks/s", columns: ["2", "520 ms", "1.01 s", "11 %", "0"], isBad: false),
            LiveState.Result(
                cell: "push at 10 tasks/s", columns: ["1", "3.10 ms", "8.20 ms", "31 %", "4"], isBad: true),
        ]
        return state
    }

    @Test(
        "a browser follows a run to its end and its report, at two widths and in both colour schemes",
        .timeLimit(.minutes(2)))
    func follows() async throws {
        let fixture = try FolderFixture()
        try fixture.write(
            "run/report.html",
            "<!doctype html><html lang=\"en\"><title>Report</title><p>the report itself</p></html>")
        let shown = Mutex(Self.state(seconds: 12))
        let server = try await PageServer.start(
            folder: fixture.folder, live: { shown.withLock { $0 } }, port: 0)
        var arguments: [String] = [server.url]
        if let folder = ProcessInfo.processInfo.environment["SWARMBENCH_SCREENSHOTS"] {
            arguments = ["--screenshots", folder] + arguments
        }
        let browser = try PythonPeer.start("live_browser.py", arguments: arguments)
        _ = try await browser.line(startingWith: "ready", within: 60)
        var last = Self.state(seconds: 40)
        last.end = LiveState.End(
            verdict: "Pass: all 8 thresholds held.", outcome: "pass", files: ["report.html", "report.md"],
            folder: fixture.folder.path)
        shown.withLock { [last] in $0 = last }
        server.tell()
        let status = try await browser.exitStatus(within: 60)
        #expect(status == 0, "\(browser.output.text)\(browser.errors.text)")
        await server.stop()
    }
}
