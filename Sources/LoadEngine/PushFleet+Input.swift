import CShims
import Glibc

extension PushFleet {
    /// Takes what the socket holds, once: epoll reports again what is left.
    func read(_ client: PushClient, token: Token, now: Int64) {
        if let link = client.link { return read(client, through: link, token: token, now: now) }
        var stamp: Int64 = 0
        let count = shim_receive(client.descriptor, buffer.baseAddress, buffer.count, &stamp)
        guard count > 0 else {
            if count == 0 { return lose(client, kind: "disconnect", because: "closed by the server") }
            let code = Int32(count)
            if code == -EAGAIN || code == -ENOBUFS { return }
            return lose(client, kind: "disconnect", because: LoadError.name(ofErrno: code))
        }
        took(
            UnsafeRawBufferPointer(rebasing: buffer[..<count]), client, stamp: stamp, isMoreWaiting: false,
            token: token, now: now)
    }

    /// Bytes of one read, which bear its stamp. `isMoreWaiting`: the stamp may be that of bytes behind them.
    func took(
        _ bytes: UnsafeRawBufferPointer, _ client: PushClient, stamp: Int64, isMoreWaiting: Bool,
        token: Token,
        now: Int64
    ) {
        let held = shim_clock_realtime()
        let arrival = recorder.arrival(stamp: stamp, held: held)
        let read = ReadStamp(
            arrival: arrival, lag: Recorder.lag(arrival: arrival, held: held),
            uncertainty: Recorder.uncertainty(arrival: arrival, after: client.lastArrival),
            isInWindow: recorder.window.contains(arrival))
        client.lastArrival = arrival
        if read.isInWindow { recorder.generator.reads += 1 }
        var input = bytes
        if client.stage == .upgrading {
            guard upgraded(client, &input) else { return }
        }
        takeMessages(client, &input, read, isMoreWaiting: isMoreWaiting, token: token, now: now)
    }

    /// Feeds the upgrade's answer; true when WebSocket bytes may follow in `input`.
    private func upgraded(_ client: PushClient, _ input: inout UnsafeRawBufferPointer) -> Bool {
        let before = input.count
        let answer = client.upgrade.receive(&input)
        countHandshake(down: before - input.count, client)
        switch answer {
        case .incomplete: return false
        case .accepted:
            client.stage = .open
            return true
        case .refused(let kind):
            lose(client, kind: kind, because: "the server refused the WebSocket upgrade: \(kind)")
            return false
        }
    }

    /// Takes what one read brought. From here to `record` nothing may allocate for a message: it happens
    /// tens of thousands of times a second.
    func takeMessages(
        _ client: PushClient, _ input: inout UnsafeRawBufferPointer, _ read: ReadStamp, isMoreWaiting: Bool,
        token: Token, now: Int64
    ) {
        var isSharedRead = false
        do {
            while true {
                if takeKnown(client, &input, read, isMoreWaiting: isMoreWaiting, isSharedRead: &isSharedRead),
                    input.isEmpty
                {
                    break
                }
                guard let inbound = try client.decoder.next(&input) else { break }
                let isShared = !input.isEmpty || isMoreWaiting
                if isShared { isSharedRead = true }
                take(inbound, client, read, isShared: isShared, token: token, now: now)
                guard client.stage == .open || client.stage == .closing else { break }
            }
        } catch {
            violate(client, "\(error)", token: token)
        }
        if isSharedRead, read.isInWindow { recorder.generator.sharedReads += 1 }
    }

    /// Takes updates in frames that other clients had, too, as long as there are such at the front of what was read:
    /// nearly all of a broadcast's. True when there was one.
    @inline(__always)
    private func takeKnown(
        _ client: PushClient, _ input: inout UnsafeRawBufferPointer, _ read: ReadStamp, isMoreWaiting: Bool,
        isSharedRead: inout Bool
    ) -> Bool {
        guard client.session.takesEventsOfRoot, client.decoder.isBetweenMessages, targetScanner == nil,
            client.stage == .open
        else { return false }
        var isOne = false
        while let length = scanner.findAgain(atFrontOf: input) {
            input = UnsafeRawBufferPointer(rebasing: input[length...])
            let isShared = !input.isEmpty || isMoreWaiting
            if isShared { isSharedRead = true }
            countEvent(length, client, read, wasJoined: true)
            recorder.record(scanner, of: client, read, bytes: length, isShared: isShared)
            isOne = true
        }
        return isOne
    }

    private func countEvent(_ wireBytes: Int, _ client: PushClient, _ read: ReadStamp, wasJoined: Bool) {
        recorder.messages += 1
        if wasJoined, read.isInWindow { client.record.messages += 1 }
        count(wireBytes, client, read)
    }

