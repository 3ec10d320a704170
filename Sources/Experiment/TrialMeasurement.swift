import LoadEngine
import Metering
import Results
import Scenarios

/// Everything gathered in one trial, before analysis.
package struct TrialMeasurement: Sendable {
    package var arm: Arm
    package var load: LoadPoint
    package var block: Int
    package var position: Int
    package var discarded: Bool
    package var partial: Bool
    package var record: LoadRecord
    /// The server's own account of what happened, fetched after the steady state.
    package var log: ServerLog
    /// Server process at the start and the end of the steady state and in between, ascending.
    package var samples: [ProcessSample]
    /// The same before and after the steady state, for what happened over time; no figure rests on them.
    package var warmUpSamples: [ProcessSample] = []
    package var drainSamples: [ProcessSample] = []
    /// What the generator showed of itself meanwhile.
    package var progress = ProgressSeries()
    /// Clocks, CPUs and run queues meanwhile.
    package var machine = MachineRecord()
    /// Server settings that predictions and heartbeat scaling need.
    package var server: ServerSettings
    /// Why the server's log is missing or incomplete; nil when it is not.
    package var logFailure: String?
    /// Volatile updates that the server says it dropped by its declared policy.
    package var shed: Int = 0
    /// How its clock stood against this host's; nil where both are one, or it is in no figure. The log's
    /// instants are corrected by it.
    package var clock: TargetClock?
    /// Something was there to read CPU time and memory from.
    package var hasSampler: Bool = true
    /// What reading it said when it failed last; nil when it never did.
    package var samplingFailure: String?
    /// False for a server that is no SwarmBot started with the scenario's settings: what is predicted from
    /// them is left out.
    package var knowsSettings: Bool = true
    /// The threshold that ended the trial, if one did.
    package var abort: ThresholdAbort?
    /// What went wrong on purpose; nil where nothing was to.
    package var faults: FaultRecord?
    /// What the server said its state was after the drain; nil when it could not be asked.
    package var finalState: FinalState?

    package init(
        arm: Arm, load: LoadPoint, block: Int, position: Int, discarded: Bool, partial: Bool,
        record: LoadRecord, log: ServerLog, samples: [ProcessSample], server: ServerSettings
    ) {
        self.arm = arm
        self.load = load
        self.block = block
        self.position = position
        self.discarded = discarded
        self.partial = partial
        self.record = record
        self.log = log
        self.samples = samples
        self.server = server
    }

    /// Of the server process through warm-up, steady state and drain.
    package var allSamples: [ProcessSample] { warmUpSamples + samples + drainSamples }
}

/// The server's event log as `GET /api/events` gives it.
package struct ServerLog: Sendable, Equatable {
    /// Ascending by `seq`.
    package var entries: [LogEntry]
    /// False when the server no longer kept what the trial needs.
    package var complete: Bool
    /// Whose account it is.
    package var origin: Origin = .server
    /// Of processes after the first one: the last `seq` of their predecessors, beyond which theirs are. Empty
    /// for a server that ran throughout.
    var lives: [UInt64] = []

    /// Whose account a log is.
    package enum Origin: Sendable, Equatable {
        /// The server's own: what it does not hold did not happen.
        case server
        /// The union of what clients saw: what none of them saw is missing in it.
        case clients(hasSequence: Bool)
        /// The generator's accepted triggers, at their intended times.
        case triggers
    }

    /// Whether every receipt tells which entry it is of, so that two of one entry are duplicates and their
    /// order means something.
    package var hasIdentity: Bool {
        switch origin {
        case .server: true
        case .clients(let hasSequence): hasSequence
        case .triggers: false
        }
    }

    package init(entries: [LogEntry], complete: Bool) {
        self.entries = entries
        self.complete = complete
    }
}

/// One entry: an update.
package struct LogEntry: Sendable, Equatable {
    package var seq: UInt64
    /// Event type without `_batch`: `task_update`, `task_completed`, ...
    package var event: String
    package var room: String
    /// When it occurred, CLOCK_REALTIME nanoseconds.
    package var timestamp: Int64
    package var taskID: String?
    package var agentID: String?
    /// Of an `agent_update`.
    package var newStatus: String?
    /// Of a `task_completed`: the duration drawn for the simulated work (`result.simulated_duration_ms`).
    package var drawnDurationMilliseconds: Double?
    /// Of a `task_completed`: execution start, when the server tells (`result.started_at`), else nil.
    package var startedAt: Int64?

    package init(
        seq: UInt64, event: String, room: String, timestamp: Int64, taskID: String? = nil,
        agentID: String? = nil, newStatus: String? = nil, drawnDurationMilliseconds: Double? = nil,
        startedAt: Int64? = nil
    ) {
        self.seq = seq
        self.event = event
        self.room = room
        self.timestamp = timestamp
        self.taskID = taskID
        self.agentID = agentID
        self.newStatus = newStatus
        self.drawnDurationMilliseconds = drawnDurationMilliseconds
        self.startedAt = startedAt
    }
}
