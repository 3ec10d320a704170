/// How push clients join a namespace: the same for all of a run, and shared by them.
final class SessionJoining: Sendable {
    /// CONNECT, with auth where there is some.
    let connect: [UInt8]
    /// DISCONNECT.
    let disconnect: [UInt8]
    /// What an EVENT of the namespace begins with, before an acknowledgement's number and its JSON.
    let event: [UInt8]
    /// The server sends `connection_established` when it takes the client, besides CONNECT's answer.
    let awaitsGreeting: Bool
    /// What packets of the namespace have behind their two type digits: nothing for `/`, else the
    /// namespace, which a comma follows or the packet's end.
    private let namespace: [UInt8]

    /// Namespace `/`, no auth, SwarmBot's greeting.
    static let standard = SessionJoining(namespace: "/", authentication: nil, awaitsGreeting: true)

    init(namespace: String, authentication: [UInt8]?, awaitsGreeting: Bool) {
        self.awaitsGreeting = awaitsGreeting
        self.namespace = namespace == "/" ? [] : Array(namespace.utf8)
        let prefix: String = namespace == "/" ? "" : "\(namespace),"
        connect = Array("40\(prefix)".utf8) + (authentication ?? [])
        disconnect = Array("41\(prefix)".utf8)
        event = Array("42\(prefix)".utf8)
    }

    convenience init(_ endpoint: Endpoint, awaitsGreeting: Bool) {
        self.init(
            namespace: endpoint.namespace, authentication: endpoint.authentication,
            awaitsGreeting: awaitsGreeting)
    }

    /// Namespace `/`.
    var isRoot: Bool { namespace.isEmpty }

    /// Where a packet's JSON begins when it has no acknowledgement number.
    var bodyStart: Int { namespace.isEmpty ? 2 : 3 + namespace.count }

    /// Whether a Socket.IO packet of two bytes and more is of this namespace.
    func isOwn(_ packet: UnsafeRawBufferPointer) -> Bool {
        let isNamed = packet.count > 2 && packet[2] == UInt8(ascii: "/")
        guard !namespace.isEmpty else {
            return !isNamed || packet.count == 3 || packet[3] == UInt8(ascii: ",")
        }
        guard packet.count >= 2 + namespace.count else { return false }
        for index in namespace.indices where packet[2 + index] != namespace[index] { return false }
        return packet.count == 2 + namespace.count || packet[2 + namespace.count] == UInt8(ascii: ",")
    }
}
