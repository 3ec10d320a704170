import Results
import Scenarios

extension ClaimJudge {
    /// The report with what its tests have shown so far.
    ///
    /// - Parameter failures: why tests ended early, by their names.
    package func judged(_ report: ClaimsReport, failures: [String: String] = [:]) -> ClaimsReport {
        var result: ClaimsReport = report
        result.tests = claims.tests.map { test in
            let document: ResultsDocument? = documents[test.name]
            let trials: Int = document?.cells.reduce(0) { $0 + $1.trials.count(where: \.counts) } ?? 0
            return ClaimTestRecord(
                name: test.name, scenario: test.path, folder: document == nil ? nil : test.name,
                trials: trials, verdict: document?.verdict, ended: failures[test.name] ?? missing[test.name])
        }
        result.partial = !failures.isEmpty || documents.values.contains { $0.partial }
        result.claims = results()
        result.explanations = ClaimExplanations.all(
            claims.tests.compactMap { test in documents[test.name].map { (test.name, $0) } })
        return result
    }
}
