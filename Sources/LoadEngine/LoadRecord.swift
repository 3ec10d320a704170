import Metering

/// What the generator saw in one trial: raw observations, joined with the server's log afterwards.
///
/// Instants are CLOCK_REALTIME nanoseconds, the clock of the kernel's receive stamps and of the
/// server's timestamps.
package struct LoadRecord: Sendable {
    package var timeline: Timeline
    /// One array a worker, each in the order its clients received. All of a client's observations
    /// are in one array, so their order within the client is the order of arrival.
    package var entries: [[EntryObservation]]
    /// One array a worker, like `entries`.
    package var polls: [[PollObservation]]
    package var submissions: [SubmissionRecord]
    package var clients: [ClientRecord]
    /// The place of each client's behaviour in the plan; empty when all only listen.
    package var behaviourOf: [UInt8] = []
    /// What the clients did that do more than listen, in the order of their numbers.
    package var behaviours: [BehaviourRecord] = []
    /// Names that `EntryObservation.type` indexes: event types without their `_batch`.
    package var eventTypes: [String]
    /// What push clients received of each of `eventTypes`, at the same index. Answers to a client (no
    /// `seq`) and what came before a client's session are in none.
    package var typeTraffic: [TypeTraffic]
    /// Push: from an entry's stamp, or its batch's flush, to its arrival, for every receipt of an entry
    /// stamped in the steady state. Known without the server's log, duplicates included; an arrival
    /// before the stamp (another host's clock) counts as 0.
    package var stampToArrival = LatencyHistogram()
    /// The union of the updates that clients saw, for targets that keep no log; without them empty, and in
    /// probe mode. In no particular order.
    package var seen: [SeenEntry] = []
    /// By kind, over the whole trial: `connect`, `http 500`, `protocol`, ...
    package var errors: [String: Int]
    /// `server_id`s that clients were told; more than one means that the log started anew.
    package var serverIDs: [String]
    package var generator: GeneratorRecord
    /// Set when the engine gave up: clients that could not connect, or a lost server.
    package var failure: String?

    package init(
        timeline: Timeline, entries: [[EntryObservation]], polls: [[PollObservation]],
        submissions: [SubmissionRecord], clients: [ClientRecord], eventTypes: [String],
        typeTraffic: [TypeTraffic] = [], errors: [String: Int], serverIDs: [String],
        generator: GeneratorRecord, failure: String?
    ) {
        self.timeline = timeline
        self.entries = entries
        self.polls = polls
        self.submissions = submissions
        self.clients = clients
        self.eventTypes = eventTypes
        self.typeTraffic = typeTraffic
        self.errors = errors
        self.serverIDs = serverIDs
        self.generator = generator
        self.failure = failure
    }
}

/// The instants that bound a trial's phases. 0 where a phase was not reached.
package struct Timeline: Sendable, Equatable, Codable {
    package var connectStart: Int64 = 0
    /// Every client connected (and, for push, joined): the load starts.
    package var loadStart: Int64 = 0
    /// Start of the steady state, `t0`.
    package var steadyStart: Int64 = 0
    /// End of the steady state, `t1`.
    package var steadyEnd: Int64 = 0
    package var drainEnd: Int64 = 0

    package init() {}
}

/// A log entry that a push client received. Recorded for every receipt, duplicates included.
package struct EntryObservation: Sendable, Equatable {
    package var seq: UInt64
    /// Kernel receive stamp of the bytes that completed the message.
    package var arrival: Int64
    package var client: UInt32
    /// User space held the message this many nanoseconds after `arrival`; saturates.
    package var lag: UInt32
    /// Flush minus the entry's stamp, microseconds; 0 for immediate events.
    package var serverDelayMicroseconds: UInt32
    /// With `sharedRead`, the true arrival is up to this many nanoseconds before `arrival`: the time
    /// since the stamp of the client's previous read. Saturates (an earlier stamp may be lacking, too);
    /// 0 when the message was the last of its read.
    package var stampUncertainty: UInt32
    /// Index into `LoadRecord.eventTypes`.
    package var type: UInt16
    package var flags: Flags

    package init(
        seq: UInt64, arrival: Int64, client: UInt32, lag: UInt32, serverDelayMicroseconds: UInt32,
        stampUncertainty: UInt32 = 0, type: UInt16, flags: Flags
    ) {
        self.seq = seq
        self.arrival = arrival
        self.client = client
        self.lag = lag
        self.serverDelayMicroseconds = serverDelayMicroseconds
        self.stampUncertainty = stampUncertainty
        self.type = type
        self.flags = flags
    }

    package struct Flags: OptionSet, Sendable, Equatable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// The read held more behind the message: the true arrival lies between the previous read and
        /// the stamp, `stampUncertainty` apart.
        package static let sharedRead = Flags(rawValue: 1)
        /// Came in a batch envelope.
        package static let batched = Flags(rawValue: 2)
    }
}

/// One poll of one client.
package struct PollObservation: Sendable, Equatable {
    package var client: UInt32
    /// HTTP status; 0 when the request failed or was skipped.
    package var status: UInt16
    package var outcome: Outcome
    /// When the poll was due.
    package var intended: Int64
    /// When it was handed to the transport; 0 when skipped.
    package var sent: Int64
    /// Kernel receive stamp of the response's last bytes; 0 without a response.
    package var arrival: Int64
    /// User space held the response this many nanoseconds after `arrival`; saturates.
    package var lag: UInt32
    /// The state's `seq`: the client possesses every entry up to it. 0 without one.
    package var seq: UInt64

    package init(
        client: UInt32, status: UInt16, outcome: Outcome, intended: Int64, sent: Int64, arrival: Int64,
        lag: UInt32, seq: UInt64
    ) {
        self.client = client
        self.status = status
        self.outcome = outcome
        self.intended = intended
        self.sent = sent
        self.arrival = arrival
        self.lag = lag
        self.seq = seq
    }

    package enum Outcome: UInt8, Sendable {
        case answered
        /// Due while the client's previous poll was outstanding.
        case skipped
        case failed
    }
}

