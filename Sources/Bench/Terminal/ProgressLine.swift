import Experiment
import LoadEngine
import Reporting

/// A run's progress in one line: cell, phase, clients connected, rate, time left.
enum ProgressLine {
    /// Fixed places, so that a line drawn over another one does not flicker; cut at `width`.
    static func live(_ progress: RunProgress, width: Int) -> String {
        let trials: String = String(progress.trials)
        let trial: String = padded(String(progress.trial), trials.count)
        let clients: String = String(progress.clients)
        let connected: String = padded(String(progress.load.connected), clients.count)
        let rate: String = padded(NumberFormat.decimal(progress.messageRate, places: 0), 7) + " msg/s"
        func line(_ rate: String) -> String {
            [
                "[\(trial)/\(trials)] \(cell(progress))", name(progress.load.phase).padding(toWidth: 10),
                "\(connected)/\(clients) clients", rate, errors(progress),
                "\(TimeFormat.length(seconds: progress.secondsLeft)) left",
            ].filter { !$0.isEmpty }.joined(separator: "  ")
        }
        let full: String = line(rate)
        // On a narrow terminal the time left is worth more than the rate.
        return full.count <= width ? full : String(line("").prefix(width))
    }

    static func plain(_ progress: RunProgress) -> String {
        let parts: [String] = [
            "trial \(progress.trial)/\(progress.trials): \(cell(progress)), \(name(progress.load.phase))",
            "\(progress.load.connected)/\(progress.clients) clients connected",
            "\(NumberFormat.decimal(progress.messageRate, places: 0)) messages/s",
            errors(progress),
            "\(TimeFormat.length(seconds: progress.secondsLeft)) left",
        ].filter { !$0.isEmpty }
        return parts.joined(separator: "; ")
    }

    private static func cell(_ progress: RunProgress) -> String {
        "\(progress.arm) at \(progress.offered)"
    }

    private static func errors(_ progress: RunProgress) -> String {
        guard progress.load.errors > 0 else { return "" }
        return "\(NumberFormat.count(Int(clamping: progress.load.errors))) errors"
    }

    /// A phase as people say it.
    static func name(_ phase: LoadProgress.Phase) -> String {
        switch phase {
        case .idle: "starting"
        case .connecting: "connecting"
        case .warmUp: "warm-up"
        case .steady: "steady"
        case .drain: "drain"
        case .closing: "closing"
        case .finished: "finished"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension String {
    fileprivate func padding(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
