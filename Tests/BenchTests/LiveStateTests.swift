import Experiment
import Foundation
import LivePage
import Testing

@testable import Bench

@Suite("A run's progress as its page is told")
struct LiveStateTests {
    @Test("holds the figures of the trial and the results so far")
    func figures() throws {
        let state = LiveState(ProgressSamples.watched())
        #expect(state.cell == "push at 0.2 tasks/s")
        #expect(state.phase == "steady")
        #expect(state.share == 0.2)
        #expect(state.points.map(\.latency?.p99) == [1, 4, 8])
        #expect(state.points.map(\.second) == [1, 2, 3])
        #expect(state.current?.p90 == 4.04)
        #expect(state.results.map(\.cell) == ["polling at 10 tasks/s", "push at 10 tasks/s"])
        #expect(state.results.map(\.isBad) == [false, true])
        #expect(state.results.allSatisfy { $0.columns.count == LiveState.columns.count })
        #expect(state.end == nil)
    }

    @Test("is always JSON", arguments: [Double.nan, .infinity])
    func finite(value: Double) throws {
        var progress = ProgressSamples.watched()
        progress.messageRate = value
        progress.secondsLeft = value
        #expect(throws: Never.self) { try JSONEncoder().encode(LiveState(progress)) }
    }
}

@Suite("Opening a report in a browser")
struct ReportServingTests {
    @Test("asks xdg-open where there is a desktop, and nobody without one")
    func browser() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appendingPathComponent("xdg-open").path
        let path = "/nonexistent:\(folder.path)"
        #expect(ReportServing.browser(["DISPLAY": ":0", "PATH": path]) == nil)
        #expect(FileManager.default.createFile(atPath: program, contents: nil))
        #expect(ReportServing.browser(["DISPLAY": ":0", "PATH": path]) == nil)
        chmod(program, 0o755)
        #expect(ReportServing.browser(["DISPLAY": ":0", "PATH": path]) == program)
        #expect(ReportServing.browser(["WAYLAND_DISPLAY": "wayland-0", "PATH": path]) == program)
        #expect(ReportServing.browser(["DISPLAY": "", "PATH": path]) == nil)
    }
}
