import NIOCore
import SocketIO

/// Socket.IO on one Engine.IO session: its sockets, one a namespace. For the session's event loop only.
final class SocketIOConnection: EngineConnectionDelegate, @unchecked Sendable {
    let engine: EngineConnection
    private let namespaces: NamespaceTable
    private var session: SocketIOSession
    private var sockets: [String: Socket] = [:]
    /// Sockets whose namespace's middleware is still deciding.
    private var candidates: [String: Socket] = [:]
    private var connectTimer: Scheduled<Void>?
    /// Set while attachments are due.
    private var attachmentTimer: Scheduled<Void>?
    private let encoder = SocketIOEncoder()

    init(_ engine: EngineConnection, namespaces: NamespaceTable) {
        self.engine = engine
        self.namespaces = namespaces
        let timeout = engine.server.timing.connectTimeout
        session = SocketIOSession(
            connectTimeout: timeout, limits: engine.server.configuration.packetLimits,
            now: EngineConnection.now)
        connectTimer = engine.eventLoop.scheduleTask(in: .nanoseconds(Int64(timeout))) { [weak self] in
            self?.connectTimedOut()
        }
    }

    func received(_ message: EngineIOPacket) {
        let action = session.receive(message)
        if session.isWaitingForAttachments != (attachmentTimer != nil) { setAttachmentTimer() }
        switch action {
        case .wait: break
        case .connect(let namespace, let auth): connect(namespace, auth)
        case .event(let namespace, let name, let arguments, let id):
            engine.shard.counters.eventsReceived.add(1)
            sockets[namespace]?.receive(name, arguments, acknowledgementID: id)
        case .acknowledgement(let namespace, let id, let arguments):
            sockets[namespace]?.receiveAcknowledgement(id, arguments)
        case .leave(let namespace):
            sockets.removeValue(forKey: namespace)?.end(.clientNamespaceDisconnect)
        case .close: engine.close(.protocolError)
        }
    }

    func serverShutsDown() {
        for socket in Array(sockets.values) {
            disconnect(socket, close: false, reason: .serverShutdown)
        }
    }

    func ended(_ reason: DisconnectReason) {
        session.close()
        connectTimer?.cancel()
        attachmentTimer?.cancel()
        attachmentTimer = nil
        let ending = Array(sockets.values) + Array(candidates.values)
        sockets = [:]
        candidates = [:]
        for socket in ending { socket.end(reason) }
    }

    /// The server ends a socket.
    func disconnect(_ socket: Socket, close: Bool, reason: DisconnectReason = .serverDisconnect) {
        let namespace = socket.namespace.name
        engine.shard.coalescing {
            if sockets[namespace] === socket {
                sockets[namespace] = nil
                session.remove(namespace)
                engine.send(OutgoingMessage(text: encoder.disconnect(namespace: namespace)))
                socket.end(reason)
            }
            if close { engine.close(reason, saysClose: true) }
        }
    }

    private func connect(_ name: String, _ auth: JSONValue?) {
        guard let namespace = namespaces.find(name) else {
            return refuse(name, ConnectError("Invalid namespace"))
        }
        var handshake = engine.handshake
        handshake.auth = auth
        let socket = Socket(
            namespace: namespace, handshake: handshake, connection: self, shard: engine.shard)
        let setup = namespace.current
        guard !setup.middleware.isEmpty else { return accept(socket, setup) }
        candidates[name] = socket
        let shard = engine.shard
        Task {
            let refusal = await Self.refusal(of: socket, setup)
            shard.perform { self.decided(socket, setup, refusal) }
        }
    }

    private static func refusal(of socket: Socket, _ setup: Namespace.Setup) async -> ConnectError? {
        do {
            for check in setup.middleware { try await check(socket) }
            return nil
        } catch let error as ConnectError {
            return error
        } catch {
            return ConnectError("\(error)")
        }
    }

    private func decided(_ socket: Socket, _ setup: Namespace.Setup, _ refusal: ConnectError?) {
        let name = socket.namespace.name
        guard candidates[name] === socket else { return }
        candidates[name] = nil
        if let refusal {
            refuse(name, refusal)
            socket.end(.serverDisconnect)
        } else {
            accept(socket, setup)
        }
    }

    private func accept(_ socket: Socket, _ setup: Namespace.Setup) {
        let name = socket.namespace.name
        guard session.accept(name) else { return socket.end(.transportClose) }
        connectTimer?.cancel()
        connectTimer = nil
        sockets[name] = socket
        socket.enter()
        engine.send(OutgoingMessage(text: encoder.connected(namespace: name, sid: socket.id)))
        // The answer itself may have been one too many for a client that does not read.
        guard sockets[name] === socket else { return }
        for handler in setup.connectionHandlers { handler(socket) }
    }

    private func refuse(_ name: String, _ error: ConnectError) {
        guard session.refuse(name) else { return }
        let text = encoder.connectError(namespace: name, message: error.message, data: error.data)
        engine.send(OutgoingMessage(text: text))
    }

    /// One packet's attachments have to come in time, or what came of it would be held for ever.
    private func setAttachmentTimer() {
        attachmentTimer?.cancel()
        attachmentTimer = nil
        guard session.isWaitingForAttachments else { return }
        let timeout = TimeAmount(engine.server.configuration.attachmentTimeout)
        attachmentTimer = engine.eventLoop.scheduleTask(in: timeout) { [weak self] in
            self?.attachmentTimer = nil
            self?.engine.close(.protocolError)
        }
    }

    private func connectTimedOut() {
        connectTimer = nil
        if session.isOverdue(at: EngineConnection.now) { engine.close(.connectTimeout) }
    }
}