    private func take(
        _ inbound: FrameDecoder.Inbound, _ client: PushClient, _ read: ReadStamp, isShared: Bool,
        token: Token, now: Int64
    ) {
        switch inbound.kind {
        case .text:
            takePacket(inbound, client, read, isShared: isShared, token: token, now: now)
        case .binary:
            count(inbound.wireBytes, client, read)
        case .ping:
            let bytes = send(.pong, inbound.payload, from: client, token: token)
            countHeartbeat(2, inbound.wireBytes + bytes, client, read)
        case .pong:
            countHeartbeat(1, inbound.wireBytes, client, read)
        case .close:
            guard client.stage != .closing else { return finish(client) }
            _ = send(.close, inbound.payload.prefix(2), from: client, token: token)
            lose(client, kind: "disconnect", because: "closed by the server")
        }
    }

    private func takePacket(
        _ inbound: FrameDecoder.Inbound, _ client: PushClient, _ read: ReadStamp, isShared: Bool,
        token: Token, now: Int64
    ) {
        let wasJoined = client.session.state == .joined
        switch client.session.receive(inbound.payload, now: now) {
        case .event(let start):
            countEvent(inbound.wireBytes, client, read, wasJoined: wasJoined)
            takeEvent(inbound, from: start, client, read, isShared: isShared)
        case .acknowledgement:
            count(inbound.wireBytes, client, read)
            if let own = client.behaving { acknowledged(own, inbound.payload, arrival: read.arrival) }
        case .pong:
            let rest = UnsafeRawBufferPointer(rebasing: inbound.payload[1...])
            let bytes = sendPong(rest, from: client, token: token)
            countHeartbeat(2, inbound.wireBytes + bytes, client, read)
        case .send(let packet):
            count(inbound.wireBytes, client, read)
            let bytes = send(.text, packet, from: client, token: token)
            countHandshake(up: bytes, client)
        case .nothing:
            count(inbound.wireBytes, client, read)
        case .ended:
            count(inbound.wireBytes, client, read)
            if client.stage != .closing {
                lose(client, kind: "disconnect", because: "the server ended the session")
            }
        case .failed(let kind):
            violate(client, kind, token: token)
        }
        if !wasJoined, client.session.state == .joined { join(client, read) }
    }

    private func takeEvent(
        _ inbound: FrameDecoder.Inbound, from start: Int, _ client: PushClient, _ read: ReadStamp,
        isShared: Bool
    ) {
        let json = UnsafeRawBufferPointer(rebasing: inbound.payload[start...])
        if targetScanner != nil {
            return takeTargetEvent(
                &targetScanner!, json, client, read, wireBytes: inbound.wireBytes, isShared: isShared)
        }
        switch scanner.scan(json, in: inbound.frame) {
        case .update:
            recorder.record(scanner, of: client, read, bytes: inbound.wireBytes, isShared: isShared)
        case .malformed: recorder.errors.add("protocol")
        case .reply:
            guard scanner.type.equals("connection_established") else {
                if let own = client.behaving { replied(own, client, arrival: read.arrival) }
                return
            }
            if let argument = scanner.argument {
                let fields = TopLevel(UnsafeRawBufferPointer(rebasing: json[argument...]))
                if let id = fields.string("server_id") { recorder.note(serverID: id) }
            }
            _ = client.session.establish()
        }
    }

    private func join(_ client: PushClient, _ read: ReadStamp) {
        if client.record.sessionStart == 0 { client.record.sessionStart = read.arrival }
        if let own = client.behaving { return joined(own, client, arrival: read.arrival) }
        client.isCounted = true
        connected += 1
    }

    /// Bytes of a handshake: of the client's first, or, for one that comes back, of its traffic.
    func countHandshake(up: Int = 0, down: Int = 0, _ client: PushClient) {
        guard client.record.sessionStart != 0 else {
            client.record.handshakeBytesUp += UInt64(up)
            client.record.handshakeBytesDown += UInt64(down)
            return
        }
        guard recorder.window.contains(shim_clock_realtime()) else { return }
        client.record.bytesUp += UInt64(up)
        client.record.bytesDown += UInt64(down)
    }

    private func count(_ bytes: Int, _ client: PushClient, _ read: ReadStamp) {
        if client.record.sessionStart == 0 {
            client.record.handshakeBytesDown += UInt64(bytes)
        } else if read.isInWindow {
            client.record.bytesDown += UInt64(bytes)
        }
    }

    private func countHeartbeat(_ packets: UInt64, _ bytes: Int, _ client: PushClient, _ read: ReadStamp) {
        guard read.isInWindow else { return }
        client.record.heartbeats += packets
        client.record.heartbeatBytes += UInt64(bytes)
    }
}
