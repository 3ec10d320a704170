import Foundation
import Results
import Scenarios

/// What explains verdicts, from the tests' own trials: how much of push's latency the server's windows are, from
/// which rate of events on push costs as much as polling, what an idle swarm costs with more clients, and with how many
/// an arm saturates. What the harness may have made itself explains nothing: invalid cells are left out.
package enum ClaimExplanations {
    package static func all(_ claims: ClaimsFile, _ evidence: ClaimEvidence) -> [ClaimExplanation] {
        let sweeps: [ClaimExplanation] = claims.tests.flatMap { sweep($0, evidence) }
        let note: String = sweepNote(claims, evidence)
        return evidence.documents.flatMap { batchDelays($0.document, test: $0.test) }
            + (sweeps.isEmpty
                ? evidence.documents.flatMap { coarse($0.document, test: $0.test, note: note) } : sweeps)
            + clients(claims, evidence) + evidence.searches.map { saturation($0.report, test: $0.test) }
    }

    // MARK: Batch windows

    private static func batchDelays(_ document: ResultsDocument, test: String) -> [ClaimExplanation] {
        document.cells.compactMap { cell in
            guard cell.transport == "websocket", let update = cell.summary.updateLatencyMs.mean, update > 0,
                let delay = cell.summary.serverDelayMs?.mean, ClaimJudge.doubts(cell, ofTimes: true).isEmpty
            else { return nil }
            let name = "\(cell.arm)@\(cell.load.name)"
            let share: Double = delay / update
            var values: [String: Double] = [
                "updateLatencyMs": update, "serverDelayMs": delay, "share": share,
            ]
            var sentence =
                "\(name): of a mean update latency of \(text(update)) ms the server held updates back for "
                + "\(text(delay)) ms in its batch windows (\(Int((100 * share).rounded())) %)"
            let forms: [Prediction] = document.predictions.filter {
                $0.cell == name && $0.quantity.hasPrefix(prefix)
            }
            for type in types(forms) {
                let own: [Prediction] = forms.filter { $0.quantity == prefix + type }
                guard let first = own.first else { continue }
                values["\(type).measuredMs"] = first.measured
                sentence += "; \(type) \(text(first.measured)) ms"
                // The replay of every event is held to the measurement; the closed form wants Poisson arrivals.
                if let replay = own.first(where: \.checked) {
                    values["\(type).replayedMs"] = replay.predicted
                    sentence += ", its events replayed through the window \(text(replay.predicted)) ms"
                }
                if let form = own.first(where: { !$0.checked }) {
                    values["\(type).predictedMs"] = form.predicted
                    sentence += ", by the closed form \(text(form.predicted)) ms"
                }
            }
            return ClaimExplanation(kind: "batchDelay", test: test, text: sentence, values: values)
        }
    }

    private static let prefix = "serverDelay.mean of "

    /// Event types of closed forms, each once, in their order.
    private static func types(_ forms: [Prediction]) -> [String] {
        forms.map { String($0.quantity.dropFirst(prefix.count)) }.reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    /// Three digits.
    static func text(_ value: Double) -> String {
        let rounded: Double = Double(String(format: "%.3g", value)) ?? value
        return LoadLabel.text(rounded)
    }
}
