import Synchronization

extension ResponderLoop {
    /// A request of Engine.IO's HTTP long-polling (protocol 4).
    func takePolling(
        _ method: String, _ query: [String: String], _ body: [UInt8], _ connection: ResponderConnection
    ) {
        guard query["EIO"] == "4", query["transport"] == "polling" else {
            return refuse(connection, "Bad request")
        }
        guard let sid = query["sid"] else {
            let session = ResponderPollingSession(number: connection.number)
            sessions[session.number] = session
            open(session)
            _ = session.wait(on: connection)
            return
        }
        guard let number = Int(sid.dropFirst()), let session = sessions[number], !session.isClosed else {
            return refuse(connection, "Session ID unknown")
        }
        if method == "GET" {
            if !session.wait(on: connection) { refuse(connection, "Bad request") }
            return
        }
        for packet in body.split(separator: 0x1E) {
            if packet.elementsEqual("1".utf8) {
                shared.truth.withLock { $0.closeFrames += 1 }
                session.end()
            } else {
                take(1, Array(packet), session, client: number)
            }
        }
        connection.send(ResponderPollingSession.response(Array("ok".utf8)))
    }

    private func refuse(_ connection: ResponderConnection, _ message: String) {
        connection.send(Self.response(400, "{\"code\":1,\"message\":\"\(message)\"}"))
    }
}
