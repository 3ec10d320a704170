/// Every figure of a trial, and pooled of a cell. `nil` means: does not exist for this arm, or the
/// number of events cannot carry it.
package struct Figures: Codable, Sendable, Equatable {
    /// First possession by any path minus the entry's stamp.
    package var updateLatencyMs: LatencySummary
    /// Push: arrival minus flush. Polling: response time from the intended poll time.
    package var deliveryLatencyMs: LatencySummary
    /// Push only: flush minus stamp.
    package var serverDelayMs: LatencySummary?
    /// Polling only: intended time of the poll that brought the entry minus the entry's stamp.
    package var pollWaitMs: LatencySummary?
    /// As `updateLatencyMs`, to the moment user space held the bytes.
    package var asSeenLatencyMs: LatencySummary
    /// First event of a task at a client minus the task's intended submission.
    package var submitToSeenMs: LatencySummary?
    /// Update latency by event type.
    package var updateLatencyByTypeMs: [String: LatencySummary]
    /// Part of the time that a client's view was out of date, 0...1.
    package var staleShare: Double?
    package var traffic: Traffic
    package var server: ServerCost
    /// (entry, client) pairs eligible in the steady state.
    package var updates: Int
    /// Distinct log entries eligible in the steady state.
    package var events: Int
    /// Protocol messages received in the steady state: event packets, or poll responses.
    package var messages: Int
    package var lost: Int
    package var duplicated: Int
    package var reordered: Int
    package var shed: Int
    package var coalesced: Int
    package var errors: [String: Int]
    package var disconnects: Int
    package var generator: GeneratorHealth
    /// Named findings about this trial or cell: a drift, an unexplained residual.
    package var findings: [String]

    package init(
        updateLatencyMs: LatencySummary, deliveryLatencyMs: LatencySummary,
        serverDelayMs: LatencySummary?, pollWaitMs: LatencySummary?, asSeenLatencyMs: LatencySummary,
        submitToSeenMs: LatencySummary?, updateLatencyByTypeMs: [String: LatencySummary],
        staleShare: Double?, traffic: Traffic, server: ServerCost, updates: Int, events: Int,
        messages: Int, lost: Int, duplicated: Int, reordered: Int, shed: Int, coalesced: Int,
        errors: [String: Int], disconnects: Int, generator: GeneratorHealth, findings: [String]
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
    }
}

/// A latency distribution in milliseconds.
package struct LatencySummary: Codable, Sendable, Equatable {
    /// Over the finite samples, from their exact sum.
    package var mean: Double?
    package var p50: Double?
    package var p90: Double?
    /// Null below 1,000 distinct events.
    package var p99: Double?
    /// Null below 10,000 distinct events.
    package var p999: Double?
    /// Largest finite sample.
    package var max: Double?
    /// Samples, the infinite ones included.
    package var count: Int
    /// Distinct log entries behind the samples.
    package var events: Int
    /// Samples that never arrived. They stand above every finite value in the percentiles.
    package var infinite: Int

    package init(
        mean: Double?, p50: Double?, p90: Double?, p99: Double?, p999: Double?, max: Double?, count: Int,
        events: Int, infinite: Int
    ) {
        self.mean = mean
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.p999 = p999
        self.max = max
        self.count = count
        self.events = events
        self.infinite = infinite
    }
}

/// Bytes a direction: `up` is client to server.
package struct Directions: Codable, Sendable, Equatable {
    package var up: Double
    package var down: Double

    package init(up: Double, down: Double) {
        self.up = up
        self.down = down
    }

    package var total: Double { up + down }
}

/// Bytes a client and hour, and what a connection costs once.
package struct Traffic: Codable, Sendable, Equatable {
    /// Bytes as sent and received by the protocol, without periodic packets.
    package var appBytesPerClientHour: Directions
    /// TCP payload plus 52 bytes a segment, both ways, as TCP_INFO counts them.
    package var wireBytesPerClientHour: Directions
    /// Heartbeats, from their configured rate.
    package var heartbeatBytesPerClientHour: Double
    /// Application bytes of one client's handshake, both ways.
    package var handshakeBytes: Double
    /// Segments that the client side sent again in the window.
    package var retransmittedSegments: Int

    package init(
        appBytesPerClientHour: Directions, wireBytesPerClientHour: Directions,
        heartbeatBytesPerClientHour: Double, handshakeBytes: Double, retransmittedSegments: Int
    ) {
        self.appBytesPerClientHour = appBytesPerClientHour
        self.wireBytesPerClientHour = wireBytesPerClientHour
        self.heartbeatBytesPerClientHour = heartbeatBytesPerClientHour
        self.handshakeBytes = handshakeBytes
        self.retransmittedSegments = retransmittedSegments
    }
}

/// What the server process spent in the steady state.
package struct ServerCost: Codable, Sendable, Equatable {
    /// Of one CPU, from the process CPU clock.
    package var cpuPercent: Double
    package var userPercent: Double
    package var systemPercent: Double
    package var cpuMicrosecondsPerUpdate: Double?
    package var cpuMicrosecondsPerMessage: Double?
    package var residentBytes: Double
    /// Stamp minus (task start + drawn duration), 99th percentile; null without completed tasks.
    package var stampLagP99Ms: Double?

    package init(
        cpuPercent: Double, userPercent: Double, systemPercent: Double, cpuMicrosecondsPerUpdate: Double?,
        cpuMicrosecondsPerMessage: Double?, residentBytes: Double, stampLagP99Ms: Double?
    ) {
        self.cpuPercent = cpuPercent
        self.userPercent = userPercent
        self.systemPercent = systemPercent
        self.cpuMicrosecondsPerUpdate = cpuMicrosecondsPerUpdate
        self.cpuMicrosecondsPerMessage = cpuMicrosecondsPerMessage
        self.residentBytes = residentBytes
        self.stampLagP99Ms = stampLagP99Ms
    }
}

/// Whether the generator kept up, so that a figure is the target's and not its own.
package struct GeneratorHealth: Codable, Sendable, Equatable {
    /// Of one CPU, over the loop threads.
    package var cpuPercent: Double
    /// User space holding a message minus its kernel stamp, 99th percentile.
    package var lagP99Microseconds: Double
    /// Scheduled actions that were skipped or started late.
    package var missedIntended: Int
    /// Reads that returned several messages under one stamp.
    package var sharedReads: Int
    package var verdict: GeneratorVerdict
    package var reasons: [String]

    package init(
        cpuPercent: Double, lagP99Microseconds: Double, missedIntended: Int, sharedReads: Int,
        verdict: GeneratorVerdict, reasons: [String]
    ) {
        self.cpuPercent = cpuPercent
        self.lagP99Microseconds = lagP99Microseconds
        self.missedIntended = missedIntended
        self.sharedReads = sharedReads
        self.verdict = verdict
        self.reasons = reasons
    }
}

package enum GeneratorVerdict: String, Codable, Sendable { case valid, saturated }
