import Experiment
import LoadEngine
import Testing

@testable import Bench

@Suite struct ProgressOutputTests {
    private static let shape = TerminalShape(width: 100, height: 30)

    @Test("a live line shows cell, phase, clients connected, rate and time left, in fixed places")
    func live() {
        #expect(
            ProgressLine.live(ProgressSamples.progress(), width: 120)
                == "[ 3/19] push at 0.2 tasks/s  steady      500/500 clients   21,500 msg/s  2 min 40 s left")
        let connecting = ProgressSamples.progress(phase: .connecting, connected: 7, errors: 2)
        #expect(
            ProgressLine.live(connecting, width: 120)
                == "[ 3/19] push at 0.2 tasks/s  connecting    7/500 clients   21,500 msg/s  2 errors  "
                + "2 min 40 s left")
    }

    @Test("a narrow terminal loses the rate first, and never gets a line that wraps")
    func narrow() {
        #expect(
            ProgressLine.live(ProgressSamples.progress(), width: 80)
                == "[ 3/19] push at 0.2 tasks/s  steady      500/500 clients  2 min 40 s left")
        #expect(ProgressLine.live(ProgressSamples.progress(), width: 20) == "[ 3/19] push at 0.2 ")
    }

    @Test(
        "a terminal gets the view where there is room, and a single line where there is none",
        arguments: [(100, 30, 9), (60, 9, 6), (59, 30, 1), (100, 8, 1), (20, 3, 1)])
    func room(width: Int, height: Int, lines: Int) {
        var output = ProgressOutput(mode: .live)
        let shape = TerminalShape(width: width, height: height)
        let text: String = output.show(ProgressSamples.watched(), on: shape) ?? ""
        #expect(text.split(separator: "\r\n").count == lines)
        #expect(output.clear() != nil)
        #expect(output.clear() == nil)
    }

    @Test("elsewhere than on a terminal there is one line a phase of a trial")
    func lines() {
        var output = ProgressOutput(mode: .lines)
        let phases: [LoadProgress.Phase] = [
            .idle, .connecting, .connecting, .warmUp, .steady, .steady, .drain, .closing, .finished,
        ]
        var texts: [String] = []
        for trial in 1...2 {
            for phase in phases {
                let progress: RunProgress = ProgressSamples.progress(trial: trial, phase: phase)
                if let text = output.show(progress, on: Self.shape) { texts.append(text) }
            }
        }
        #expect(texts.count == 10)
        #expect(
            texts[7]
                == "trial 2/19: push at 0.2 tasks/s, steady; 500/500 clients connected; 21,500 messages/s; "
                + "2 min 40 s left\n")
        #expect(output.clear() == nil)
    }

    @Test("a rate or a time that is no number is shown as a dash", arguments: [Double.nan, .infinity])
    func notANumber(value: Double) {
        var progress: RunProgress = ProgressSamples.progress()
        progress.messageRate = value
        progress.secondsLeft = value
        #expect(ProgressLine.plain(progress).hasSuffix("- left"))
        #expect(ProgressLine.live(progress, width: 100).hasSuffix("- left"))
    }

    @Test("quiet is quiet")
    func none() {
        var output = ProgressOutput(mode: .none)
        #expect(output.show(ProgressSamples.progress(), on: Self.shape) == nil)
        #expect(output.clear() == nil)
    }
}
