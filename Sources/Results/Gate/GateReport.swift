/// A gate from start to end: what was compared by which rule, every pair's raw values, what each look found, and
/// the verdict. The one source of its renderings; the verdict can be computed again from it.
package struct GateReport: StoredReport, Sendable, Equatable {
    /// Version of the document's layout that this code writes.
    package static let currentSchema = 1
    package static let kind = "gate"
    package static let name = "report of a gate"

    package var schema: Int
    /// Tells the document from a run's: always `gate`.
    package var kind: String
    package var mode: Mode
    package var scenario: String
    package var runId: String
    /// UTC, ISO 8601 with seconds.
    package var startedAt: String
    package var seed: UInt64
    /// Its `serverCommand` is the base's.
    package var environment: Environment
    /// The commit, the machine and what the scenario asks; absent in older documents.
    package var origin: RunOrigin?
    /// How every trial loads its server: the clients' transport, how many of them, and the tasks. Absent in older
    /// documents.
    package var transport: String?
    package var clients: Int?
    package var load: LoadPoint?
    package var base: GateSide
    package var head: GateSide
    package var rule: GateRuleRecord
    /// True when it ended before its rule was through: interrupted, out of time, a server that died.
    package var partial: Bool
    /// Why it ended before its rule was through; null when it did not.
    @ExplicitNull package var ended: String?
    package var verdict: GateVerdict
    /// What the verdict rests on beside the metrics, or why there is none.
    package var reasons: [String]
    /// What does not decide and a reader should know, of the builds for instance.
    package var notes: [String]
    package var metrics: [GateMetric]
    package var looks: [GateLookRecord]
    package var pairs: [GatePair]
    /// Trials that were thrown away and repeated.
    package var repeated: [GateRepeat]
    /// From the first trial's start to the last one's end.
    package var seconds: Double

    /// What the two sides are.
    package enum Mode: String, Codable, Sendable {
        /// Two builds.
        case compare
        /// One build against itself: what the machine shows where there is nothing.
        case null
        /// The same without any stop, to be analysed elsewhere.
        case bank
    }

    package init(
        mode: Mode, scenario: String, runId: String, startedAt: String, seed: UInt64,
        environment: Environment, base: GateSide, head: GateSide, rule: GateRuleRecord
    ) {
        schema = Self.currentSchema
        kind = Self.kind
        self.mode = mode
        self.scenario = scenario
        self.runId = runId
        self.startedAt = startedAt
        self.seed = seed
        self.environment = environment
        self.base = base
        self.head = head
        self.rule = rule
        partial = false
        verdict = .cannotTell
        reasons = []
        notes = []
        metrics = []
        looks = []
        pairs = []
        repeated = []
        seconds = 0
    }
}

extension GateReport {
    /// What the trials of each side lost, duplicated, reordered and failed in.
    package var defects: (base: Int, head: Int) {
        (pairs.reduce(0) { $0 + $1.base.defects }, pairs.reduce(0) { $0 + $1.head.defects })
    }
}

/// What a gate says.
package enum GateVerdict: String, Codable, Sendable, CaseIterable {
    case regressed, improved, noDifference, cannotTell
}

/// One of the two builds.
package struct GateSide: Codable, Sendable, Equatable {
    /// Program and arguments, as given; paths below the working directory are relative to it.
    package var command: [String]
    /// Size of the program's file, by which two builds can often be told apart; null where it is not known.
    @ExplicitNull package var bytes: Int?
    /// When the file was last changed; UTC, ISO 8601.
    @ExplicitNull package var modifiedAt: String?

    package init(command: [String], bytes: Int? = nil, modifiedAt: String? = nil) {
        self.command = command
        self.bytes = bytes
        self.modifiedAt = modifiedAt
    }
}

/// The rule a gate decided by (docs/gate.md).
package struct GateRuleRecord: Codable, Sendable, Equatable {
    /// Relative: 0.05 is 5 %.
    package var smallestEffect: Double
    /// Chance of calling any regression where there is none.
    package var alpha: Double
    /// One-sided confidence of the bound that settles.
    package var settledConfidence: Double
    package var maxPairs: Int
    /// Pairs at each look.
    package var looks: [Int]
    /// What bounds the gate's time; null without a bound.
    @ExplicitNull package var maxSeconds: Double?

    package init(
        smallestEffect: Double, alpha: Double, settledConfidence: Double, maxPairs: Int, looks: [Int],
        maxSeconds: Double?
    ) {
        self.smallestEffect = smallestEffect
        self.alpha = alpha
        self.settledConfidence = settledConfidence
        self.maxPairs = maxPairs
        self.looks = looks
        self.maxSeconds = maxSeconds
    }
}

/// One metric over all pairs. Changes are relative, head over base less 1: 0.05 is 5 % more.
package struct GateMetric: Codable, Sendable, Equatable {
    /// Key in the trials' values.
    package var name: String
    /// As people say it.
    package var title: String
    package var unit: String
    package var role: Role
    /// Its part of the rule's alpha; 0 of an advisory one.
    package var share: Double
    /// Null of an advisory metric.
    @ExplicitNull package var verdict: State?
    /// Means of the trial values.
    @ExplicitNull package var base: Double?
    @ExplicitNull package var head: Double?
    /// From the mean of the pairs' log-ratios.
    @ExplicitNull package var change: Double?
    /// Bounds of the sequential interval at the last look that was made; null before the first look.
    @ExplicitNull package var lower: Double?
    @ExplicitNull package var upper: Double?
    /// Upper bound at the confidence that settles.
    @ExplicitNull package var settledUpper: Double?
    /// Standard deviation of the pairs' log-ratios over sqrt 2: how much trials of one side spread.
    @ExplicitNull package var trialSpread: Double?
    /// Smallest increase that a gate of all its pairs finds in 80 of 100 cases at this spread.
    @ExplicitNull package var detectable: Double?
    /// How many pairs would settle it, where it is open; null where it is not, or where a thousand would not do.
    @ExplicitNull package var pairsNeeded: Int?

    package enum Role: String, Codable, Sendable {
        /// Has to be settled for any verdict.
        case primary
        /// Can regress, too.
        case beside
        /// Is shown and decides nothing.
        case advisory
    }

    package enum State: String, Codable, Sendable { case regressed, improved, noDifference, open }

    package init(name: String, title: String, unit: String, role: Role, share: Double) {
        self.name = name
        self.title = title
        self.unit = unit
        self.role = role
        self.share = share
    }
}
