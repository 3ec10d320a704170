import Results
import Scenarios
import Statistics

extension ClaimJudge {
    /// What tests with different numbers of clients, and searches, say of how many an arm carries.
    func result(_ statement: ClaimStatement, of claim: Claim, _ carried: CarriedClaim) -> ClaimResult {
        var result: ClaimResult = Self.empty(statement, of: claim)
        result.test = carried.tests.joined(separator: ", ")
        guard carried.tests.contains(where: { test in evidence.runs.contains { $0.test == test } }) else {
            result.verdict = .notTested
            result.why =
                carried.tests.compactMap { evidence.missing[$0] ?? evidence.unfinished[$0] }.first
                ?? "its tests were not run"
            return result
        }
        let arms: [String] = [statement.arm, statement.baseline].compactMap(\.self)
        let all: [CarriedClients] = arms.map { CarriedClients(arm: $0, carried, claims, evidence) }
        result.why = zip(arms, all).map { arm, one in
            arms.count > 1 ? "\(arm): \(one.sentence)" : one.sentence
        }.joined(separator: "; ")
        guard all.allSatisfy(\.isConsistent), all.allSatisfy(\.tellsAnything) else {
            return Self.leavingOpen(result, all)
        }
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
        return result.verdict == .cannotTell ? Self.leavingOpen(result, all) : result
    }

    /// What is undecided because of tests that were left out by choice, and of nothing else, was not tested as the
    /// claim asks for. What was to be run and does not tell leaves it undecided.
    private static func leavingOpen(_ result: ClaimResult, _ all: [CarriedClients]) -> ClaimResult {
        guard all.allSatisfy(\.lacksOnlyWhatWasLeftOut) else { return result }
        var result: ClaimResult = result
        result.verdict = .notTested
        result.why = "left out was what would decide it; so far, \(result.why)"
        return result
    }
}
