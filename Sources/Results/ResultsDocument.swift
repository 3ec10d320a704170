/// The one source of every report: what was run, what was measured, and what follows from it.
///
/// Other formats render this document; runs can be merged and analysed again from it because each
/// cell keeps its trials with their histograms. Keys are stable within one `schema` number.
package struct ResultsDocument: Codable, Sendable, Equatable {
    /// Version of the document's layout that this code writes.
    package static let currentSchema = 1

    package var schema: Int
    package var scenario: String
    package var runId: String
    /// UTC, ISO 8601 with seconds.
    package var startedAt: String
    /// True when the run ended before all planned trials did: interrupted, or the server died.
    package var partial: Bool
    package var seed: UInt64
    /// Scenario, commit and machine for a history of runs; absent in documents that did not note them.
    package var origin: RunOrigin?
    package var environment: Environment
    package var verdict: Verdict
    /// Why the verdict is not `pass`; empty when it is.
    package var reasons: [String]
    /// Findings that do not change the verdict but that a reader of the numbers must know.
    package var notes: [String]
    package var cells: [Cell]
    package var comparisons: [Comparison]
    package var predictions: [Prediction]
    package var thresholds: [ThresholdResult]

    package init(
        scenario: String, runId: String, startedAt: String, seed: UInt64, environment: Environment
    ) {
        self.schema = Self.currentSchema
        self.scenario = scenario
        self.runId = runId
        self.startedAt = startedAt
        self.partial = false
        self.seed = seed
        self.environment = environment
        self.verdict = .pass
        self.reasons = []
        self.notes = []
        self.cells = []
        self.comparisons = []
        self.predictions = []
        self.thresholds = []
    }
}

/// What the run says about the target: whether the thresholds held, or that it cannot tell.
package enum Verdict: String, Codable, Sendable, CaseIterable {
    case pass
    case fail
    case invalid
}

/// The machine and the settings a figure depends on.
package struct Environment: Codable, Sendable, Equatable {
    package var hostname: String
    package var kernel: String
    package var cpuModel: String
    package var cpus: Int
    package var memoryBytes: UInt64
    package var clockSource: String
    package var descriptorLimit: UInt64
    /// The path between generator and server, for instance `loopback`.
    package var network: String
    /// How the certificates of targets behind `https` were checked: `system`, `cacert` or `unchecked`; absent
    /// without such targets.
    package var certificates: String?
    /// Servers other than the swarm-server beside bench; absent where no arm measured one.
    package var targets: [MeasuredTarget]?
    /// CPUs the server and the generator were pinned to; null when they shared all.
    @ExplicitNull package var serverCPUs: [Int]?
    @ExplicitNull package var generatorCPUs: [Int]?
    package var benchVersion: String
    /// Program and arguments; paths below the working directory are relative to it.
    package var serverCommand: [String]
    /// Lengths of the phases in seconds, by name: `warmUp`, `steady`, `drain`.
    package var phaseSeconds: [String: Double]

    package init(
        hostname: String, kernel: String, cpuModel: String, cpus: Int, memoryBytes: UInt64,
        clockSource: String, descriptorLimit: UInt64, network: String, serverCPUs: [Int]?,
        generatorCPUs: [Int]?, benchVersion: String, serverCommand: [String],
        phaseSeconds: [String: Double]
    ) {
        self.hostname = hostname
        self.kernel = kernel
        self.cpuModel = cpuModel
        self.cpus = cpus
        self.memoryBytes = memoryBytes
        self.clockSource = clockSource
        self.descriptorLimit = descriptorLimit
        self.network = network
        self.serverCPUs = serverCPUs
        self.generatorCPUs = generatorCPUs
        self.benchVersion = benchVersion
        self.serverCommand = serverCommand
        self.phaseSeconds = phaseSeconds
    }
}
