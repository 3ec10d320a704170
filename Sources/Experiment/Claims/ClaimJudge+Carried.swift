import Results
import Scenarios
import Statistics

extension ClaimJudge {
    /// What tests with different numbers of clients, and searches, say of how many an arm carries.
    func result(_ statement: ClaimStatement, of claim: Claim, _ carried: CarriedClaim) -> ClaimResult {
        var result: ClaimResult = Self.empty(statement, of: claim)
        result.test = carried.tests.joined(separator: ", ")
        guard carried.tests.contains(where: { test in evidence.runs.contains { $0.test == test } }) else {
            result.verdict = .notTestable
            result.why = carried.tests.compactMap { evidence.missing[$0] }.first ?? "its tests were not run"
            return result
        }
        let arms: [String] = [statement.arm, statement.baseline].compactMap(\.self)
        let all: [CarriedClients] = arms.map { CarriedClients(arm: $0, carried, evidence) }
        result.why = zip(arms, all).map { arm, one in
            arms.count > 1 ? "\(arm): \(one.sentence)" : one.sentence
        }.joined(separator: "; ")
        guard all.allSatisfy(\.isConsistent), all.allSatisfy(\.tellsAnything) else { return result }
        let (low, high): (Double, Double) =
            all.count == 1
            ? (all[0].atLeast, all[0].atMost)
            : (
                all[1].atMost == .infinity ? -1 : all[0].atLeast / max(1, all[1].atMost) - 1,
                all[1].atLeast > 0 ? all[0].atMost / all[1].atLeast - 1 : .infinity
            )
        result.bounds = ClaimBounds(atLeast: low, atMost: high.isFinite ? high : nil)
        if all.count == 1 { result.measured = all[0].found }
        result.verdict = ClaimVerdict(StatedValue(statement).finding(low...high))
        return result
    }
}

/// Between which numbers of clients an arm stops to hold an objective.
struct CarriedClients {
    /// It held with so many; 0 where it held with none that was tried.
    private(set) var atLeast: Double = 0
    /// It did not hold with one more; infinite where it held with all that were tried.
    private(set) var atMost: Double = .infinity
    /// What a search named, confirmed by fresh trials; nil without one.
    private(set) var found: Double?
    private var heldBy: String?
    private var failedBy: String?
    /// Why tests told nothing.
    private var open: [String] = []

    init(arm: String, _ claim: CarriedClaim, _ evidence: ClaimEvidence) {
        for run in evidence.runs where claim.tests.contains(run.test) {
            switch run.left {
            case .run(let document): look(at: document, arm, claim.objective, test: run.test)
            case .search(let report) where report.arm == arm: look(at: report, test: run.test)
            case .search, .sweep: break
            }
        }
        // A search that was left out may have been what is missing.
        for test in claim.tests {
            if let reason = evidence.missing[test] { open.append("\(test): \(reason)") }
        }
    }

    var isConsistent: Bool { atLeast <= atMost }
    var tellsAnything: Bool { heldBy != nil || failedBy != nil }

    var sentence: String {
        guard tellsAnything else { return "no test told: \(open.joined(separator: "; "))" }
        let held: String = heldBy ?? "no number of clients was seen to be carried"
        guard let failedBy else { return "\(held); more were not tried" + rest }
        guard isConsistent else { return "\(held), and with fewer it did not: \(failedBy)" }
        return "\(held); \(failedBy)" + rest
    }

    private var rest: String { open.isEmpty ? "" : " (\(open.joined(separator: "; ")))" }

    private mutating func hold(_ clients: Int, _ what: String) {
        guard Double(clients) > atLeast else { return }
        atLeast = Double(clients)
        heldBy = what
    }

    private mutating func fail(_ clients: Int, _ what: String) {
        guard Double(clients - 1) < atMost else { return }
        atMost = Double(clients - 1)
        failedBy = what
    }

    private mutating func look(at report: CapacityReport, test: String) {
        if report.answer.isConfirmed, let clients = report.answer.clients {
            hold(
                clients,
                "it held with \(clients) clients in each of \(report.rule.confirmations) fresh trials (\(test))"
            )
            if report.answer.kind == .found { found = Double(clients) }
        } else if let reason = report.answer.reason {
            open.append("\(test): \(reason)")
        }
        let above: [CapacityTrial] = report.trials.filter {
            $0.outcome == .failed && Double($0.clients) > atLeast
        }
        if let first = above.min(by: { $0.clients < $1.clients }), report.answer.kind != .stopped {
            let reason: String = first.reasons.first.map { ": \($0)" } ?? ""
            fail(first.clients, "with \(first.clients) it did not\(reason) (\(test))")
        }
    }

    private mutating func look(
        at document: ResultsDocument, _ arm: String, _ objective: [ClaimStatement], test: String
    ) {
        guard let cell = document.cells.first(where: { $0.arm == arm }) else { return }
        let own: [ClaimStatement] = objective.filter { $0.arm == arm }
        var findings: [(StatedFinding, ClaimStatement)] = []
        var doubts: [String] = ClaimJudge.doubts(cell)
        for statement in own {
            do throws(ClaimAbsence) {
                let reading = try ClaimReading(statement, cells: [cell], document)
                findings.append((reading.stated.finding, statement))
            } catch {
                doubts.append("\(statement.quantity): \(error.reason)")
            }
        }
        let broken: [String] = findings.filter { $0.0 == .notReproduced }.map {
            "\($0.1.quantity) \($0.1.text)"
        }
        if !broken.isEmpty, ClaimJudge.doubts(cell, besides: CapacityJudge.serversOwn).isEmpty {
            fail(
                cell.clients,
                "with \(cell.clients) clients it did not: \(broken.joined(separator: ", ")) (\(test))")
        } else if doubts.isEmpty, findings.allSatisfy({ $0.0 == .reproduced }) {
            let trials: Int = cell.trials.count(where: \.counts)
            hold(
                cell.clients, "the objective held with \(cell.clients) clients in \(trials) trials (\(test))")
        } else {
            let undecided: [String] = findings.filter { $0.0 != .reproduced && $0.0 != .notReproduced }.map {
                "the interval of \($0.1.quantity) has the limit within it"
            }
            open.append("\(test): \((doubts + undecided + broken).first ?? "undecided")")
        }
    }
}
