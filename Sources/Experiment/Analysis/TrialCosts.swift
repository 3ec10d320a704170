import LoadEngine
import Metering
import Results
import Scenarios
import Statistics

/// What a trial cost: bytes a client and hour, and the server's CPU and memory.
struct TrialCosts {
    var traffic: Traffic
    var server: ServerCost

    /// Server CPU over the window, seconds a second; nil when it was not sampled.
    private(set) var cpuShare: Double?

    /// - Parameters:
    ///   - delivered: updates that arrived.
    ///   - messages: event packets or poll responses in the window.
    init(
        _ measurement: TrialMeasurement, window: AnalysisWindow, delivered: Int, messages: Int,
        stampLagP99Ms: Double?
    ) {
        traffic = Self.traffic(measurement, seconds: window.seconds)
        server = ServerCost(
            cpuPercent: 0, userPercent: 0, systemPercent: 0, cpuMicrosecondsPerUpdate: nil,
            cpuMicrosecondsPerMessage: nil, residentBytes: 0, stampLagP99Ms: stampLagP99Ms)
        let samples: [ProcessSample] = measurement.samples
        guard let first = samples.first, let last = samples.last, last.instant > first.instant else { return }
        // The samples' own instants: they lie some milliseconds off the window's ends.
        let wall: Double = Double(last.instant - first.instant)
        let share: Double = Double(last.cpuNanoseconds - first.cpuNanoseconds) / wall
        cpuShare = share
        server.cpuPercent = 100 * share
        server.userPercent = 100 * Double(last.userNanoseconds - first.userNanoseconds) / wall
        server.systemPercent = 100 * Double(last.systemNanoseconds - first.systemNanoseconds) / wall
        server.residentBytes = Moments(samples.map { Double($0.residentBytes) }).mean
        let microseconds: Double = share * window.seconds * 1e6
        if delivered > 0 { server.cpuMicrosecondsPerUpdate = microseconds / Double(delivered) }
        if messages > 0 { server.cpuMicrosecondsPerMessage = microseconds / Double(messages) }
    }

    /// Wire bytes are attributed by who sent the segment: up is what the client sent with the
    /// segments it sent (its acknowledgements included), down what it received with the segments it
    /// received. The heartbeats that happened to fall into the window are taken out.
    private static func traffic(_ measurement: TrialMeasurement, seconds: Double) -> Traffic {
        let joined: [ClientRecord] = measurement.record.clients.filter { $0.sessionStart > 0 }
        func sum(_ value: (ClientRecord) -> UInt64) -> Double { joined.reduce(0) { $0 + Double(value($1)) } }
        let clients: Double = Double(max(1, joined.count))
        let perHour: Double = seconds > 0 ? 3_600 / (seconds * clients) : 0
        // Two packets a heartbeat: a ping down, a pong up; the last segment acknowledges the pong.
        let heartbeats: Double = sum(\.heartbeats) / 2
        let header: Double = WireTraffic.segmentOverhead
        let up: Double =
            sum(\.tcp.bytesSent) + header * sum(\.tcp.segmentsOut) - heartbeats
            * (WireTraffic.pongBytes + header)
        let down: Double =
            sum(\.tcp.bytesReceived) + header * sum(\.tcp.segmentsIn)
            - heartbeats * (WireTraffic.pingBytes + 2 * header)
        var heartbeatRate: Double = 0
        if measurement.arm.transport == .webSocket {
            heartbeatRate = WireTraffic.heartbeats(
                pingInterval: Double(measurement.server.pingInterval) / 1e9)
        }
        return Traffic(
            appBytesPerClientHour: Directions(
                up: sum(\.bytesUp) * perHour, down: sum(\.bytesDown) * perHour),
            wireBytesPerClientHour: Directions(up: max(0, up) * perHour, down: max(0, down) * perHour),
            heartbeatBytesPerClientHour: heartbeatRate * 3_600,
            handshakeBytes: (sum(\.handshakeBytesUp) + sum(\.handshakeBytesDown)) / clients,
            retransmittedSegments: Int(sum(\.tcp.retransmits)))
    }
}
