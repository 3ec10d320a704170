import Results

/// What the tests of claims left behind: the one thing that verdicts and explanations come from.
package struct ClaimEvidence: Sendable {
    /// In the order in which they ran. A sweep has one a rate, a search one an arm.
    package var runs: [ClaimRun] = []
    /// Why there is nothing, by the names of tests.
    package var missing: [String: String] = [:]

    package init(runs: [ClaimRun] = [], missing: [String: String] = [:]) {
        self.runs = runs
        self.missing = missing
    }

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
