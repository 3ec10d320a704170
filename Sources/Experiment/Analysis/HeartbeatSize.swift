import LoadEngine
import Results
import Scenarios
import Statistics

/// What one heartbeat costs on the wire.
struct HeartbeatSize {
    /// Bytes with the headers of their segments; nothing where clients poll.
    let wire: Directions

    init(_ transport: Transport, _ clients: [ClientRecord]) {
        let header: Double = WireTraffic.segmentOverhead
        switch transport {
        case .webSocket:
            // Ping and, behind the pong, its acknowledgement come down; the pong goes up.
            wire = Directions(
                up: WireTraffic.pongBytes + header, down: WireTraffic.pingBytes + 2 * header)
        case .longPolling:
            // The answer that brings the ping, the POST of the pong and its answer, and the next GET: two
            // exchanges of three segments.
            let count = Double(max(1, clients.count))
            wire = Directions(
                up: clients.reduce(0) { $0 + Double($1.heartbeatUp) } / count + 3 * header,
                down: clients.reduce(0) { $0 + Double($1.heartbeatDown) } / count + 3 * header)
        case .intervalPolling, .conditionalPolling, .eventPolling: wire = Directions(up: 0, down: 0)
        }
    }
}
