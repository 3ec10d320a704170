import Experiment
import LivePage

extension LiveState {
    /// A run's progress as its page is told.
    init(_ progress: RunProgress) {
        let live: LiveTrial = progress.live ?? LiveTrial()
        self.init(
            scenario: progress.scenario, trial: progress.trial, trials: progress.trials,
            cell: "\(progress.arm) at \(progress.offered)", phase: ProgressLine.name(progress.load.phase),
            phaseSeconds: progress.phaseSeconds, phaseLength: progress.phaseLength,
            quantity: TerminalView.quantity(progress), clients: progress.clients,
            connected: progress.load.connected, messagesPerSecond: Self.finite(progress.messageRate),
            errors: Int(clamping: progress.load.errors), share: progress.share,
            secondsLeft: Self.finite(progress.secondsLeft), current: live.current.map(Latency.init),
            points: live.points.map(Point.init),
            results: CellSoFar.all(progress.finished).map { cell in
                Result(
                    cell: cell.row[0], columns: Array(cell.row.dropFirst()),
                    isBad: cell.doubtful > 0 || cell.lost ?? 0 > 0)
            })
    }

    /// Of a run that ended before its first trial.
    init(scenario: String) {
        self.init(
            scenario: scenario, trial: 0, trials: 0, cell: "-", phase: "-", quantity: "update latency",
            clients: 0, connected: 0, messagesPerSecond: 0, errors: 0, share: 0, secondsLeft: 0)
    }

    /// JSON has no infinity.
    private static func finite(_ value: Double) -> Double { value.isFinite ? value : 0 }
}

extension LiveState.Latency {
    init(_ latency: LiveLatency) {
        self.init(p50: latency.p50, p90: latency.p90, p99: latency.p99, max: latency.max)
    }
}

extension LiveState.Point {
    init(_ point: LivePoint) {
        self.init(
            second: point.second, phase: ProgressLine.name(point.phase),
            latency: point.latency.map(LiveState.Latency.init), messagesPerSecond: point.messagesPerSecond,
            clients: point.clients, errors: point.errors, serverCPUPercent: point.serverCPUPercent,
            residentBytes: point.residentBytes)
    }
}
