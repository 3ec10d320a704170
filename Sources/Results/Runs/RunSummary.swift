/// A run as lists of runs show it: everything about it but its figures.
package struct RunSummary: Codable, Sendable, Equatable {
    package var runId: String
    /// UTC, ISO 8601 with seconds: sorts as it reads.
    package var startedAt: String
    package var scenario: String
    package var seed: UInt64
    package var verdict: Verdict
    package var partial: Bool
    package var origin: RunOrigin
    package var hostname: String
    package var cpuModel: String
    package var benchVersion: String
    /// Where the run was written; it may be gone. Null where that is not known.
    @ExplicitNull package var folder: String?
    /// How arms compared within the run.
    package var ratios: [RunRatio]

    package init(
        runId: String, startedAt: String, scenario: String, seed: UInt64, verdict: Verdict, partial: Bool,
        origin: RunOrigin, hostname: String, cpuModel: String, benchVersion: String, folder: String?,
        ratios: [RunRatio]
    ) {
        self.runId = runId
        self.startedAt = startedAt
        self.scenario = scenario
        self.seed = seed
        self.verdict = verdict
        self.partial = partial
        self.origin = origin
        self.hostname = hostname
        self.cpuModel = cpuModel
        self.benchVersion = benchVersion
        self.folder = folder
        self.ratios = ratios
    }

    package init(_ document: ResultsDocument, folder: String?) {
        self.init(
            runId: document.runId, startedAt: document.startedAt, scenario: document.scenario,
            seed: document.seed, verdict: document.verdict, partial: document.partial,
            origin: document.origin ?? .unknown,
            hostname: document.environment.hostname, cpuModel: document.environment.cpuModel,
            benchVersion: document.environment.benchVersion, folder: folder,
            ratios: document.comparisons.compactMap(RunRatio.init))
    }

    /// Whether absolute figures of both runs can be set side by side: the same machine, as far as is known.
    package func isOnMachine(of other: RunSummary) -> Bool {
        guard cpuModel == other.cpuModel else { return false }
        if let machine = origin.machine, let others = other.origin.machine { return machine == others }
        return hostname == other.hostname
    }

    /// Whole and valid, so that its figures may stand for what was measured.
    package var isMeasurement: Bool { !partial && verdict != .invalid }

    /// `host, CPU model`.
    package var machineName: String { "\(hostname), \(cpuModel)" }
}

/// How one arm compared with another in a run: candidate / baseline, paired within blocks.
package struct RunRatio: Codable, Sendable, Equatable {
    /// As ``Metric`` names it.
    package var metric: String
    /// A load point's name.
    package var load: String
    package var baseline: String
    package var candidate: String
    package var ratio: Double
    /// Null below 3 pairs.
    @ExplicitNull package var confidence95: [Double]?
    package var pairs: Int

    package init(
        metric: String, load: String, baseline: String, candidate: String, ratio: Double,
        confidence95: [Double]?, pairs: Int
    ) {
        self.metric = metric
        self.load = load
        self.baseline = baseline
        self.candidate = candidate
        self.ratio = ratio
        self.confidence95 = confidence95
        self.pairs = pairs
    }

    /// Nil where the comparison is of a difference.
    package init?(_ comparison: Comparison) {
        guard let ratio = comparison.ratio else { return nil }
        self.init(
            metric: comparison.metric, load: comparison.load.name, baseline: comparison.baseline,
            candidate: comparison.candidate, ratio: ratio, confidence95: comparison.confidence95,
            pairs: comparison.pairs)
    }
}
