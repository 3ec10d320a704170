import Results
import Scenarios
import Statistics

/// Between which numbers of clients an arm stops to hold an objective.
///
/// Everything is looked at before anything is concluded, so that the order of tests and trials decides nothing.
struct CarriedClients {
    /// It held with so many; 0 where it held with none that was tried.
    var atLeast: Double { Double(held?.clients ?? 0) }
    /// It did not hold with one more; infinite where it held with all that were tried.
    var atMost: Double { failed.map { Double($0.clients - 1) } ?? .infinity }
    /// What a search named, and the whole objective held there; nil without one.
    private(set) var found: Double?
    /// With the most clients, and with the fewest.
    private var held: Observation?
    private var failed: Observation?
    /// Why tests that were to be run told nothing, or not all.
    private var open: [String] = []
    /// Tests that were left out by choice, and why.
    private var leftOut: [String] = []

    private struct Observation {
        let clients: Int
        let text: String
    }

    init(arm: String, _ claim: CarriedClaim, _ claims: ClaimsFile, _ evidence: ClaimEvidence) {
        let objective: [ClaimStatement] = claim.objective.filter { $0.arm == arm }
        for run in evidence.runs where claim.tests.contains(run.test) {
            switch run.left {
            case .run(let document): look(at: document, arm, objective, test: run.test)
            case .search(let report) where report.arm == arm: look(at: report, objective, test: run.test)
            case .search, .sweep: break
            }
        }
        // One that was left out, or did not come about, may have been what is missing.
        for test in claims.tests where claim.tests.contains(test.name) {
            if let reason = evidence.missing[test.name] {
                leftOut.append("\(test.name): \(reason)")
            } else if let reason = evidence.lack(of: test) {
                open.append("\(test.name): \(reason)")
            }
        }
    }

    var isConsistent: Bool { atLeast <= atMost }
    var tellsAnything: Bool { held != nil || failed != nil }
    /// What was run told all that it could, and something was left out that could tell more.
    var lacksOnlyWhatWasLeftOut: Bool { isConsistent && open.isEmpty && !leftOut.isEmpty }

    var sentence: String {
        guard tellsAnything else { return "no test told" + rest }
        let held: String = held?.text ?? "no number of clients was seen to be carried"
        guard let failed else {
            return "\(held); more were not tried\(open.isEmpty ? "" : ", or did not tell")" + rest
        }
        guard isConsistent else { return "\(held), and with fewer it did not: \(failed.text)" }
        return "\(held); \(failed.text)" + rest
    }

    private var rest: String {
        let reasons: [String] = open + leftOut
        return reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
    }

    private mutating func hold(_ clients: Int, _ what: String) {
        guard clients > held?.clients ?? 0 else { return }
        held = Observation(clients: clients, text: what)
    }

    private mutating func fail(_ clients: Int, _ what: String) {
        guard clients < failed?.clients ?? .max else { return }
        failed = Observation(clients: clients, text: what)
    }

    private mutating func look(at report: CapacityReport, _ objective: [ClaimStatement], test: String) {
        let told = SearchedObjective(report, objective)
        for load in told.held {
            hold(
                load.clients,
                "it held with \(load.clients) clients in each of \(load.trials) fresh trials (\(test))")
            guard report.answer.kind == .found, report.answer.clients == load.clients else { continue }
            found = max(found ?? 0, Double(load.clients))
        }
        if let broken = told.broken {
            fail(
                broken.clients,
                "with \(broken.clients) clients it did not: \(broken.trials) trials with so many or fewer broke it, "
                    + "one by \(broken.reason) (\(test))")
        }
        open += told.open.map { "\(test): \($0)" }
        if !report.answer.isConfirmed, let reason = report.answer.reason { open.append("\(test): \(reason)") }
    }

    private mutating func look(
        at document: ResultsDocument, _ arm: String, _ objective: [ClaimStatement], test: String
    ) {
        guard let cell = document.cells.first(where: { $0.arm == arm }) else {
            // A test need not have every arm.
            if document.partial { open.append("\(test): it ended before all of its trials") }
            return
        }
        let reading = ObjectiveReading(objective, cell, document.environment)
        let doubts: [String] = ClaimJudge.doubts(cell) + reading.absent
        if !reading.broken.isEmpty, ClaimJudge.doubts(cell, besides: CapacityJudge.serversOwn).isEmpty {
            let broken: String = reading.broken.joined(separator: ", ")
            fail(cell.clients, "with \(cell.clients) clients it did not: \(broken) (\(test))")
        } else if doubts.isEmpty, reading.holds {
            let trials: Int = cell.trials.count(where: \.counts)
            hold(
                cell.clients, "the objective held with \(cell.clients) clients in \(trials) trials (\(test))")
        } else {
            open.append(
                "\(test): \((doubts + reading.undecided + reading.broken).first ?? "undecided")")
        }
    }
}

/// What the trials of a load say of every part of an objective.
struct ObjectiveReading {
    /// Parts that are not kept: `lost == 0`.
    private(set) var broken: [String] = []
    /// Why parts cannot be told.
    private(set) var undecided: [String] = []
    /// Why there are no values of parts.
    private(set) var absent: [String] = []

    /// All of it is kept.
    var holds: Bool { broken.isEmpty && undecided.isEmpty && absent.isEmpty }

    /// - Parameter objective: limits of the cell's arm.
    init(_ objective: [ClaimStatement], _ cell: Cell, _ environment: Environment) {
        for statement in objective {
            do throws(ClaimAbsence) {
                let reading = try ClaimReading(statement, cells: [cell], environment)
                switch reading.stated.finding {
                case .reproduced: break
                case .notReproduced: broken.append("\(statement.quantity) \(statement.text)")
                case .reproducedOrBetter, .better, .cannotTell:
                    undecided.append("the interval of \(statement.quantity) has the limit within it")
                case .noInterval:
                    undecided.append("\(statement.quantity): \(ClaimSentence.text(statement, reading))")
                }
            } catch {
                absent.append("\(statement.quantity): \(error.reason)")
            }
        }
    }
}
