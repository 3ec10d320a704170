import Results
import Scenarios

/// That a threshold ended a run, and when.
package struct ThresholdAbort: Sendable, Equatable, CustomStringConvertible {
    package var expression: ThresholdExpression
    /// Position of the trial.
    package var trial: Int
    /// `ARM@LOAD` of the trial.
    package var cell: String
    /// Counted from the start of the trial's steady state, negative in its warm-up; nil after its end, when
    /// it had been analysed.
    package var second: Double?
    /// What had been counted then; nil after the trial's end, when its figures tell.
    package var value: Double?

    package init(
        expression: ThresholdExpression, trial: Int, cell: String, second: Double? = nil, value: Double? = nil
    ) {
        self.expression = expression
        self.trial = trial
        self.cell = cell
        self.second = second
        self.value = value
    }

    package var description: String {
        let place: String
        if let second {
            let text: String = LoadLabel.text((second.magnitude * 10).rounded() / 10)
            place =
                "in trial \(trial) (\(cell)), \(text) s \(second < 0 ? "before" : "into") its steady state"
        } else {
            place = "after trial \(trial) (\(cell))"
        }
        return "the threshold \(expression) ended the run \(place); what was measured until then is kept"
    }
}

extension ThresholdResult {
    /// This result of the threshold that ended the run.
    func ended(by abort: ThresholdAbort) -> ThresholdResult {
        var result: ThresholdResult = self
        result.aborted = Abort(trial: abort.trial, second: abort.second)
        result.passed = false
        result.undecided = nil
        // The trial was cut short and is in no summary: what had been counted is what decided.
        if let value = abort.value {
            result.value = value
            result.cell = abort.cell
            result.note = nil
            result.confidence95 = nil
        }
        return result
    }
}
