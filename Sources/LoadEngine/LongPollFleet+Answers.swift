import CShims

extension LongPollFleet: HTTPClientOwner {
    func answered(_ http: any HTTPClient, _ answer: HTTPAnswer) {
        let client = clients[http.number / Self.connections]
        let held = shim_clock_realtime()
        let arrival = recorder.arrival(stamp: answer.stamp, held: held)
        let read = ReadStamp(
            arrival: arrival, lag: Recorder.lag(arrival: arrival, held: held),
            uncertainty: Recorder.uncertainty(arrival: arrival, after: client.lastArrival),
            isInWindow: recorder.window.contains(arrival))
        if read.isInWindow { recorder.generator.reads += 1 }
        let isReader = http.number % Self.connections == 0
        guard answer.status == 200 else {
            // The server ends what waits when the client has said goodbye.
            return lose(
                client, kind: "http \(answer.status)",
                because: "the server answered \(isReader ? "a GET" : "a POST") with \(answer.status)")
        }
        if isReader { takePayload(client, answer, read) } else { posted(client, answer, read) }
    }

    func failed(_ http: any HTTPClient, _ failure: ExchangeFailure) {
        let client = clients[http.number / Self.connections]
        lose(client, kind: failure.kind, because: failure.reason)
    }

    /// A replaced connection is part of HTTP, and the session survives it: it is no disconnect.
    func willClose(_ http: any HTTPClient, descriptor: Int32) {
        let client = clients[http.number / Self.connections]
        client.meters[http.number % Self.connections].retire(descriptor)
    }

    private func posted(_ client: LongPollClient, _ answer: HTTPAnswer, _ read: ReadStamp) {
        if client.isPostingHeartbeat {
            countHeartbeat(1, answer.bytesUp + answer.bytesDown, client, read)
        } else {
            countUp(answer.bytesUp, client, read)
            countDown(answer.bytesDown, client, read)
        }
        if !client.hasJoined { sizeHeartbeat(client, posted: answer) }
        if client.stage == .closing, client.unsent.isEmpty { return finish(client) }
        post([], from: client)
    }

    /// What a heartbeat will cost, by exchanges like its own: a GET answered with a ping of one byte, and a
    /// POST of a pong of one byte, answered like the one that posted CONNECT.
    private func sizeHeartbeat(_ client: LongPollClient, posted: HTTPAnswer) {
        guard let poll = client.poll else { return }
        let pong = pongRequest(client)
        client.record.waitUp = UInt64(poll.bytes.count)
        client.record.waitDown = client.headDown
        client.record.heartbeatUp = UInt64(poll.bytes.count + pong.bytes.count)
        client.record.heartbeatDown = client.headDown + 1 + posted.bytesDown
    }

    /// Of an answer's head, had its content one byte.
    private static func headSize(_ answer: HTTPAnswer) -> UInt64 {
        let content = answer.body.count
        let extraDigits = String(content).utf8.count - 1
        return answer.bytesDown - UInt64(min(content + extraDigits, Int(answer.bytesDown)))
    }

    /// The packets of one answer, and then the next GET.
    private func takePayload(_ client: LongPollClient, _ answer: HTTPAnswer, _ read: ReadStamp) {
        client.lastArrival = read.arrival
        if client.headDown == 0 { client.headDown = Self.headSize(answer) }
        let wasJoined = client.hasJoined
        var packets = PayloadSplitter(answer.body)
        var heartbeats = 0
        var others = 0
        while let packet = packets.next() {
            if packet.first == UInt8(ascii: "2") { heartbeats += 1 } else { others += 1 }
            take(packet, client, read, isShared: !packets.isAtEnd)
            guard client.stage != .closed else { return }
        }
        if others > 1, read.isInWindow { recorder.generator.sharedReads += 1 }
        if heartbeats > 0, others == 0, wasJoined {
            countHeartbeat(1, answer.bytesUp + answer.bytesDown, client, read)
        } else if wasJoined == client.hasJoined {
            countUp(answer.bytesUp, client, read)
            countDown(answer.bytesDown, client, read)
        } else {
            client.record.handshakeBytesUp += answer.bytesUp
            client.record.handshakeBytesDown += answer.bytesDown
        }
        if client.stage == .open, let poll = client.poll { client.reader?.begin(poll) }
    }

