import Results
import Scenarios

/// Prepares what thresholds over windows are judged by, while a trial's observations are at hand.
enum ThresholdWindows {
    /// The figures that thresholds ask of this trial window by window; nil when they ask none.
    static func figures(
        _ thresholds: [Threshold], of measurement: TrialMeasurement
    ) -> [WindowedFigure]? {
        guard !measurement.discarded, !measurement.partial else { return nil }
        var result: [WindowedFigure] = []
        var windows: [Int64: [WindowFigures]] = [:]
        for expression in thresholds.map(\.expression) {
            guard let length = expression.window,
                expression.left.names(arm: measurement.arm.name, load: measurement.load.name)
            else { continue }
            let cut: [WindowFigures] = windows[length] ?? Analysis.windows(measurement, every: length)
            windows[length] = cut
            let figure = WindowedFigure(
                figure: expression.left.figure.description, seconds: Double(length) / 1e9,
                windows: cut.map { window(expression.left.figure, of: $0) })
            if !result.contains(figure) { result.append(figure) }
        }
        return result.isEmpty ? nil : result
    }

    private static func window(_ figure: ThresholdFigure, of window: WindowFigures) -> WindowedFigure.Window {
        guard case .latency(let latency, let statistic) = figure else {
            return WindowedFigure.Window(second: window.second, value: value(figure, of: window))
        }
        let histogram: SparseHistogram = window.histograms[latency.histogramKey] ?? .empty(unit: "ns")
        return WindowedFigure.Window(
            second: window.second, value: statistic.value(histogram),
            samples: Int(clamping: histogram.count &+ histogram.infinite),
            infinite: Int(clamping: histogram.infinite))
    }

    private static func value(_ figure: ThresholdFigure, of window: WindowFigures) -> Double? {
        switch figure {
        case .scalar(.messages): Double(window.messages)
        case .scalar(.updates): window.updates.map(Double.init)
        case .scalar(.events): window.events.map(Double.init)
        case .scalar(.lost): window.lost.map(Double.init)
        case .scalar(.cpuPercent): window.serverCPUPercent
        case .scalar(.residentBytes): window.residentBytes
        case .errors(kind: nil): window.errors.map(Double.init)
        case .latency, .scalar, .errors: nil
        }
    }
}

extension ThresholdFigure.Statistic {
    /// In milliseconds. Nil without samples, and where what never arrived makes it unbounded.
    fileprivate func value(_ histogram: SparseHistogram) -> Double? {
        if let quantile { return histogram.value(atQuantile: quantile).map { Double($0) / 1e6 } }
        guard histogram.count > 0, histogram.infinite == 0 else { return nil }
        return self == .mean ? histogram.sum / Double(histogram.count) / 1e6 : Double(histogram.max) / 1e6
    }
}