/// One task submission.
package struct SubmissionRecord: Sendable, Equatable, Codable {
    package var intended: Int64
    /// 0 when it was never sent.
    package var sent: Int64
    /// 0 without an answer.
    package var answered: Int64
    package var status: UInt16
    /// From the 202's body; nil when refused or unanswered.
    package var taskID: String?
    /// When its user of a closed model saw that the task had ended, to the interval at which it looks;
    /// 0 when it did not look or see it.
    package var completed: Int64 = 0

    package init(intended: Int64, sent: Int64, answered: Int64, status: UInt16, taskID: String?) {
        self.intended = intended
        self.sent = sent
        self.answered = answered
        self.status = status
        self.taskID = taskID
    }
}

/// Totals of one client.
package struct ClientRecord: Sendable, Equatable, Codable {
    // What every message touches comes first: at 500 clients and more each line is a miss of the first cache.

    /// The client's intended session; the start is when it joined (push) or was connected (polling).
    package var sessionStart: Int64 = 0
    /// Event packets (push) or responses (polling) received in the steady state.
    package var messages: UInt64 = 0
    /// Application bytes in the steady state, heartbeats excluded: WebSocket frames with their
    /// headers, or HTTP heads and bodies.
    package var bytesDown: UInt64 = 0
    package var bytesUp: UInt64 = 0
    package var sessionEnd: Int64 = 0
    /// Times the connection ended before the client meant it to.
    package var disconnects: Int = 0
    /// Application bytes until the session started: HTTP upgrade, Engine.IO open, CONNECT, joins.
    package var handshakeBytesUp: UInt64 = 0
    package var handshakeBytesDown: UInt64 = 0
    /// Of `messages`, answers that the state is still the one that the client has (304).
    package var notModified: UInt64 = 0
    /// Application bytes of the exchanges that ended so, both ways.
    package var notModifiedBytes: UInt64 = 0
    /// Heartbeat packets and their bytes (both ways) in the steady state.
    package var heartbeats: UInt64 = 0
    package var heartbeatBytes: UInt64 = 0
    /// Application bytes of what a delivery costs besides its packets where clients wait by GET
    /// (long-polling): the request, and the answer's head. 0 elsewhere.
    package var waitUp: UInt64 = 0
    package var waitDown: UInt64 = 0
    /// Application bytes of one heartbeat each way where it is two HTTP exchanges (long-polling); 0 where it
    /// is two WebSocket frames.
    package var heartbeatUp: UInt64 = 0
    package var heartbeatDown: UInt64 = 0
    /// TCP_INFO deltas over the steady state.
    package var tcp = TCPCounters()

    package init() {}
}

/// The counters of TCP_INFO that wire bytes are made of.
package struct TCPCounters: Sendable, Equatable, Codable {
    package var bytesSent: UInt64 = 0
    package var bytesReceived: UInt64 = 0
    package var segmentsOut: UInt64 = 0
    package var segmentsIn: UInt64 = 0
    package var retransmits: UInt64 = 0

    package init() {}

    /// Adds another connection's.
    static func += (sum: inout TCPCounters, other: TCPCounters) {
        sum.bytesSent += other.bytesSent
        sum.bytesReceived += other.bytesReceived
        sum.segmentsOut += other.segmentsOut
        sum.segmentsIn += other.segmentsIn
        sum.retransmits += other.retransmits
    }
}

/// The generator's own behaviour in the steady state.
package struct GeneratorRecord: Sendable, Equatable, Codable {
    /// CPU time of the loop threads between t0 and t1.
    package var cpuNanoseconds: Int64 = 0
    /// Of the loop that used most.
    package var busiestLoopNanoseconds: Int64 = 0
    /// How long a loop's thread could have run between t0 and t1 and did not, since its CPU ran something
    /// else: the largest of the loops' (schedstat).
    package var runQueueWait: Int64 = 0
    /// Looks at single clients' receive queues in the steady state, by turns.
    package var queueLooks: Int = 0
    /// Naps that gathered a broadcast's messages (`Gathering`), in the steady state.
    package var naps: Int = 0
    /// Unread bytes found, over all looks.
    package var unreadBytes: Int = 0
    /// How late scheduled actions (polls, submissions) started, nanoseconds, one an action.
    package var actionLateness: [Int64] = []
    /// Submissions not sent within the steady state, and polls skipped although the answer that they had to
    /// wait for was there, unread. Polls that a slow target kept from being sent are in `polls` alone.
    package var missedIntended: Int = 0
    /// Reads that returned more behind a message, another one or its beginning: their stamp is not that
    /// message's.
    package var sharedReads: Int = 0
    /// Reads in all.
    package var reads: Int = 0
    /// Largest distance between two turns of a loop with work due, nanoseconds.
    package var longestStall: Int64 = 0
    /// Kernel stamps that lay in the future or were missing: the clock stepped, or no stamp came.
    package var unusableStamps: Int = 0
    /// How far CLOCK_REALTIME moved against CLOCK_MONOTONIC over the run, nanoseconds, either way:
    /// more than a few microseconds means that the wall clock was stepped.
    package var clockStep: Int64 = 0

    package init() {}
}
