import Synchronization

/// What one event loop counts. That loop alone writes as a rule, so nothing contends; anyone reads.
final class ShardCounters: Sendable {
    /// One figure.
    struct Figure: ~Copyable, Sendable {
        private let value = Atomic<UInt64>(0)

        /// Adds. Gauges go down by adding a negative number.
        func add(_ amount: Int) {
            value.wrappingAdd(UInt64(bitPattern: Int64(amount)), ordering: .relaxed)
        }

        /// The figure now.
        var current: UInt64 { value.load(ordering: .relaxed) }
    }

    let connections = Figure()
    let pollingSessions = Figure()
    let webSocketSessions = Figure()
    let sockets = Figure()
    let pollingHandshakes = Figure()
    let webSocketHandshakes = Figure()
    let refusedRequests = Figure()
    let upgrades = Figure()
    let refusedConnections = Figure()
    let refusedSessions = Figure()
    let writeTimeouts = Figure()
    let handshakeTimeouts = Figure()
    let packetsSent = Figure()
    let packetsReceived = Figure()
    let bytesSent = Figure()
    let directWrites = Figure()
    let queuedWrites = Figure()
    let bytesReceived = Figure()
    let eventsSent = Figure()
    let eventsReceived = Figure()
    let volatileDropped = Figure()
    private let ended = EndedFigures()

    private final class EndedFigures: Sendable {
        let pingTimeout = Figure()
        let transportClose = Figure()
        let transportError = Figure()
        let protocolError = Figure()
        let slowReader = Figure()
        let connectTimeout = Figure()
        let forced = Figure()
        let serverShutdown = Figure()
    }

    /// Counts a message as it is written; its bytes are counted with what carries them.
    func countSent(_ message: OutgoingMessage) {
        packetsSent.add(message.packetCount)
        if message.isEvent { eventsSent.add(1) }
    }

    /// Counts a message that so many receivers' kernels took whole.
    func countDirect(_ message: OutgoingMessage, receivers: Int) {
        guard receivers > 0 else { return }
        directWrites.add(receivers)
        bytesSent.add(receivers * message.byteCount)
        packetsSent.add(receivers * message.packetCount)
        if message.isEvent { eventsSent.add(receivers) }
    }

    /// Counts a session's end.
    func countEnd(_ reason: DisconnectReason) {
        switch reason {
        case .pingTimeout: ended.pingTimeout.add(1)
        case .transportClose: ended.transportClose.add(1)
        case .transportError: ended.transportError.add(1)
        case .protocolError: ended.protocolError.add(1)
        case .slowReader: ended.slowReader.add(1)
        case .connectTimeout: ended.connectTimeout.add(1)
        case .clientNamespaceDisconnect: break  // The end of a socket, never of a session.
        case .serverDisconnect: ended.forced.add(1)
        case .serverShutdown: ended.serverShutdown.add(1)
        }
    }

    /// Adds this loop's figures to a total.
    func add(to total: inout ServerCounters) {
        total.connections += Int(Int64(bitPattern: connections.current))
        total.sessions[.polling, default: 0] += Int(Int64(bitPattern: pollingSessions.current))
        total.sessions[.webSocket, default: 0] += Int(Int64(bitPattern: webSocketSessions.current))
        total.sockets += Int(Int64(bitPattern: sockets.current))
        total.handshakes[.polling, default: 0] += pollingHandshakes.current
        total.handshakes[.webSocket, default: 0] += webSocketHandshakes.current
        total.refusedRequests += refusedRequests.current
        total.upgrades += upgrades.current
        total.refusedConnections += refusedConnections.current
        total.refusedSessions += refusedSessions.current
        total.writeTimeouts += writeTimeouts.current
        total.handshakeTimeouts += handshakeTimeouts.current
        total.packetsSent += packetsSent.current
        total.packetsReceived += packetsReceived.current
        total.bytesSent += bytesSent.current
        total.directWrites += directWrites.current
        total.queuedWrites += queuedWrites.current
        total.bytesReceived += bytesReceived.current
        total.eventsSent += eventsSent.current
        total.eventsReceived += eventsReceived.current
        total.volatileDropped += volatileDropped.current
        total.closedSessions[.pingTimeout, default: 0] += ended.pingTimeout.current
        total.closedSessions[.transportClose, default: 0] += ended.transportClose.current
        total.closedSessions[.transportError, default: 0] += ended.transportError.current
        total.closedSessions[.protocolError, default: 0] += ended.protocolError.current
        total.closedSessions[.slowReader, default: 0] += ended.slowReader.current
        total.closedSessions[.connectTimeout, default: 0] += ended.connectTimeout.current
        total.closedSessions[.serverDisconnect, default: 0] += ended.forced.current
        total.closedSessions[.serverShutdown, default: 0] += ended.serverShutdown.current
    }
}
