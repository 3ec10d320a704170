import Results
import Scenarios
import Statistics

/// Says of every value that claims state what trials show of it. The same documents give the same verdicts.
package struct ClaimJudge: Sendable {
    package let claims: ClaimsFile
    /// By the names of tests.
    package let documents: [String: ResultsDocument]
    /// Why there is no document, by the names of tests.
    package let missing: [String: String]

    package init(_ claims: ClaimsFile, documents: [String: ResultsDocument], missing: [String: String] = [:])
    {
        self.claims = claims
        self.documents = documents
        self.missing = missing
    }

    /// In the file's order: one result a stated value, and one a claim that cannot be tested.
    package func results() -> [ClaimResult] {
        claims.claims.flatMap { claim -> [ClaimResult] in
            switch claim.means {
            case .untestable(let reason):
                return [
                    ClaimResult(
                        id: claim.id, claim: claim.id, title: claim.title, source: claim.source,
                        verdict: .notTestable, why: reason)
                ]
            case .measured(let test, let statements):
                return statements.map { result($0, of: claim, test: test) }
            }
        }
    }

    private func result(_ statement: ClaimStatement, of claim: Claim, test: String) -> ClaimResult {
        var result = ClaimResult(
            id: Self.id(statement, of: claim), claim: claim.id, title: claim.title, source: claim.source,
            verdict: .cannotTell, why: "")
        result.quantity = statement.quantity.description
        result.unit = statement.baseline == nil ? statement.quantity.unit : "change"
        result.test = test
        result.arm = statement.arm
        result.baseline = statement.baseline
        result.load = statement.load
        result.statedText = statement.text
        result.relation = statement.relation.name
        result.stated = statement.value
        result.margin = statement.relation == .always ? nil : statement.margin
        guard let document = documents[test] else {
            result.verdict = .notTestable
            result.why = missing[test] ?? "its test was not run"
            return result
        }
        let cells: [Cell] = [statement.baseline, statement.arm].compactMap(\.self).compactMap { arm in
            document.cells.first { $0.arm == arm && $0.load.name == statement.load }
        }
        result.clients = cells.last?.clients
        let reading: ClaimReading
        do throws(ClaimAbsence) {
            guard cells.count == (statement.baseline == nil ? 1 : 2) else {
                throw ClaimAbsence("its trials were not run")
            }
            for cell in cells { try Self.check(cell) }
            reading = try ClaimReading(statement, cells: cells, document)
        } catch {
            result.why = error.reason
            return result
        }
        // What never ended has no number in JSON.
        result.values = reading.values.filter(\.isFinite)
        result.measured = reading.stated.measured
        result.confidence95 = reading.stated.confidence95.map { [$0.lowerBound, $0.upperBound] }
        result.verdict = ClaimVerdict(reading.stated.finding)
        result.why = ClaimSentence.text(statement, reading)
        return result
    }

    /// An arm whose figures the harness may have made itself tells nothing.
    private static func check(_ cell: Cell) throws(ClaimAbsence) {
        var reasons: [String] = cell.summary.invalidReasons
        if cell.summary.generator.verdict == .saturated {
            reasons += cell.summary.generator.reasons.map { "generator saturated: \($0)" }
        }
        if let first = reasons.first {
            throw ClaimAbsence("the trials of \(cell.arm)@\(cell.load.name) are invalid: \(first)")
        }
    }

    /// `claim`, or with what tells its values apart: `claim.push`, `claim.push-polling.traffic`.
    private static func id(_ statement: ClaimStatement, of claim: Claim) -> String {
        let all: [ClaimStatement] = claim.statements
        guard all.count > 1 else { return claim.id }
        let arms: String = statement.baseline.map { "\(statement.arm)-\($0)" } ?? statement.arm
        var id: String = "\(claim.id).\(arms)"
        if Set(all.map(\.load)).count > 1 { id += "@\(statement.load)" }
        if Set(all.map(\.quantity)).count > 1 { id += ".\(statement.quantity)" }
        return id
    }
}

extension ClaimVerdict {
    init(_ finding: StatedFinding) {
        switch finding {
        case .reproduced, .reproducedOrBetter: self = .reproduced
        case .better: self = .betterThanClaimed
        case .notReproduced: self = .notReproduced
        case .cannotTell, .noInterval: self = .cannotTell
        }
    }
}

extension ClaimStatement.Relation {
    fileprivate var name: String {
        switch self {
        case .about: "about"
        case .atMost: "atMost"
        case .atLeast: "atLeast"
        case .always: "always"
        }
    }
}

/// Why trials have no value of a claim.
struct ClaimAbsence: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
