/// The body of the open packet, with which a server starts every session.
package struct EngineIOHandshake: Hashable, Sendable {
    /// The session's id, which every later request carries.
    package var sid: String
    /// Transports the session can move to: `["websocket"]` on polling, none on WebSocket.
    package var upgrades: [String]
    /// Milliseconds between the server's pings.
    package var pingInterval: Int
    /// Milliseconds the server waits for a pong, and the client past the interval for a ping.
    package var pingTimeout: Int
    /// Longest polling payload and WebSocket message in bytes.
    package var maxPayload: Int

    package init(sid: String, upgrades: [String], pingInterval: Int, pingTimeout: Int, maxPayload: Int) {
        self.sid = sid
        self.upgrades = upgrades
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.maxPayload = maxPayload
    }

    /// The open packet, its members in the order of the specification.
    package var packet: EngineIOPacket {
        let body: JSONValue = [
            "sid": .string(sid),
            "upgrades": .array(upgrades.map { .string($0) }),
            "pingInterval": .int(Int64(pingInterval)),
            "pingTimeout": .int(Int64(pingTimeout)),
            "maxPayload": .int(Int64(maxPayload)),
        ]
        return EngineIOPacket(.open, body: body.encoded())
    }

    /// Reads an open packet's body (what follows its `0`).
    ///
    /// Servers older than the `maxPayload` member (Socket.IO before 4.1) leave it out; then their default counts.
    ///
    /// - Throws: `invalidHandshake`, naming the member.
    package init(body: [UInt8]) throws(EngineIOError) {
        guard let value = try? JSONValue(parsing: body), case .object(let object) = value else {
            throw .invalidHandshake(member: "JSON object")
        }
        guard case .string(let sid)? = object["sid"], !sid.isEmpty else {
            throw .invalidHandshake(member: "sid")
        }
        guard case .array(let names)? = object["upgrades"] else {
            throw .invalidHandshake(member: "upgrades")
        }
        var upgrades: [String] = []
        for name in names {
            guard case .string(let text) = name else { throw .invalidHandshake(member: "upgrades") }
            upgrades.append(text)
        }
        self.init(
            sid: sid,
            upgrades: upgrades,
            pingInterval: try Self.count(object["pingInterval"], "pingInterval"),
            pingTimeout: try Self.count(object["pingTimeout"], "pingTimeout"),
            maxPayload: try Self.count(object["maxPayload"] ?? .int(1_000_000), "maxPayload"))
    }

    /// A non-negative whole number that fits 32 bits, so that sums of intervals cannot overflow.
    private static func count(_ value: JSONValue?, _ member: String) throws(EngineIOError) -> Int {
        guard let number = value?.integer, (0...Int64(Int32.max)).contains(number) else {
            throw .invalidHandshake(member: member)
        }
        return Int(number)
    }
}
