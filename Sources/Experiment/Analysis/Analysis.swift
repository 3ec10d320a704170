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
        guard let window = AnalysisWindow(measurement) else { return TrialFigures.unmeasured(measurement) }
        var join = TrialJoin(measurement, window: window.eligible)
        var slices = TrialSlices(measurement)
        var faults = FaultTally(measurement)
        let hasFaults: Bool = measurement.faults != nil
        join.run { join, row in
            slices?.take(join, row)
            if hasFaults { faults.take(join, row) }
        }
        var trial: Trial = TrialFigures(measurement, window: window, join: join).trial()
        trial.figures.faults = FaultAnalysis(measurement, outages: join.outages)?.figures(
            faults, index: join.index, hasIdentity: measurement.log.hasIdentity)
        trial.series = slices?.series(join)
        return trial
    }
}
