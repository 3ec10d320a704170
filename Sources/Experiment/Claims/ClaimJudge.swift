import Results
import Scenarios
import Statistics

/// Says of every value that claims state what trials show of it. The same documents give the same verdicts.
package struct ClaimJudge: Sendable {
    package let claims: ClaimsFile
    package let evidence: ClaimEvidence

    package init(_ claims: ClaimsFile, _ evidence: ClaimEvidence) {
        self.claims = claims
        self.evidence = evidence
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
            case .carried(let carried):
                return carried.statements.map { result($0, of: claim, carried) }
            }
        }
    }

    private func result(_ statement: ClaimStatement, of claim: Claim, test: String) -> ClaimResult {
        var result: ClaimResult = Self.empty(statement, of: claim)
        result.test = test
        result.load = statement.load
        guard let document = evidence.document(test) else {
            result.verdict = .notTested
            result.why = evidence.absence(of: test)
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
            for cell in cells { try Self.check(cell, for: statement.quantity) }
            reading = try ClaimReading(statement, cells: cells, document.environment)
        } catch {
            result.why = error.reason
            return result
        }
        // What never ended has no number in JSON.
        result.values = reading.values.filter(\.isFinite)
        result.measured = reading.stated.measured
        if reading.bounded != nil {
            result.bounds = reading.stated.confidence95.map {
                ClaimBounds(
                    atLeast: $0.lowerBound, atMost: $0.upperBound.isFinite ? $0.upperBound : nil)
            }
        } else {
            result.confidence95 = reading.stated.confidence95.map { [$0.lowerBound, $0.upperBound] }
        }
        result.verdict = ClaimVerdict(reading.stated.finding)
        result.why = ClaimSentence.text(statement, reading)
        return result
    }

    /// What is known of a statement before its trials are looked at.
    static func empty(_ statement: ClaimStatement, of claim: Claim) -> ClaimResult {
        var result = ClaimResult(
            id: id(statement, of: claim), claim: claim.id, title: claim.title, source: claim.source,
            verdict: .cannotTell, why: "")
        result.quantity = statement.quantity.description
        result.unit = statement.baseline == nil ? statement.quantity.unit : "change"
        result.arm = statement.arm
        result.baseline = statement.baseline
        result.statedText = statement.text
        result.relation = statement.relation.name
        result.stated = statement.value
        result.margin = statement.relation == .always ? nil : statement.margin
        return result
    }

    /// An arm whose figures the harness may have made itself tells nothing.
    private static func check(_ cell: Cell, for quantity: ClaimQuantity) throws(ClaimAbsence) {
        if let first = doubts(cell, ofTimes: quantity.dimension == .time).first {
            throw ClaimAbsence("the trials of \(cell.arm)@\(cell.load.name) are invalid: \(first)")
        }
    }

    /// Why a cell's latencies, or what else it has, may not be the server's.
    ///
    /// Stamps that the server sets late make its latencies too small, and say nothing against what is counted.
    static func doubts(_ cell: Cell, ofTimes: Bool) -> [String] {
        doubts(cell, besides: ofTimes ? [] : [StampLagCheck.name])
    }

    /// Why the figures of a cell may not be the server's.
    ///
    /// - Parameter allowed: names of checks that may fail: those that speak against the server itself
    ///   (``CapacityJudge/serversOwn``) where an objective that was broken needs no other explanation.
    static func doubts(_ cell: Cell, besides allowed: Set<String> = []) -> [String] {
        var reasons: [String] = cell.summary.invalidReasons
        let excused: [ValidityCheck] = cell.trials.filter(\.counts).flatMap { $0.checks ?? [] }.filter {
            !$0.passed && $0.invalidates && allowed.contains($0.name)
        }
        reasons = reasons.filter { reason in !excused.contains { reason.hasSuffix($0.sentence) } }
        if cell.summary.generator.verdict == .saturated {
            reasons += cell.summary.generator.reasons.map { "generator saturated: \($0)" }
        }
        return reasons
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
