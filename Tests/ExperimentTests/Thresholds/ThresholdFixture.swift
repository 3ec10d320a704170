import Results
import Scenarios

@testable import Experiment

/// Cells built by hand, so that what a threshold finds can be read off.
enum ThresholdFixture {
    static func latency(
        mean: Double? = 10, p50: Double? = 9, p99: Double? = 40, max: Double? = 50, count: Int = 5_000,
        events: Int = 1_000, infinite: Int = 0
    ) -> LatencySummary {
        LatencySummary(
            mean: mean, p50: p50, p90: p50, p99: p99, p999: nil, max: max, count: count, events: events,
            infinite: infinite)
    }

    static func figures(_ change: (inout Figures) -> Void = { _ in }) -> Figures {
        var figures: Figures = .empty
        figures.updateLatencyMs = latency()
        figures.deliveryLatencyMs = latency()
        figures.serverDelayMs = latency()
        figures.updates = 5_000
        figures.events = 1_000
        figures.lost = 0
        figures.duplicated = 0
        figures.reordered = 0
        figures.traffic.wireBytesPerClientHour = Directions(up: 1_000, down: 9_000)
        figures.server.cpuPercent = 20
        change(&figures)
        return figures
    }

    static func trial(
        block: Int = 0, position: Int = 1, discarded: Bool = false, partial: Bool = false,
        windows: [WindowedFigure]? = nil, _ change: (inout Figures) -> Void = { _ in }
    ) -> Trial {
        var trial = Trial(
            block: block, position: position, discarded: discarded, partial: partial,
            figures: figures(change), histograms: [:])
        trial.windows = windows
        return trial
    }

    static func cell(
        _ arm: String = "push", load: Double = 10, trials: [Trial] = [trial()],
        _ change: (inout Figures) -> Void = { _ in }
    ) -> Cell {
        Cell(
            arm: arm, transport: arm == "polling" ? "interval-polling" : "websocket",
            load: LoadPoint(tasksPerSecond: load), clients: 5, summary: figures(change), trials: trials)
    }

    static func result(_ text: String, _ cells: [Cell]) throws -> ThresholdResult {
        ThresholdEvaluation(cells: cells).result(try ThresholdParser.parse(text))
    }
}
