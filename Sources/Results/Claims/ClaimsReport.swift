/// Published claims and what trials say of them: `claims.json`, the one source of its renderings. Its verdicts can
/// be computed again from the reports of its tests, which lie in folders beside it.
package struct ClaimsReport: StoredReport, Sendable, Equatable {
    /// Version of the document's layout that this code writes.
    package static let currentSchema = 1
    package static let kind = "claims"
    package static let name = "report of claims"

    package var schema: Int
    /// Tells the document from others: always `claims`.
    package var kind: String
    /// Of the claims' file.
    package var name: String
    package var description: String
    package var runId: String
    /// UTC, ISO 8601 with seconds.
    package var startedAt: String
    /// True for the form that takes a few minutes: fewer and shorter trials, and no test that needs hours.
    package var quick: Bool
    /// What the claims were tested on; null for the swarm-server beside bench.
    @ExplicitNull package var target: String?
    /// True when a test did not come to its planned end, or was not run though it was planned.
    package var partial: Bool
    /// In the file's order.
    package var tests: [ClaimTestRecord]
    /// In the file's order: one entry a stated value.
    package var claims: [ClaimResult]
    package var explanations: [ClaimExplanation]

    package init(
        name: String, description: String, runId: String, startedAt: String, quick: Bool, target: String?
    ) {
        schema = Self.currentSchema
        kind = Self.kind
        self.name = name
        self.description = description
        self.runId = runId
        self.startedAt = startedAt
        self.quick = quick
        self.target = target
        partial = false
        tests = []
        claims = []
        explanations = []
    }

    package func count(of verdict: ClaimVerdict) -> Int { claims.count { $0.verdict == verdict } }
}

/// What trials say of a published value.
package enum ClaimVerdict: String, Codable, Sendable, CaseIterable {
    case reproduced, betterThanClaimed, notReproduced, cannotTell
    /// Its test was left out, or did not come about; or what was left out is what would decide it.
    case notTested
    /// No test tells.
    case notTestable
}

/// One published value, what was measured, and the verdict.
package struct ClaimResult: Codable, Sendable, Equatable {
    /// The claim's id, with the arm and where needed the quantity behind it when the claim states several values.
    package var id: String
    /// The claim's own id.
    package var claim: String
    package var title: String
    /// Who claimed it, and where.
    package var source: String
    /// As thresholds name figures; null for what cannot be tested.
    @ExplicitNull package var quantity: String?
    /// As the document names units; `change` for one arm against another.
    @ExplicitNull package var unit: String?
    /// The test whose trials tell.
    @ExplicitNull package var test: String?
    @ExplicitNull package var arm: String?
    /// The arm it is compared with; null for a value of its own.
    @ExplicitNull package var baseline: String?
    /// As behind the `@` of cells.
    @ExplicitNull package var load: String?
    /// Simulated clients of the test: costs are claimed for some number of them.
    @ExplicitNull package var clients: Int?
    /// As claimed: `25ms`, `< 50ms`, `-90%`.
    @ExplicitNull package var statedText: String?
    /// `about`, `atMost`, `atLeast` or `always`.
    @ExplicitNull package var relation: String?
    /// In the unit; of two arms the change, -0.9 for a tenth.
    @ExplicitNull package var stated: Double?
    /// Part of the stated value, or of the stated ratio, within which values count as equal.
    @ExplicitNull package var margin: Double?
    @ExplicitNull package var measured: Double?
    @ExplicitNull package var confidence95: [Double]?
    /// Of a claim about clients, and of a change where one arm is near zero, in place of an interval. Absent for others.
    package var bounds: ClaimBounds?
    /// Of the trials that count, in the order of blocks; of two arms the changes within blocks.
    package var values: [Double]
    package var verdict: ClaimVerdict
    /// One sentence.
    package var why: String

    package init(
        id: String, claim: String, title: String, source: String, verdict: ClaimVerdict, why: String
    ) {
        self.id = id
        self.claim = claim
        self.title = title
        self.source = source
        values = []
        self.verdict = verdict
        self.why = why
    }
}

/// What tests of an objective say of the largest number of clients that it holds with; of two arms the change. Of a
/// change where one arm is near zero, between what its 95 % interval can be.
package struct ClaimBounds: Codable, Sendable, Equatable {
    package var atLeast: Double
    @ExplicitNull package var atMost: Double?

    package init(atLeast: Double, atMost: Double?) {
        self.atLeast = atLeast
        self.atMost = atMost
    }
}

/// A test that was run for claims, or left out; of a sweep or a search one of its runs.
package struct ClaimTestRecord: Codable, Sendable, Equatable {
    /// The test's, as in the claims.
    package var name: String
    /// `run`; `sweep`, one rate of it; `search`, one arm of it.
    package var kind: ClaimTestKind
    /// The scenario's file, as the claims name it.
    package var scenario: String
    /// Holds the test's report.json and all of its renderings, below the claims' folder; null when it was not run.
    @ExplicitNull package var folder: String?
    /// Counted trials.
    package var trials: Int
    /// Of its report; null when it was not run, and for a search.
    @ExplicitNull package var verdict: Verdict?
    /// Why it was not run, or ended early; null when neither.
    @ExplicitNull package var ended: String?
    /// True for what was planned and is not there: a test that was not run, or runs of one. Absent otherwise.
    package var missing: Bool?

    package init(
        name: String, kind: ClaimTestKind = .run, scenario: String, folder: String?, trials: Int,
        verdict: Verdict?, ended: String?, missing: Bool? = nil
    ) {
        self.name = name
        self.kind = kind
        self.scenario = scenario
        self.folder = folder
        self.trials = trials
        self.verdict = verdict
        self.ended = ended
        self.missing = missing
    }
}

/// What was done for a test.
package enum ClaimTestKind: String, Codable, Sendable { case run, sweep, search }

/// What explains the verdicts, measured beside them.
package struct ClaimExplanation: Codable, Sendable, Equatable {
    /// `batchDelay`, `breakEven`, `clients` or `saturation`.
    package var kind: String
    package var test: String
    package var text: String
    /// What the explanation rests on, by name, in the units that the names end in.
    package var values: [String: Double]

    package init(kind: String, test: String, text: String, values: [String: Double]) {
        self.kind = kind
        self.test = test
        self.text = text
        self.values = values
    }
}
