import Synchronization

extension ResponderLoop {
    static let immediateType = "task_completed"
    static let batchedType = "agent_update"

    /// A log entry comes to be, stamped now.
    func occur(taskID: String?) {
        seq += 1
        let stamp = ResponderClock.realtime() / 1000 * 1000
        let isBatched = taskID == nil && random.happens(behavior.batchedShare)
        var entry = ResponderTruth.Entry(
            seq: seq, event: isBatched ? Self.batchedType : Self.immediateType, stamp: stamp, addedDelay: 0,
            taskID: taskID)
        if isBatched {
            batch.append(entry)
            if batch.count == 1 { at(stamp + behavior.batchWindow, .flushBatch) }
        } else {
            entry.addedDelay = Int64.random(in: behavior.addedDelay, using: &random)
            let frame = Self.frame("42[\"\(entry.event)\",\(item(entry))]")
            let message = ResponderMessage(type: entry.event, frame: frame, entries: [entry], flush: 0)
            if entry.addedDelay > 0 {
                at(stamp + entry.addedDelay, .send(message))
            } else {
                shared.truth.withLock { $0.entries.append(entry) }
                return broadcast(message)
            }
        }
        shared.truth.withLock { $0.entries.append(entry) }
    }

    func flushBatch() {
        let entries = batch
        batch = []
        let flush = ResponderClock.realtime() / 1000 * 1000
        let items = entries.map { item($0) }.joined(separator: ",")
        let type = Self.batchedType
        let text =
            "42[\"\(type)_batch\",{\"type\":\"\(type)\",\"batch\":[\(items)],\"count\":\(entries.count),"
            + "\"timestamp\":\"\(ResponderClock.text(flush))\"}]"
        broadcast(ResponderMessage(type: type, frame: Self.frame(text), entries: entries, flush: flush))
    }

    /// The entry's payload; nested members and strings that look like the wanted ones come first.
    func item(_ entry: ResponderTruth.Entry) -> String {
        let padding = behavior.padding > 0 ? String(repeating: "x", count: behavior.padding) : ""
        let id = entry.taskID ?? "t-\(entry.seq)"
        return "{\"task_id\":\"\(id)\",\"result\":{\"seq\":1,\"note\":\"\\\"seq\\\":2 }\(padding)\"},"
            + "\"seq\":\(entry.seq),\"timestamp\":\"\(ResponderClock.text(entry.stamp))\"}"
    }

    func broadcast(_ message: ResponderMessage) {
        let now = ResponderClock.realtime()
        if behavior.sendCost > 0 { return queue(message, now) }
        var due = now
        for case let client? in clients where client.hasJoined {
            if due > now {
                at(due, .deliver(message, client))
            } else {
                deliver(message, to: client, client.number)
            }
            due += behavior.positionDelay
        }
    }

    /// Behind all that is under way: a sender that one sending after the other occupies.
    private func queue(_ message: ResponderMessage, _ now: Int64) {
        senderFree = max(senderFree, now)
        for case let client? in clients where client.hasJoined {
            senderFree += behavior.sendCost
            at(senderFree, .deliver(message, client))
        }
    }

    /// Sends to one client as chance has it. A client that waits for a swap's second half gets that
    /// undisturbed, so that every swap is exactly one fall of `seq`.
    func deliver(_ message: ResponderMessage, to client: ResponderConnection, _ number: Int) {
        if let held = client.held[message.type], !held.isEmpty {
            client.held[message.type] = nil
            send(message, to: client, number)
            for late in held {
                send(late, to: client, number)
                let swapped = late.entries.map(\.seq)
                shared.truth.withLock { $0.swapped[number] += swapped }
            }
            return
        }
        let seqs = message.entries.map(\.seq)
        if random.happens(behavior.dropShare) {
            shared.truth.withLock { $0.dropped[number] += seqs }
        } else if random.happens(behavior.doubleShare) {
            send(message, to: client, number)
            send(message, to: client, number, isRecorded: !behavior.hidesDoubles)
            shared.truth.withLock { $0.doubled[number] += seqs }
        } else if random.happens(behavior.swapShare) {
            client.held[message.type, default: []].append(message)
        } else {
            send(message, to: client, number)
        }
    }

    private func send(
        _ message: ResponderMessage, to client: ResponderConnection, _ number: Int, isRecorded: Bool = true
    ) {
        shared.truth.withLock { $0.frameBytesSent[number] += message.frame.count }
        let note = { [unowned self] (began: Int64, returned: Int64, bytes: Int) in
            guard behavior.keepsDeliveries, isRecorded else { return }
            record(message, to: number, began: began, returned: returned, bytes: bytes)
        }
        if let session = client as? ResponderPollingSession {
            session.send(message.frame, sent: note)
            return
        }
        let began = ResponderClock.realtime()
        let isWhole = client.send(message.frame)
        note(began, isWhole ? ResponderClock.realtime() : 0, message.frame.count)
    }

    private func record(
        _ message: ResponderMessage, to number: Int, began: Int64, returned: Int64, bytes: Int
    ) {
        shared.truth.withLock { truth in
            for (place, entry) in message.entries.enumerated() {
                truth.deliveries.append(
                    ResponderTruth.Delivery(
                        client: number, seq: entry.seq, stamp: entry.stamp, flush: message.flush,
                        began: began + behavior.recordShift,
                        returned: returned == 0 ? 0 : returned + behavior.recordShift,
                        frameBytes: place == 0 ? bytes : 0))
            }
        }
    }

    /// An unmasked text frame.
    static func frame(_ text: String, opcode: UInt8 = 1) -> [UInt8] {
        let payload = Array(text.utf8)
        var frame: [UInt8] = [0x80 | opcode]
        if payload.count < 126 {
            frame.append(UInt8(payload.count))
        } else if payload.count < 65_536 {
            frame += [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        } else {
            frame.append(127)
            frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
        }
        return frame + payload
    }
}
