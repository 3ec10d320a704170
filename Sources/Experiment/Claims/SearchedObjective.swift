import Results
import Scenarios
import Statistics

/// What a search's trials say of an objective: of the whole of it, whichever condition the search itself went by.
///
/// Only trials that tell of the server take part. What was measured on the way to a load is chosen for how it came out:
/// so a load is held by fresh trials alone, and a single trial breaks none.
struct SearchedObjective {
    /// Loads at which fresh trials kept every part of it.
    private(set) var held: [(clients: Int, trials: Int)] = []
    /// The smallest load that, with smaller ones, has as many trials that broke it as an interval takes.
    private(set) var broken: (clients: Int, trials: Int, reason: String)?
    /// Why loads tell nothing.
    private(set) var open: [String] = []

    /// - Parameter objective: limits of the arm that was searched.
    init(_ report: CapacityReport, _ objective: [ClaimStatement]) {
        let telling: [CapacityTrial] = report.trials.filter { $0.outcome == .held || $0.outcome == .failed }
        let fresh: [CapacityTrial] = report.trials.filter { $0.purpose == .confirmation }
        for clients in Set(fresh.map(\.clients)).sorted() {
            let all: [CapacityTrial] = fresh.filter { $0.clients == clients }
            let own: [CapacityTrial] = all.filter { $0.outcome == .held }
            // Where one did not hold, or only seemed to, the search went on with fewer.
            guard !own.isEmpty, !all.contains(where: { $0.outcome == .failed || $0.outcome == .doubtful })
            else { continue }
            let reading = ObjectiveReading(objective, Self.cell(own, report), report.environment)
            if reading.holds {
                held.append((clients, own.count))
            } else {
                let reasons: [String] = reading.absent + reading.broken + reading.undecided
                open.append("with \(clients) clients \(reasons.first ?? "it is undecided")")
            }
        }
        let breaking: [(clients: Int, reason: String)] = telling.compactMap { trial in
            Self.reason(trial, objective, report.environment).map { (trial.clients, $0) }
        }.sorted { $0.clients < $1.clients }
        let least: Int = PairedRatio.fewestPairsForInterval
        if breaking.count >= least {
            let last = breaking[least - 1]
            broken = (last.clients, breaking.count { $0.clients <= last.clients }, last.reason)
        } else if let first = breaking.first {
            let count: String = breaking.count == 1 ? "1 trial" : "\(breaking.count) trials"
            open.append(
                "\(count) from \(first.clients) clients on broke it (\(first.reason)), and it takes \(least)")
        }
    }

    private static func cell(_ trials: [CapacityTrial], _ report: CapacityReport) -> Cell {
        Cell(
            arm: report.arm, transport: report.transport,
            load: LoadPoint(tasksPerSecond: trials[0].tasksPerSecond), clients: trials[0].clients,
            summary: .empty,
            trials: trials.enumerated().compactMap { block, trial in
                trial.figures.map {
                    Trial(
                        block: block, position: trial.position, discarded: false, partial: false, figures: $0,
                        histograms: [:])
                }
            })
    }

    /// Why a trial broke the objective; nil for one that kept it, or does not tell.
    private static func reason(
        _ trial: CapacityTrial, _ objective: [ClaimStatement], _ environment: Environment
    ) -> String? {
        // A server that did not live through it.
        guard let figures = trial.figures else {
            return trial.outcome == .failed ? trial.reasons.first ?? "the server's end" : nil
        }
        for statement in objective {
            guard let value = try? ClaimReading.value(statement.quantity, figures, environment) else {
                continue
            }
            let isKept: Bool =
                switch statement.relation {
                case .atMost: value <= statement.value
                case .atLeast: value >= statement.value
                case .always: value == statement.value
                case .about: true
                }
            if !isKept { return "\(statement.quantity) \(statement.text)" }
        }
        return nil
    }
}
