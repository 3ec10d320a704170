import NIOCore
import SocketIO

/// One Engine.IO session with its transports: carries out what `EngineSession` decides.
///
/// Belongs to `eventLoop`: every method is called there. Requests and WebSockets of the session may live on
/// other loops; their side of the traffic hops.
package final class EngineConnection: @unchecked Sendable {
    /// The session's id.
    package let id: String
    /// What the client said when it opened the session.
    package let handshake: Handshake
    /// Where the session lives.
    package var eventLoop: any EventLoop { shard.eventLoop }

    let server: EngineServer
    let shard: EngineShard
    /// Its place in the shard's table of descriptors.
    let slot: DescriptorTable.Slot
    var session: EngineSession<OutgoingMessage>
    /// The session's transport; nil while it polls and once it has ended.
    var webSocket: WebSocketLink?
    var probe: WebSocketLink?
    var poll: PollAnswer?
    var delegate: (any EngineConnectionDelegate)?
    /// Why the server closes it, where it does.
    private var closeReason: DisconnectReason?
    private var isUnflushed = false
    private var timer: Scheduled<Void>?
    private var timerDeadline: UInt64 = .max

    init(server: EngineServer, shard: EngineShard, handshake: Handshake, webSocket: WebSocketLink?) {
        id = EngineIdentifier.make(shard: shard.index)
        self.server = server
        self.shard = shard
        slot = shard.descriptors.acquire()
        self.handshake = handshake
        self.webSocket = webSocket
        transportAtEnd = webSocket == nil ? .polling : .webSocket
        session = EngineSession(
            onWebSocket: webSocket != nil, timing: server.timing.engine,
            maximumQueuedBytes: server.configuration.maxPendingWriteBytes, now: Self.now)
        let counters = shard.counters
        if webSocket == nil {
            counters.pollingHandshakes.add(1)
            counters.pollingSessions.add(1)
        } else {
            counters.webSocketHandshakes.add(1)
            counters.webSocketSessions.add(1)
        }
    }

    static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// How the session's packets travel now.
    package var transport: Transport { session.isOnWebSocket ? .webSocket : .polling }

    /// Whether the client can take a message right now: the WebSocket's write queue is short, or a GET waits.
    package var isWritable: Bool { webSocket?.isWritable ?? (poll != nil) }

    /// The open packet, which goes out before anything else.
    var openPacket: EngineIOPacket {
        let configuration = server.configuration
        let canUpgrade = !session.isOnWebSocket && configuration.transports.contains(.webSocket)
        return EngineIOHandshake(
            sid: id, upgrades: canUpgrade ? [Transport.webSocket.rawValue] : [],
            pingInterval: configuration.pingInterval.wholeMilliseconds,
            pingTimeout: configuration.pingTimeout.wholeMilliseconds, maxPayload: configuration.maxPayload
        ).packet
    }

    /// The open packet is out: the application gets the session.
    func opened() {
        armTimer()
        delegate = server.delegate(for: self)
    }

    /// Sends a message; does nothing once the session is over.
    package func send(_ message: OutgoingMessage) {
        if let webSocket {
            guard shard.isCoalescing else { return webSocket.writeAndFlush(message) }
            webSocket.write(message)
        } else {
            guard session.isOpen else { return }
            perform(session.send(message, bytes: message.byteCount, packets: message.packetCount))
        }
        shard.wrote(self)
    }

    /// A broadcast wrote the first `taken` bytes of a message to the session's descriptor and no more.
    func sendRest(of message: OutgoingMessage, after taken: Int) {
        webSocket?.queueRest(of: message, after: taken)
    }

    /// Closes the session: a WebSocket at once, after what was sent; a polling client learns with its waiting
    /// or next GET.
    ///
    /// - Parameter saysClose: Whether Engine.IO's `1` precedes the WebSocket's close frame.
    package func close(_ reason: DisconnectReason = .serverDisconnect, saysClose: Bool = false) {
        guard session.isOpen else { return }
        closeReason = reason
        perform(session.close(now: Self.now, saysClose: saysClose))
        armTimer()
    }

    /// The server goes down.
    func shutDown() {
        shard.coalescing {
            delegate?.serverShutsDown()
            close(.serverShutdown, saysClose: true)
        }
    }

    /// Marks it as having unflushed writes; false when it was marked.
    func markUnflushed() -> Bool {
        guard !isUnflushed else { return false }
        isUnflushed = true
        return true
    }

    /// Sends what was written.
    func flush() {
        isUnflushed = false
        if let webSocket { webSocket.flush() } else { perform(session.flush()) }
    }

    /// Drops the session as it is.
    func forget() {
        guard session.isOpen else { return performForget() }
        close(.serverShutdown)
        performForget()
    }

    func performEnd(_ end: EngineSessionEnd) {
        let reason = closeReason ?? DisconnectReason(end)
        shard.counters.countEnd(reason)
        if transportAtEnd == .webSocket {
            shard.counters.webSocketSessions.add(-1)
        } else {
            shard.counters.pollingSessions.add(-1)
        }
        let delegate = self.delegate
        self.delegate = nil
        delegate?.ended(reason)
    }

    func performForget() {
        timer?.cancel()
        timer = nil
        poll?.send(.badRequest, EngineErrorAnswer.unknownSession.body)
        poll = nil
        if shard.remove(self) { server.sessionForgotten() }
    }

    /// Which gauge the session is counted in; the session itself no longer tells once it has ended.
    var transportAtEnd: Transport

    /// Makes sure `EngineSession.timeReached` is called when it wants to be.
    ///
    /// A deadline that moved away costs nothing: the timer goes off, finds it, and is set again.
    func armTimer() {
        guard let deadline = session.deadline, deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = deadline
        timer = eventLoop.scheduleTask(deadline: .uptimeNanoseconds(deadline)) { [weak self] in
            self?.timerFired()
        }
    }

    private func timerFired() {
        timer = nil
        timerDeadline = .max
        perform(session.timeReached(Self.now))
        shard.wrote(self)
        armTimer()
    }
}

extension DisconnectReason {
    init(_ end: EngineSessionEnd) {
        switch end {
        case .pingTimeout: self = .pingTimeout
        case .transportClosed: self = .transportClose
        case .transportError: self = .transportError
        case .protocolError: self = .protocolError
        case .slowReader: self = .slowReader
        case .neverUsed: self = .connectTimeout
        case .closedByServer: self = .serverDisconnect
        }
    }
}
