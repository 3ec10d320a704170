/// Where a run stands, as its page is told.
package struct LiveState: Encodable, Sendable, Equatable {
    package var scenario: String
    /// From 1; `trials` in all.
    package var trial: Int
    package var trials: Int
    /// The cell: arm and load, as people say it.
    package var cell: String
    package var phase: String
    /// Since the phase began, and its length; nil where it has no plan.
    package var phaseSeconds: Double?
    package var phaseLength: Double?
    /// `update latency` or `response time`.
    package var quantity: String
    package var clients: Int
    package var connected: Int
    package var messagesPerSecond: Double
    /// Of the trial so far.
    package var errors: Int
    /// The part of the run that is over, 0...1, and what is left of it.
    package var share: Double
    package var secondsLeft: Double
    /// Over the last seconds; nil when nothing came in them.
    package var current: Latency?
    /// One a second, of this trial.
    package var points: [Point]
    /// False when `points` continue those that the page has.
    package var isWhole = true
    package var results: [Result]
    /// Once the run is over.
    package var end: End?

    /// Percentiles of a sample, milliseconds.
    package struct Latency: Encodable, Sendable, Equatable {
        package var p50, p90, p99, max: Double

        package init(p50: Double, p90: Double, p99: Double, max: Double) {
            self.p50 = p50
            self.p90 = p90
            self.p99 = p99
            self.max = max
        }
    }

    /// A second of the trial.
    package struct Point: Encodable, Sendable, Equatable {
        /// Its end, since the clients began to connect.
        package var second: Double
        package var phase: String
        package var latency: Latency?
        package var messagesPerSecond: Double
        package var clients: Int
        package var errors: Int
        package var serverCPUPercent: Double?
        package var residentBytes: Double?

        package init(
            second: Double, phase: String, latency: Latency?, messagesPerSecond: Double, clients: Int,
            errors: Int, serverCPUPercent: Double?, residentBytes: Double?
        ) {
            self.second = second
            self.phase = phase
            self.latency = latency
            self.messagesPerSecond = messagesPerSecond
            self.clients = clients
            self.errors = errors
            self.serverCPUPercent = serverCPUPercent
            self.residentBytes = residentBytes
        }
    }

    /// What a cell's finished trials found, as text.
    package struct Result: Encodable, Sendable, Equatable {
        package var cell: String
        package var columns: [String]
        /// Updates were lost, or figures cannot be trusted.
        package var isBad: Bool

        package init(cell: String, columns: [String], isBad: Bool) {
            self.cell = cell
            self.columns = columns
            self.isBad = isBad
        }
    }

    /// How the run ended.
    package struct End: Encodable, Sendable, Equatable {
        /// A sentence.
        package var verdict: String
        /// `pass`, `fail` or `invalid`; `none` without a report.
        package var outcome: String
        /// Files of the run that are worth opening, the report first.
        package var files: [String]
        /// Where they are on disk.
        package var folder: String

        package init(verdict: String, outcome: String, files: [String], folder: String) {
            self.verdict = verdict
            self.outcome = outcome
            self.files = files
            self.folder = folder
        }
    }

    package init(
        scenario: String, trial: Int, trials: Int, cell: String, phase: String, phaseSeconds: Double? = nil,
        phaseLength: Double? = nil, quantity: String, clients: Int, connected: Int,
        messagesPerSecond: Double, errors: Int, share: Double, secondsLeft: Double, current: Latency? = nil,
        points: [Point] = [], results: [Result] = [], end: End? = nil
    ) {
        self.scenario = scenario
        self.trial = trial
        self.trials = trials
        self.cell = cell
        self.phase = phase
        self.phaseSeconds = phaseSeconds
        self.phaseLength = phaseLength
        self.quantity = quantity
        self.clients = clients
        self.connected = connected
        self.messagesPerSecond = messagesPerSecond
        self.errors = errors
        self.share = share
        self.secondsLeft = secondsLeft
        self.current = current
        self.points = points
        self.results = results
        self.end = end
    }

    /// Columns of `results`, after the cell.
    package static let columns = ["trials", "update mean", "p99", "server CPU", "lost"]
}
