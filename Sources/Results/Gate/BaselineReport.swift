/// Ratios of a run's arms against the same ratios of a stored run.
package struct BaselineReport: StoredReport, Sendable, Equatable {
    /// Version of the document's layout that this code writes.
    package static let currentSchema = 1
    package static let kind = "baseline"
    package static let name = "comparison with a stored run"

    package var schema = Self.currentSchema
    /// Tells the document from a run's and from a gate of two builds: always `baseline`.
    package var kind = Self.kind
    /// When they were compared; UTC, ISO 8601 with seconds. Absent in older documents.
    package var comparedAt: String?
    /// The stored run and the new one.
    package var stored: Origin
    package var current: Origin
    /// Relative: 0.05 is 5 %.
    package var smallestEffect: Double
    package var alpha: Double
    package var settledConfidence: Double
    package var verdict: GateVerdict
    /// Why the ratios tell nothing whatever they are, or not enough: a run is invalid, or ended early. Null otherwise.
    @ExplicitNull package var invalid: String?
    /// What the verdict rests on besides the rows: what was lost.
    package var reasons: [String] = []
    /// Updates that each run lost, duplicated or reordered, and errors.
    package var storedDefects: Int = 0
    package var currentDefects: Int = 0
    /// Empty where a run ended before it had a ratio.
    package var rows: [Row]
    /// What could not be compared, and what the comparison rests on.
    package var notes: [String]

    /// Where figures come from.
    package struct Origin: Codable, Sendable, Equatable {
        package var runId: String
        package var scenario: String
        package var startedAt: String
        package var hostname: String
        package var cpuModel: String
        /// Absent in older documents, as the next one is.
        package var benchVersion: String?
        package var origin: RunOrigin?

        package init(_ document: ResultsDocument) {
            runId = document.runId
            scenario = document.scenario
            startedAt = document.startedAt
            hostname = document.environment.hostname
            cpuModel = document.environment.cpuModel
            benchVersion = document.environment.benchVersion
            origin = document.origin
        }
    }

    /// One ratio of two arms, then and now.
    package struct Row: Codable, Sendable, Equatable {
        package var metric: String
        package var load: LoadPoint
        /// The arms: candidate over baseline is the ratio.
        package var candidate: String
        package var baseline: String
        package var stored: Double
        package var current: Double
        /// current / stored less 1.
        package var change: Double
        /// Null where a side has fewer than 3 blocks.
        @ExplicitNull package var lower: Double?
        @ExplicitNull package var settledUpper: Double?
        package var storedPairs: Int
        package var currentPairs: Int
        package var state: GateMetric.State
        /// Primary of the metric that has to be settled.
        package var role: GateMetric.Role = .primary
        /// Blocks of the new run that would settle it, with the stored run as it is; null where it is settled, or where
        /// a thousand would not do.
        @ExplicitNull package var blocksNeeded: Int?
        /// The same of both runs, each with so many.
        @ExplicitNull package var blocksNeededOfBoth: Int?

        package init(
            metric: String, load: LoadPoint, candidate: String, baseline: String, stored: Double,
            current: Double, change: Double, lower: Double?, settledUpper: Double?, storedPairs: Int,
            currentPairs: Int, state: GateMetric.State
        ) {
            self.metric = metric
            self.load = load
            self.candidate = candidate
            self.baseline = baseline
            self.stored = stored
            self.current = current
            self.change = change
            self.lower = lower
            self.settledUpper = settledUpper
            self.storedPairs = storedPairs
            self.currentPairs = currentPairs
            self.state = state
        }
    }

    package init(
        stored: Origin, current: Origin, smallestEffect: Double, alpha: Double, settledConfidence: Double,
        verdict: GateVerdict, rows: [Row], notes: [String]
    ) {
        self.stored = stored
        self.current = current
        self.smallestEffect = smallestEffect
        self.alpha = alpha
        self.settledConfidence = settledConfidence
        self.verdict = verdict
        self.rows = rows
        self.notes = notes
    }
}

extension BaselineReport {
    /// Ratios that keep the verdict from being one: the primary metric's that are not settled, and others that look
    /// like a regression and may be none.
    package var undecided: [Row] {
        rows.filter { $0.state == .open && ($0.role == .primary || $0.change >= smallestEffect) }
    }
}
