/// A search for the largest load that holds an objective: every trial, the answer, the models fitted to the trials,
/// and the plan that follows. The one source of its renderings.
package struct CapacityReport: StoredReport, Sendable, Equatable {
    /// Version of the document's layout that this code writes.
    package static let currentSchema = 1
    package static let kind = "capacity"
    package static let name = "report of a capacity search"

    package var schema: Int
    /// Tells the document from a run's: always `capacity`.
    package var kind: String
    package var scenario: String
    package var arm: String
    /// `websocket`, `interval-polling`, ...
    package var transport: String
    package var runId: String
    /// UTC, ISO 8601 with seconds.
    package var startedAt: String
    package var seed: UInt64
    package var environment: Environment
    /// Conditions that have to hold, in the thresholds' language; those that every run has come on top.
    package var objective: [String]
    package var axis: Axis
    /// What the capacity has to be at least, in what grows; null where nothing was asked for.
    @ExplicitNull package var need: Double?
    package var rule: CapacityRule
    /// True when it ended before the search was through.
    package var partial: Bool
    package var answer: CapacityAnswer
    /// In the order in which they ran. The first one, which warms the machine, is not among them.
    package var trials: [CapacityTrial]
    /// What a client and a message cost, as far as the trials tell.
    package var costs: [CapacityCost]
    /// Null where trials are too few, or clients poll.
    @ExplicitNull package var fanOut: FanOutRecord?
    /// Null where fewer than four loads were saturated.
    @ExplicitNull package var scalability: ScalabilityRecord?
    /// Null without a confirmed load.
    @ExplicitNull package var plan: CapacityPlanRecord?
    /// What a reader should know, and why something is missing.
    package var notes: [String]
    /// From the first trial's start to the last one's end.
    package var seconds: Double

    /// What grows.
    package enum Axis: String, Codable, Sendable, CaseIterable {
        case clients, rate
        /// Clients and tasks a second in proportion.
        case both
    }

    /// Of the answer, in what grows: clients, or tasks a second where only these do; nil without one.
    package var answerLevel: Double? {
        axis == .rate ? answer.tasksPerSecond : answer.clients.map(Double.init)
    }

    /// Whether the capacity is what is needed; nil where nothing is, and where the search cannot tell.
    package var meetsNeed: Bool? {
        guard let need else { return nil }
        switch answer.kind {
        case .found: return answerLevel.map { $0 >= need }
        case .atLeast: return answerLevel.flatMap { $0 >= need ? true : nil }
        case .none: return false
        case .unknown, .stopped: return nil
        }
    }

    package init(
        scenario: String, arm: String, transport: String, runId: String, startedAt: String, seed: UInt64,
        environment: Environment, objective: [String], axis: Axis, rule: CapacityRule
    ) {
        schema = Self.currentSchema
        kind = Self.kind
        self.scenario = scenario
        self.arm = arm
        self.transport = transport
        self.runId = runId
        self.startedAt = startedAt
        self.seed = seed
        self.environment = environment
        self.objective = objective
        self.axis = axis
        self.rule = rule
        partial = false
        answer = CapacityAnswer(kind: .stopped, reason: "nothing was measured")
        trials = []
        costs = []
        notes = []
        seconds = 0
    }
}
