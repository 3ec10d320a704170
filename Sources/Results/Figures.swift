/// Every figure of a trial, and pooled of a cell. `nil` means: does not exist for this arm, or the
/// number of events cannot carry it, or it cannot be known because the server's log is missing or
/// incomplete.
package struct Figures: Codable, Sendable, Equatable {
    /// First possession by any path minus the entry's stamp.
    package var updateLatencyMs: LatencySummary
    /// Push: arrival minus flush. Polling: response time from the intended poll time.
    package var deliveryLatencyMs: LatencySummary
    /// Push only: flush minus stamp.
    @ExplicitNull package var serverDelayMs: LatencySummary?
    /// Polling only: intended time of the poll that brought the entry minus the entry's stamp.
    @ExplicitNull package var pollWaitMs: LatencySummary?
    /// As `updateLatencyMs`, to the moment user space held the bytes.
    package var asSeenLatencyMs: LatencySummary
    /// First event of a task at a client minus the task's intended submission.
    @ExplicitNull package var submitToSeenMs: LatencySummary?
    /// Update latency by event type.
    package var updateLatencyByTypeMs: [String: LatencySummary]
    /// Part of the time that a client's view was out of date, 0...1.
    @ExplicitNull package var staleShare: Double?
    package var traffic: Traffic
    package var server: ServerCost
    /// (entry, client) pairs eligible in the steady state.
    @ExplicitNull package var updates: Int?
    /// Distinct log entries eligible in the steady state.
    @ExplicitNull package var events: Int?
    /// Protocol messages received in the steady state: event packets, or poll responses.
    package var messages: Int
    /// The same a second and client, with events by the clock scaled to their period.
    @ExplicitNull package var messagesPerClientSecond: Double?
    /// Push only: what each event type costs a client.
    @ExplicitNull package var eventTraffic: [String: EventTraffic]?
    /// Push only: share of the updates that came in a read with later messages and bear their stamp, so
    /// that their delivery is an upper bound.
    @ExplicitNull package var sharedReceiptShare: Double?
    /// Push only: mean delivery if every such update had come as early as it can have.
    @ExplicitNull package var deliveryLowerBoundMs: Double?
    /// Submissions over HTTP; nil when there were none in the steady state.
    @ExplicitNull package var submissions: SubmissionFigures?
    /// Behaviour by behaviour, in the scenario's order; nil where all clients only listen.
    @ExplicitNull package var behaviours: [BehaviourFigures]?
    /// What injected faults did; absent where none were.
    package var faults: FaultFigures?
    /// Eligible pairs that were still missing after the drain.
    @ExplicitNull package var lost: Int?
    /// Receipts of an entry that the client had already received, over the whole trial.
    @ExplicitNull package var duplicated: Int?
    /// Times `seq` fell within one event type at one client (or from one poll to the next), over the
    /// whole trial. A repeated receipt counts as duplicated only.
    @ExplicitNull package var reordered: Int?
    /// Volatile updates that the server dropped by its declared policy, by its own count.
    package var shed: Int
    /// Eligible pairs that a poll brought together with a later entry: the client never saw the state
    /// that they made. They are not lost.
    @ExplicitNull package var coalesced: Int?
    /// By kind, over the whole trial.
    package var errors: [String: Int]
    /// Connections that ended before the client meant them to.
    package var disconnects: Int
    package var generator: GeneratorHealth
    /// Named findings about this trial or cell: a drift, an unexplained residual.
    package var findings: [String]
    /// Why these figures cannot be trusted, apart from the generator's own verdict: the clock stepped,
    /// stamps came late, the log has gaps. Not empty makes the run invalid.
    package var invalidReasons: [String]

    package init(
        updateLatencyMs: LatencySummary, deliveryLatencyMs: LatencySummary,
        serverDelayMs: LatencySummary?, pollWaitMs: LatencySummary?, asSeenLatencyMs: LatencySummary,
        submitToSeenMs: LatencySummary?, updateLatencyByTypeMs: [String: LatencySummary],
        staleShare: Double?, traffic: Traffic, server: ServerCost, updates: Int?, events: Int?,
        messages: Int, lost: Int?, duplicated: Int?, reordered: Int?, shed: Int, coalesced: Int?,
        errors: [String: Int], disconnects: Int, generator: GeneratorHealth, findings: [String],
        invalidReasons: [String] = [], messagesPerClientSecond: Double? = nil,
        eventTraffic: [String: EventTraffic]? = nil, sharedReceiptShare: Double? = nil,
        deliveryLowerBoundMs: Double? = nil, submissions: SubmissionFigures? = nil,
        behaviours: [BehaviourFigures]? = nil
    ) {
        self.updateLatencyMs = updateLatencyMs
        self.deliveryLatencyMs = deliveryLatencyMs
        self.serverDelayMs = serverDelayMs
        self.pollWaitMs = pollWaitMs
        self.asSeenLatencyMs = asSeenLatencyMs
        self.submitToSeenMs = submitToSeenMs
        self.updateLatencyByTypeMs = updateLatencyByTypeMs
        self.staleShare = staleShare
        self.traffic = traffic
        self.server = server
        self.updates = updates
        self.events = events
        self.messages = messages
        self.lost = lost
        self.duplicated = duplicated
        self.reordered = reordered
        self.shed = shed
        self.coalesced = coalesced
        self.errors = errors
        self.disconnects = disconnects
        self.generator = generator
        self.findings = findings
        self.invalidReasons = invalidReasons
        self.messagesPerClientSecond = messagesPerClientSecond
        self.eventTraffic = eventTraffic
        self.sharedReceiptShare = sharedReceiptShare
        self.deliveryLowerBoundMs = deliveryLowerBoundMs
        self.submissions = submissions
        self.behaviours = behaviours
    }
}

extension Figures {
    /// Of a trial that measured nothing: no samples, no bytes, and what only the server's log can tell
    /// unknown.
    package static var empty: Figures {
        let nothing = Directions(up: 0, down: 0)
        return Figures(
            updateLatencyMs: .empty, deliveryLatencyMs: .empty, serverDelayMs: nil, pollWaitMs: nil,
            asSeenLatencyMs: .empty, submitToSeenMs: nil, updateLatencyByTypeMs: [:], staleShare: nil,
            traffic: Traffic(
                appBytesPerClientHour: nothing, wireBytesPerClientHour: nothing,
                heartbeatBytesPerClientHour: 0, handshakeBytes: 0, retransmittedSegments: 0),
            server: ServerCost(
                cpuPercent: nil, userPercent: nil, systemPercent: nil, cpuMicrosecondsPerUpdate: nil,
                cpuMicrosecondsPerMessage: nil, residentBytes: nil, stampLagP99Ms: nil),
            updates: nil, events: nil, messages: 0, lost: nil, duplicated: nil, reordered: nil, shed: 0,
            coalesced: nil, errors: [:], disconnects: 0,
            generator: GeneratorHealth(
                cpuPercent: 0, lagP99Microseconds: 0, missedIntended: 0, sharedReads: 0, verdict: .valid,
                reasons: []),
            findings: [])
    }
}
