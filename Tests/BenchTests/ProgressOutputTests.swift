import Experiment
import LoadEngine
import Testing

@testable import Bench

@Suite struct ProgressOutputTests {
    static func progress(
        trial: Int = 3, phase: LoadProgress.Phase = .steady, connected: Int = 500, errors: UInt64 = 0
    ) -> RunProgress {
        var load = LoadProgress()
        load.phase = phase
        load.connected = connected
        load.errors = errors
        return RunProgress(
            trial: trial, trials: 19, block: 1, blocks: 3, arm: "push", offered: "0.2 tasks/s", clients: 500,
            load: load, messageRate: 21_500.4, secondsLeft: 160)
    }

    @Test("a live line shows cell, phase, clients connected, rate and time left, in fixed places")
    func live() {
        #expect(
            ProgressLine.live(Self.progress(), width: 120)
                == "[ 3/19] push at 0.2 tasks/s  steady      500/500 clients   21,500 msg/s  2 min 40 s left")
        #expect(
            ProgressLine.live(Self.progress(phase: .connecting, connected: 7, errors: 2), width: 120)
                == "[ 3/19] push at 0.2 tasks/s  connecting    7/500 clients   21,500 msg/s  2 errors  "
                + "2 min 40 s left")
    }

    @Test("a narrow terminal loses the rate first, and never gets a line that wraps")
    func narrow() {
        #expect(
            ProgressLine.live(Self.progress(), width: 80)
                == "[ 3/19] push at 0.2 tasks/s  steady      500/500 clients  2 min 40 s left")
        #expect(ProgressLine.live(Self.progress(), width: 20) == "[ 3/19] push at 0.2 ")
    }

    @Test("a live line is drawn again at most ten times a second, and taken away at the end")
    func redraws() {
        var output = ProgressOutput(mode: .live)
        let start: UInt64 = 5_000_000_000
        var drawn: [UInt64] = []
        for millisecond in UInt64(0)..<1_000 {
            let now: UInt64 = start + millisecond * 1_000_000
            guard let text = output.show(Self.progress(), now: now, width: 100) else { continue }
            drawn.append(millisecond)
            #expect(text.hasPrefix("\r\u{1B}[K[ 3/19]") && !text.contains("\n"))
        }
        #expect(drawn == [0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
        #expect(output.finish() == "\r\u{1B}[K")
        #expect(output.finish() == nil)
    }

    @Test("elsewhere than on a terminal there is one line a phase of a trial")
    func lines() {
        var output = ProgressOutput(mode: .lines)
        let phases: [LoadProgress.Phase] = [
            .idle, .connecting, .connecting, .warmUp, .steady, .steady, .drain, .closing, .finished,
        ]
        var texts: [String] = []
        for trial in 1...2 {
            for (step, phase) in phases.enumerated() {
                let progress: RunProgress = Self.progress(trial: trial, phase: phase)
                if let text = output.show(progress, now: UInt64(step), width: 0) { texts.append(text) }
            }
        }
        #expect(texts.count == 10)
        #expect(
            texts[7]
                == "trial 2/19: push at 0.2 tasks/s, steady; 500/500 clients connected; 21,500 messages/s; "
                + "2 min 40 s left\n")
        #expect(output.finish() == nil)
    }

    @Test("a rate or a time that is no number is shown as a dash", arguments: [Double.nan, .infinity])
    func notANumber(value: Double) {
        var progress: RunProgress = Self.progress()
        progress.messageRate = value
        progress.secondsLeft = value
        #expect(ProgressLine.plain(progress).hasSuffix("- left"))
        #expect(ProgressLine.live(progress, width: 100).hasSuffix("- left"))
    }

    @Test("quiet is quiet")
    func none() {
        var output = ProgressOutput(mode: .none)
        #expect(output.show(Self.progress(), now: 0, width: 80) == nil)
        #expect(output.finish() == nil)
    }
}
