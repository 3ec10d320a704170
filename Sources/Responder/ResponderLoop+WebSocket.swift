import Synchronization

extension ResponderLoop {
    func open(_ connection: ResponderConnection) {
        let number = connection.number
        connection.mode = .client(number)
        while clients.count <= number { clients.append(nil) }
        clients[number] = connection
        shared.truth.withLock { truth in
            while truth.dropped.count <= number {
                truth.dropped.append([])
                truth.doubled.append([])
                truth.swapped.append([])
                truth.frameBytesSent.append(0)
                truth.frameBytesReceived.append(0)
            }
        }
        let interval = behavior.pingInterval / 1_000_000
        let timeout = behavior.pingTimeout / 1_000_000
        say(
            "0{\"sid\":\"e\(number)\",\"upgrades\":[],\"pingInterval\":\(interval),"
                + "\"pingTimeout\":\(timeout),\"maxPayload\":1000000}", to: connection, number)
        if behavior.sendsPings {
            at(ResponderClock.realtime() + behavior.pingInterval, .ping(connection))
        }
    }

    func ping(_ connection: ResponderConnection) {
        guard !connection.isClosed, case .client(let number) = connection.mode else { return }
        say("2", to: connection, number)
    }

    /// Takes whole masked frames off the connection's input.
    func takeFrames(_ connection: ResponderConnection, client number: Int) {
        while connection.input.count >= 6 {
            let input = connection.input
            var start = 2
            var length = Int(input[1] & 0x7F)
            if length >= 126 {
                let extended = length == 126 ? 2 : 8
                guard input.count >= 2 + extended else { return }
                length = input[2..<(2 + extended)].reduce(0) { $0 << 8 | Int($1) }
                start += extended
            }
            guard input.count >= start + 4 + length else { return }
            guard input[1] & 0x80 != 0 else { return drop(connection) }
            let mask = Array(input[start..<(start + 4)])
            let body = input[(start + 4)..<(start + 4 + length)]
            let payload = zip(body, 0...).map { $0 ^ mask[$1 & 3] }
            connection.input.removeFirst(start + 4 + length)
            shared.truth.withLock { $0.frameBytesReceived[number] += start + 4 + length }
            take(input[0] & 0x0F, payload, connection, client: number)
        }
    }

    func take(_ opcode: UInt8, _ payload: [UInt8], _ connection: ResponderConnection, client: Int) {
        if opcode == 8 {
            shared.truth.withLock { $0.closeFrames += 1 }
            connection.send([0x88, UInt8(payload.count)] + payload)
            return drop(connection)
        }
        let packet = String(decoding: payload, as: UTF8.self)
        switch packet {
        case "3":
            at(ResponderClock.realtime() + behavior.pingInterval, .ping(connection))
        case "41":
            shared.truth.withLock { $0.disconnectPackets += 1 }
            connection.hasJoined = false
        case let packet where packet.hasPrefix("40"):
            say("40{\"sid\":\"s\(client)\"}", to: connection, client)
            let now = ResponderClock.text(ResponderClock.realtime())
            if behavior.sendsEarlyEntry {
                say("42[\"early\",{\"seq\":1,\"timestamp\":\"\(now)\"}]", to: connection, client)
            }
            say(
                "42[\"connection_established\",{\"client_id\":\"s\(client)\",\"server_id\":\"\(serverID)\","
                    + "\"timestamp\":\"\(now)\",\"rooms\":[\"dashboard\"]}]", to: connection, client)
            connection.hasJoined = true
        case let packet where packet.hasPrefix("42"): takeEvent(packet, connection, client: client)
        default: break
        }
    }

    func say(_ text: String, to connection: ResponderConnection, _ number: Int) {
        let frame = Self.frame(text)
        connection.send(frame)
        shared.truth.withLock { $0.frameBytesSent[number] += frame.count }
    }
}
