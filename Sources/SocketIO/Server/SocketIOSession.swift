/// The server's side of the Socket.IO protocol on one connection: which namespaces are connected, and what
/// each message means.
///
/// Pure: the owner feeds messages with the time and carries out the one action each returns.
package struct SocketIOSession: Sendable {
    /// What a message asks for.
    package enum Action: Sendable {
        /// Nothing to do yet.
        case wait
        /// A client wants into a namespace: call `accept` or `refuse`, now or later.
        case connect(namespace: String, auth: JSONValue?)
        /// An event for a connected namespace; answer with `acknowledgementID` if it is not nil.
        case event(namespace: String, name: String, arguments: [JSONValue], acknowledgementID: Int?)
        /// An answer to an event of the server.
        case acknowledgement(namespace: String, id: Int, arguments: [JSONValue])
        /// The client left the namespace; the connection stays.
        case leave(namespace: String)
        /// The client broke the protocol: close the whole connection.
        case close
    }

    private enum Membership {
        /// CONNECT arrived and is being decided.
        case deciding
        case connected
    }

    private var assembler: SocketIOAssembler
    private var namespaces: [String: Membership] = [:]
    private var isClosed = false
    /// When the connection closes unless a namespace was connected; nil once one was.
    package private(set) var deadline: UInt64?

    /// - Parameter connectTimeout: Nanoseconds from `now` for the first namespace to be connected.
    package init(connectTimeout: UInt64, limits: SocketIOLimits = .standard, now: UInt64) {
        assembler = SocketIOAssembler(limits: limits)
        deadline = now + connectTimeout
    }

    /// Whether attachments of a packet are due, which the owner may wait for only so long.
    package var isWaitingForAttachments: Bool { assembler.isWaitingForAttachments }

    /// Whether nothing was connected in time, so that the connection is to be closed.
    package func isOverdue(at now: UInt64) -> Bool {
        guard let deadline, !isClosed else { return false }
        return now >= deadline
    }

    /// Takes one Engine.IO message.
    package mutating func receive(_ message: EngineIOPacket) -> Action {
        guard !isClosed else { return .wait }
        do throws(SocketIOError) {
            let packet =
                message.isBinary
                ? try assembler.receive(binary: message.body) : try assembler.receive(text: message.body)
            guard let packet else {
                // Nothing is held for a namespace that the client is not in.
                guard let namespace = assembler.unfinishedNamespace, namespaces[namespace] == .connected
                else {
                    isClosed = true
                    return .close
                }
                return .wait
            }
            let action = try interpret(packet)
            if case .close = action { isClosed = true }
            return action
        } catch {
            isClosed = true
            return .close
        }
    }

    /// Lets the client into a namespace.
    ///
    /// - Returns: False when it is too late: the client left, or the connection closed, meanwhile.
    package mutating func accept(_ namespace: String) -> Bool {
        guard !isClosed, namespaces[namespace] == .deciding else { return false }
        namespaces[namespace] = .connected
        deadline = nil
        return true
    }

    /// Keeps the client out of a namespace; it may try again.
    ///
    /// - Returns: False when nobody waits for the answer any more.
    package mutating func refuse(_ namespace: String) -> Bool {
        guard !isClosed, namespaces[namespace] == .deciding else { return false }
        namespaces[namespace] = nil
        return true
    }

    /// The server took the client out of a namespace.
    package mutating func remove(_ namespace: String) {
        namespaces[namespace] = nil
    }

    /// The connection is gone; nothing can be accepted any more.
    package mutating func close() {
        isClosed = true
        namespaces = [:]
        deadline = nil
    }

    private mutating func interpret(_ packet: SocketIOPacket) throws(SocketIOError) -> Action {
        let namespace = packet.namespace
        if packet.type == .connect {
            guard namespaces[namespace] == nil else { return .close }
            namespaces[namespace] = .deciding
            return .connect(namespace: namespace, auth: try packet.value())
        }
        guard namespaces[namespace] == .connected else { return .close }
        switch packet.type {
        case .connect, .connectError: return .close
        case .disconnect:
            namespaces[namespace] = nil
            return .leave(namespace: namespace)
        case .event, .binaryEvent:
            return .event(
                namespace: namespace, name: packet.eventName ?? "", arguments: try packet.arguments(),
                acknowledgementID: packet.acknowledgementID)
        case .acknowledgement, .binaryAcknowledgement:
            guard let id = packet.acknowledgementID else { return .close }
            return .acknowledgement(namespace: namespace, id: id, arguments: try packet.arguments())
        }
    }
}
