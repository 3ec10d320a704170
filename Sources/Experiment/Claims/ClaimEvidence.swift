import Results
import Scenarios

/// What the tests of claims left behind: the one thing that verdicts and explanations come from.
package struct ClaimEvidence: Sendable {
    /// In the order in which they ran. A sweep has one a rate, a search one an arm.
    package var runs: [ClaimRun] = []
    /// Tests that were left out on purpose, and why.
    package var missing: [String: String] = [:]
    /// Tests that were to be run, and why they, or some of their runs, are not there.
    package var unfinished: [String: String] = [:]

    package init(
        runs: [ClaimRun] = [], missing: [String: String] = [:], unfinished: [String: String] = [:]
    ) {
        self.runs = runs
        self.missing = missing
        self.unfinished = unfinished
    }

    /// What of a test that was not left out is not there; nil for one that is whole.
    func lack(of test: ClaimTest) -> String? {
        if let reason = unfinished[test.name] { return reason }
        guard missing[test.name] == nil else { return nil }
        let count: Int = runs.count { $0.test == test.name }
        guard count < test.kind.runs else { return nil }
        return count == 0
            ? "its test was not run"
            : "\(test.kind.runs - count) of its \(test.kind.runs) runs did not come about"
    }

    /// Why a test left nothing behind.
    func absence(of test: String) -> String { missing[test] ?? unfinished[test] ?? "its test was not run" }

    /// Of a test that is run as it is.
    package func document(_ test: String) -> ResultsDocument? {
        documents.first { $0.test == test }?.document
    }

    /// Of the tests that are run as they are.
    var documents: [(test: String, document: ResultsDocument)] {
        runs.compactMap { run in
            guard case .run(let document) = run.left else { return nil }
            return (run.test, document)
        }
    }

    /// Of a sweep, a document a rate.
    func sweep(_ test: String) -> [ResultsDocument] {
        runs.compactMap { run in
            guard run.test == test, case .sweep(let document) = run.left else { return nil }
            return document
        }
    }

    var searches: [(test: String, report: CapacityReport)] {
        runs.compactMap { run in
            guard case .search(let report) = run.left else { return nil }
            return (run.test, report)
        }
    }
}

/// One run for a test, and what it left behind.
package struct ClaimRun: Sendable {
    /// The test's name, as in the claims.
    package var test: String
    /// Below the claims' folder.
    package var folder: String
    package var left: Left
    /// Why it ended early; nil when it did not.
    package var ended: String?

    package enum Left: Sendable {
        case run(ResultsDocument)
        case sweep(ResultsDocument)
        case search(CapacityReport)
    }

    package init(test: String, folder: String, left: Left, ended: String? = nil) {
        self.test = test
        self.folder = folder
        self.left = left
        self.ended = ended
    }
}
