/// What a gate, a search for capacity or a test of claims said, as lists of them show it: everything but the figures
/// that it rests on.
package struct Judgement: Codable, Sendable, Equatable {
    package var kind: Kind
    /// The name of its folder.
    package var runId: String
    /// UTC, ISO 8601 with seconds: sorts as it reads.
    package var startedAt: String
    package var scenario: String
    /// As its document has it: `regressed`, `noDifference`, `found`.
    package var verdict: String
    /// True when it ended before it was through.
    package var partial: Bool
    package var origin: RunOrigin
    package var hostname: String
    package var cpuModel: String
    package var benchVersion: String
    /// Where it was written; it may be gone.
    package var folder: String
    /// The figure that decided, by its name; null where none did.
    @ExplicitNull package var metric: String?
    /// Of that figure, relative: 0.05 is 5 % more; null where nothing was compared.
    @ExplicitNull package var change: Double?
    /// Pairs of trials, or blocks of the new run; null where there are none.
    @ExplicitNull package var pairs: Int?
    /// What was found, in a line for people.
    package var finding: String

    /// What said it.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Two builds.
        case gate
        /// One build against itself.
        case null
        /// A run's ratios against a stored run's.
        case baseline
    }

    package init(
        kind: Kind, runId: String, startedAt: String, scenario: String, verdict: String, partial: Bool,
        origin: RunOrigin, hostname: String, cpuModel: String, benchVersion: String, folder: String,
        metric: String?, change: Double?, pairs: Int?, finding: String
    ) {
        self.kind = kind
        self.runId = runId
        self.startedAt = startedAt
        self.scenario = scenario
        self.verdict = verdict
        self.partial = partial
        self.origin = origin
        self.hostname = hostname
        self.cpuModel = cpuModel
        self.benchVersion = benchVersion
        self.folder = folder
        self.metric = metric
        self.change = change
        self.pairs = pairs
        self.finding = finding
    }
}
