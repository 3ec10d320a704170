import Experiment
import LoadEngine

/// Progress as a run reports it.
enum ProgressSamples {
    static func progress(
        trial: Int = 3, phase: LoadProgress.Phase = .steady, connected: Int = 500, errors: UInt64 = 0
    ) -> RunProgress {
        var load = LoadProgress()
        load.phase = phase
        load.connected = connected
        load.errors = errors
        return RunProgress(
            scenario: "polling-vs-push", trial: trial, trials: 19, block: 1, blocks: 3, arm: "push",
            offered: "0.2 tasks/s", clients: 500, load: load, messageRate: 21_500.4, secondsElapsed: 40,
            secondsLeft: 160)
    }

    /// With figures of three seconds and of finished trials.
    static func watched() -> RunProgress {
        var progress = Self.progress()
        progress.phaseSeconds = 6.7
        progress.phaseLength = 10
        let latency = LiveLatency(count: 100, p50: 2.1, p90: 4.04, p99: 6.5, max: 9)
        progress.live = LiveTrial(
            points: [1.0, 4.0, 8.0].enumerated().map { index, p99 in
                LivePoint(
                    second: Double(index + 1), phase: .steady, clients: 500, messagesPerSecond: 21_000,
                    errors: 0, latency: LiveLatency(count: 1, p50: 1, p90: 1, p99: p99, max: 9),
                    serverCPUPercent: 34.2, residentBytes: 48_200_000)
            }, current: latency)
        progress.finished = [
            FinishedTrial(
                arm: "polling", offered: "10 tasks/s", isDiscarded: true, updateMean: 900, lost: 0),
            FinishedTrial(
                arm: "polling", offered: "10 tasks/s", updateMean: 520, lost: 0, serverCPUPercent: 11),
            FinishedTrial(
                arm: "push", offered: "10 tasks/s", updateMean: 3, updateP99: 9, lost: 0,
                serverCPUPercent: 30),
            FinishedTrial(
                arm: "push", offered: "10 tasks/s", updateMean: 5, updateP99: 11, lost: 2,
                serverCPUPercent: 32, isValid: false),
        ]
        return progress
    }
}
