import Results
import Scenarios
import Statistics

/// Whether a trial held the objective, or says nothing of the server. Pure.
struct CapacityJudge {
    /// Failed checks that are the server's own doing: they make a load not hold instead of making it unknown.
    /// A log that is too short for the trial is not among them: its length is what it was started with.
    static let serversOwn: Set<String> = [StampLagCheck.name, "absent clients", "one server"]
    /// Failed checks that tell that the machine was taken away from server or generator, or time itself set: another
    /// trial may know nothing of it. They also explain a generator that came late.
    static let disturbances: Set<String> = [
        "generator's wait for a CPU", "generator's longest standstill", "steal", "server's wait for its CPU",
        "server's longest stall", "wall clock", "suspension", "updates before their stamp",
    ]
    /// A generator whose CPU is taken is at its limit, whatever else happened.
    static let limits: Set<String> = ["generator CPU", "generator CPU of all loops"]

    let outcome: CapacityTrial.Outcome
    /// Why it did not hold; empty when it did.
    let reasons: [String]
    let conditions: [ThresholdResult]
    /// Why no trial of this kind can be judged, whatever the load: a percentile needs more events.
    let undecidable: String?

    init(_ trial: Trial, cell: Cell, objective: [ThresholdExpression]) {
        conditions = RunThresholds.all(
            [cell], thresholds: objective.map { Threshold($0) }, partial: false, abort: nil)
        let flaws: [ValidityCheck] = (trial.checks ?? []).filter { !$0.passed && $0.invalidates }
        let own: [ValidityCheck] = flaws.filter { Self.serversOwn.contains($0.name) }
        let strange: [String] = Self.strange(trial, own: own)
        let failed: [String] = conditions.filter { $0.outcome == .failed }.map(ThresholdSentence.text)
        let open: ThresholdResult? = conditions.first { $0.outcome == .undecided }
        undecidable = flaws.isEmpty && strange.isEmpty && failed.isEmpty ? open?.undecided : nil
        if !strange.isEmpty {
            let names = Set(flaws.map(\.name))
            outcome =
                names.isDisjoint(with: Self.disturbances) || !names.isDisjoint(with: Self.limits)
                ? .untold : .disturbed
            reasons = strange
        } else if !failed.isEmpty {
            outcome = .failed
            reasons = failed
        } else if !own.isEmpty {
            outcome = .doubtful
            reasons = own.map(\.sentence)
        } else if let open {
            outcome = .untold
            reasons = [ThresholdSentence.text(open)]
        } else {
            outcome = .held
            reasons = []
        }
    }

    /// Everything that spoiled the trial and is not the server's doing.
    private static func strange(_ trial: Trial, own: [ValidityCheck]) -> [String] {
        let figures: Figures = trial.figures
        var reasons: [String] = figures.invalidReasons
        if figures.generator.verdict == .saturated {
            reasons += figures.generator.reasons.map { "generator saturated: \($0)" }
        }
        return reasons.filter { reason in !own.contains { reason.hasSuffix($0.sentence) } }
    }

    /// As the search takes it.
    var search: CapacitySearch.Outcome {
        let reason: String = reasons.joined(separator: "; ")
        return switch outcome {
        case .held: .held
        case .failed: .failed
        case .untold: .untold(reason)
        case .disturbed: .disturbed(reason)
        case .doubtful: .doubtful(reason)
        }
    }
}
