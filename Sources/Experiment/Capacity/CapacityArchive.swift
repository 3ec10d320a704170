import Results
import Scenarios

/// Keeps every load of a search as `bench run` keeps a run: a folder with a `report.json` of the trials there, which all
/// commands for runs read, and on demand with each trial's observations.
struct CapacityArchive {
    let directory: RunDirectory
    let scenario: CapacityScenario
    /// The search's document, whose head those of the loads share.
    let head: CapacityReport
    /// Whether observations are kept, too: some 60 bytes of each message that a client received.
    let keepsObservations: Bool

    private var trials: [CapacityScenario.Load: [AnalysedTrial]] = [:]
    /// The last one added, until it is written.
    private var latest: (load: CapacityScenario.Load, measurement: TrialMeasurement)?

    init(
        directory: RunDirectory, scenario: CapacityScenario, head: CapacityReport, keepsObservations: Bool
    ) {
        self.directory = directory
        self.scenario = scenario
        self.head = head
        self.keepsObservations = keepsObservations
    }

    mutating func add(_ trial: Trial, of measurement: TrialMeasurement, at load: CapacityScenario.Load) {
        trials[load, default: []].append(AnalysedTrial(trial: trial, measurement: measurement))
        latest = (load, measurement)
    }

    /// Writes what was added since.
    ///
    /// - Throws: `RunDirectoryError`, and what a document without JSON throws.
    mutating func write() throws {
        guard let latest else { return }
        self.latest = nil
        let name: String = CapacityTrial.folder(
            clients: latest.load.clients, tasksPerSecond: latest.load.tasksPerSecond)
        let folder: RunDirectory = try directory.inner(name)
        try folder.write(document(latest.load).json(), to: "report.json")
        if keepsObservations { try RawTrialWriter(directory: folder).write(latest.measurement) }
    }

    /// Of the trials at a load so far.
    private func document(_ load: CapacityScenario.Load) -> ResultsDocument {
        let own: Scenario = scenario.scenario(load)
        let name: String = CapacityTrial.folder(clients: load.clients, tasksPerSecond: load.tasksPerSecond)
        let document = ResultsDocument(
            scenario: head.scenario, runId: "\(head.runId)/\(name)", startedAt: head.startedAt,
            seed: head.seed,
            environment: head.environment)
        return Analysis.document(document, scenario: own, trials: trials[load] ?? [], failure: nil)
    }
}
