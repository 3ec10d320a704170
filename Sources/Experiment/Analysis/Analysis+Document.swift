import Results
import Scenarios

extension Analysis {
    /// The document of a run from the trials there are: cells in the scenario's order, comparisons,
    /// predictions, thresholds, verdict.
    ///
    /// - Parameters:
    ///   - document: with the run's head filled in; its `partial` is kept.
    ///   - trials: in the order they ran. Some may be missing: cells without any are left out.
    ///   - failure: why the run ended early; nil when it did not.
    ///   - abort: the threshold that ended it, if one did.
    package static func document(
        _ document: ResultsDocument, scenario: Scenario, trials: [AnalysedTrial], failure: String?,
        abort: ThresholdAbort? = nil
    ) -> ResultsDocument {
        var result = document
        result.cells = cells(scenario, trials: trials)
        if failure != nil { result.partial = true }
        result = conclude(
            result, baseline: scenario.baseline, thresholds: scenario.thresholds, abort: abort)
        if let failure { result.reasons.insert(failure, at: 0) }
        return result
    }

    /// Derives everything that follows from a document's cells anew: checks, comparisons, predictions,
    /// thresholds, notes, verdict. For merged runs, and for another baseline.
    ///
    /// - Parameters:
    ///   - thresholds: the scenario's; those that every run has are checked beside them.
    ///   - abort: the one that ended the run, if one did.
    package static func conclude(
        _ document: ResultsDocument, baseline: String, thresholds: [Threshold] = [],
        abort: ThresholdAbort? = nil
    ) -> ResultsDocument {
        var result = document
        for place in result.cells.indices {
            let watched: [ValidityCheck] = ValidityCheck.worst(of: result.cells[place].trials)
            let forms: [ValidityCheck] = CellPrediction.all(result.cells[place])
                .compactMap(CellPrediction.check)
            // A document from before there were any does not get half of them.
            result.cells[place].checks = watched.isEmpty ? nil : watched + forms
        }
        let compared = ArmComparison(document.cells, baseline: baseline, seed: document.seed)
        result.comparisons = compared.comparisons
        result.predictions = document.cells.flatMap(CellPrediction.all)
        result.thresholds = RunThresholds.all(
            document.cells, thresholds: thresholds, partial: document.partial, abort: abort)
        result.notes = RunNotes.all(result, comparing: compared.notes)
        let invalid: [String] = RunVerdict.invalidReasons(result)
        let failed: [String] = RunVerdict.failures(result)
        result.verdict = !invalid.isEmpty ? .invalid : (failed.isEmpty ? .pass : .fail)
        result.reasons = invalid + failed
        return result
    }

    /// Cells in the scenario's order; those without any trial are left out.
    static func cells(_ scenario: Scenario, trials: [AnalysedTrial]) -> [Cell] {
        var cells: [Cell] = []
        for offered in scenario.load.points {
            let load = LoadPoint(offered, steady: scenario.phases.steady)
            for arm in scenario.arms {
                let own: [AnalysedTrial] = trials.filter {
                    $0.arm == arm.name && $0.load == load
                }
                guard let first = own.first else { continue }
                cells.append(
                    Cell(
                        arm: first.arm, transport: first.transport, load: first.load, clients: first.clients,
                        pooling: own.map(\.trial)))
            }
        }
        return cells
    }
}

extension Cell {
    /// `ARM@LOAD`.
    var label: String { "\(arm)@\(load.name)" }
}
