import LoadEngine
import Metering
import Results
import Scenarios
import Statistics

/// What a trial cost: bytes a client and hour, and the server's CPU and memory.
struct TrialCosts {
    var traffic: Traffic
    var server: ServerCost

    /// Messages a second and client, those by the clock scaled to their period.
    private(set) var messagesPerClientSecond: Double?
    /// Events by the clock that no client ever received.
    private(set) var findings: [String] = []
    /// Server CPU over the window, seconds a second; nil when it was not sampled.
    private(set) var cpuShare: Double?

    /// - Parameters:
    ///   - messages: event packets or poll responses in the cost window.
    init(
        _ measurement: TrialMeasurement, join: TrialJoin, window: AnalysisWindow, messages: Int,
        stampLagP99Ms: Double?
    ) {
        let delivered: Int = join.tally.updates - join.tally.lost
        let clients: Double = Double(max(1, join.clients.count { $0.sessionStart > 0 }))
        var periodic: PeriodicTraffic?
        if measurement.arm.transport.isPush, measurement.log.origin == .server {
            periodic = PeriodicTraffic(measurement, join: join, window: window)
        }
        findings = periodic?.findings ?? []
        traffic = Self.traffic(measurement, periodic: periodic, seconds: window.seconds)
        if window.seconds > 0 {
            messagesPerClientSecond =
                max(0, Double(messages) / clients + (periodic?.missingMessages ?? 0)) / window.seconds
        }
        server = ServerCost(
            cpuPercent: nil, userPercent: nil, systemPercent: nil, cpuMicrosecondsPerUpdate: nil,
            cpuMicrosecondsPerMessage: nil, residentBytes: nil, stampLagP99Ms: stampLagP99Ms)
        let cpu = SampledCPU(measurement.samples)
        guard let share = cpu.share(in: window.cost) else { return }
        cpuShare = share
        server.cpuPercent = 100 * share
        server.userPercent = cpu.split.map { 100 * share * $0.user }
        server.systemPercent = cpu.split.map { 100 * share * $0.system }
        server.residentBytes =
            Moments(
                // Of a server that was killed there is none until it is back.
                measurement.samples.filter { $0.residentBytes > 0 }.map { Double($0.residentBytes) }
            ).mean
        // Updates and messages are counted over different windows when a trial is cut short: each is
        // divided into the CPU of its own.
        if delivered > 0, let eligible = cpu.share(in: window.eligible) {
            let length: Double = Double(window.eligible.upperBound - window.eligible.lowerBound) / 1e3
            server.cpuMicrosecondsPerUpdate = eligible * length / Double(delivered)
        }
        if messages > 0 {
            server.cpuMicrosecondsPerMessage = share * window.seconds * 1e6 / Double(messages)
        }
    }

    /// Wire bytes are attributed by who sent the segment: up is what the client sent with the
    /// segments it sent (its acknowledgements included), down what it received with the segments it
    /// received. The heartbeats that happened to fall into the window are taken out, and events by the
    /// clock put right.
    private static func traffic(
        _ measurement: TrialMeasurement, periodic: PeriodicTraffic?, seconds: Double
    ) -> Traffic {
        let joined: [ClientRecord] = measurement.record.clients.filter { $0.sessionStart > 0 }
        func sum(_ value: (ClientRecord) -> UInt64) -> Double { joined.reduce(0) { $0 + Double(value($1)) } }
        let clients: Double = Double(max(1, joined.count))
        let perHour: Double = seconds > 0 ? 3_600 / (seconds * clients) : 0
        // Two packets a heartbeat: a ping down, a pong up.
        let heartbeats: Double = sum(\.heartbeats) / 2
        let header: Double = WireTraffic.segmentOverhead
        let heartbeat = HeartbeatSize(measurement.arm.transport, joined)
        let up: Double =
            sum(\.tcp.bytesSent) + header * sum(\.tcp.segmentsOut) - heartbeats * heartbeat.wire.up
        let down: Double =
            sum(\.tcp.bytesReceived) + header * sum(\.tcp.segmentsIn) - heartbeats * heartbeat.wire.down
        let missing = periodic?.missingWireBytes ?? Directions(up: 0, down: 0)
        let missingApp: Double = periodic?.missingAppBytes ?? 0
        var heartbeatRate: Double = 0
        if measurement.arm.transport.isPush {
            heartbeatRate = heartbeat.wire.total / (Double(measurement.server.pingInterval) / 1e9)
        }
        return Traffic(
            appBytesPerClientHour: Directions(
                up: sum(\.bytesUp) * perHour,
                down: max(0, sum(\.bytesDown) + missingApp * clients) * perHour),
            wireBytesPerClientHour: Directions(
                up: max(0, up + missing.up * clients) * perHour,
                down: max(0, down + missing.down * clients) * perHour),
            heartbeatBytesPerClientHour: heartbeatRate * 3_600,
            handshakeBytes: (sum(\.handshakeBytesUp) + sum(\.handshakeBytesDown)) / clients,
            retransmittedSegments: Int(sum(\.tcp.retransmits)),
            periodicBytesPerClientHour: periodic.map { $0.dueBytes * clients * perHour })
    }
}
