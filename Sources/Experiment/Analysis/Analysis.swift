import LoadEngine
import Metering
import Results
import Scenarios

/// From observations to figures, and from figures to a verdict. Pure: reads no clock, no file.
package enum Analysis {
    /// The figures, histograms and predictions of one trial.
    ///
    /// Works for any trial: one that was cut short gives the figures of what it saw, one that never
    /// reached its steady state knows no counts and says so.
    package static func trial(_ measurement: TrialMeasurement) -> Trial {
        let settling: Int64 =
            (measurement.arm.transport.pollInterval ?? 0) + measurement.server.largestBatchWindow
        guard
            let window = AnalysisWindow(
                measurement.record, partial: measurement.partial, settling: settling + 2_000_000_000)
        else { return TrialFigures.unmeasured(measurement) }
        var join = TrialJoin(measurement, window: window.eligible)
        join.run()
        return TrialFigures(measurement, window: window, join: join).trial()
    }
}