    private func take(
        _ packet: UnsafeRawBufferPointer, _ client: LongPollClient, _ read: ReadStamp, isShared: Bool
    ) {
        if client.stage == .opening, !open(client, packet) { return }
        // Binary, as base64: no update is.
        guard packet.first != UInt8(ascii: "b") else { return }
        let now = shim_clock_monotonic()
        switch client.session.receive(packet, now: now) {
        case .event(let start):
            recorder.messages += 1
            if client.hasJoined, read.isInWindow { client.record.messages += 1 }
            takeEvent(packet, from: start, client, read, isShared: isShared)
        case .pong:
            post([[UInt8(ascii: "3")] + packet.dropFirst()], from: client)
        case .send(let packet):
            post([packet], from: client)
        case .nothing, .acknowledgement: break
        case .ended:
            if client.stage != .closing {
                lose(client, kind: "disconnect", because: "the server ended the session")
            }
        case .failed(let kind):
            let isNamed = kind.hasPrefix("connect error")
            lose(
                client, kind: isNamed ? "connect error" : "protocol", because: "the server sent \(kind)")
        }
        if !client.hasJoined, client.session.state == .joined {
            client.record.sessionStart = read.arrival
            connected += 1
        }
    }

    /// The first packet names the session, which all later requests carry. False when it does not.
    private func open(_ client: LongPollClient, _ packet: UnsafeRawBufferPointer) -> Bool {
        guard packet.first == UInt8(ascii: "0"),
            let id = TopLevel(UnsafeRawBufferPointer(rebasing: packet[1...])).string("sid")
        else {
            lose(client, kind: "protocol", because: "the server sent no Engine.IO open packet")
            return false
        }
        client.path += "&sid=" + String(decoding: id, as: UTF8.self)
        client.poll = HTTPRequest(.get, client.path, to: endpoint)
        client.stage = .open
        return true
    }

    private func takeEvent(
        _ packet: UnsafeRawBufferPointer, from start: Int, _ client: LongPollClient, _ read: ReadStamp,
        isShared: Bool
    ) {
        let json = UnsafeRawBufferPointer(rebasing: packet[start...])
        switch scanner.scan(json) {
        case .update:
            recorder.record(scanner, of: client, read, bytes: packet.count + 1, isShared: isShared)
        case .malformed: recorder.errors.add("protocol")
        case .reply:
            guard scanner.type.equals("connection_established") else { return }
            if let argument = scanner.argument {
                let fields = TopLevel(UnsafeRawBufferPointer(rebasing: json[argument...]))
                if let id = fields.string("server_id") { recorder.note(serverID: id) }
            }
            _ = client.session.establish()
        }
    }

    private func countUp(_ bytes: UInt64, _ client: LongPollClient, _ read: ReadStamp) {
        if !client.hasJoined {
            client.record.handshakeBytesUp += bytes
        } else if read.isInWindow {
            client.record.bytesUp += bytes
        }
    }

    private func countDown(_ bytes: UInt64, _ client: LongPollClient, _ read: ReadStamp) {
        if !client.hasJoined {
            client.record.handshakeBytesDown += bytes
        } else if read.isInWindow {
            client.record.bytesDown += bytes
        }
    }

    private func countHeartbeat(
        _ packets: UInt64, _ bytes: UInt64, _ client: LongPollClient, _ read: ReadStamp
    ) {
        guard client.hasJoined, read.isInWindow else { return }
        client.record.heartbeats += packets
        client.record.heartbeatBytes += bytes
    }
}
