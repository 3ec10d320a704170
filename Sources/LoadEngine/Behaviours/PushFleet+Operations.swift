import CShims

/// Tasks that clients submit over their sockets, each with an acknowledgement.
extension PushFleet {
    /// Sends the operation, or lets it wait for a connection as the contract says. Its response time counts
    /// from `intended` either way.
    func submit(_ intended: Int64, _ own: BehavingClient, _ client: PushClient) {
        let instant = timebase.realtime(intended)
        if recorder.window.contains(instant) {
            recorder.generator.actionLateness.append(shim_clock_monotonic() - intended)
        }
        own.record.operations.append(
            SubmissionRecord(intended: instant, sent: 0, answered: 0, status: 0, taskID: nil))
        own.queue.append(own.record.operations.count - 1)
        if own.queue.count > BehavingClient.longestQueue {
            own.queue.removeFirst()
            own.record.droppedOperations += 1
            recorder.errors.add("operation dropped")
        }
        if own.script.presence == .joined, client.stage == .open { sendQueued(own, client) }
    }

    func sendQueued(_ own: BehavingClient, _ client: PushClient) {
        let queue = own.queue
        own.queue = []
        for place in queue {
            let number = own.nextAcknowledgement
            own.nextAcknowledgement += 1
            own.unanswered[number] = place
            let body = operations.isEmpty ? [] : operations[place % operations.count]
            let packet = joining.event + Array("\(number)[\"submit_task\",".utf8) + body + [UInt8(ascii: "]")]
            own.record.operations[place].sent = shim_clock_realtime()
            let bytes = send(.text, packet, from: client, token: token(of: client, at: own.position))
            if recorder.window.contains(own.record.operations[place].sent) {
                client.record.bytesUp += UInt64(bytes)
            }
        }
    }

    /// An acknowledgement: `43`, its number, and a JSON array with `{"task_id"}` or `{"error"}`.
    func acknowledged(_ own: BehavingClient, _ packet: UnsafeRawBufferPointer, arrival: Int64) {
        let start = joining.bodyStart
        var position = start
        var number: UInt64 = 0
        while position < packet.count, position < start + 18, case let digit = packet[position] &- 0x30,
            digit <= 9
        {
            number = number * 10 + UInt64(digit)
            position += 1
        }
        guard let place = own.unanswered.removeValue(forKey: number), position < packet.count,
            packet[position] == UInt8(ascii: "[")
        else { return recorder.errors.add("operation protocol") }
        own.record.operations[place].answered = arrival
        let fields = TopLevel(UnsafeRawBufferPointer(rebasing: packet[(position + 1)...]))
        guard let id = fields.string("task_id") else {
            own.record.operations[place].status = 400
            return recorder.errors.add("operation refused")
        }
        own.record.operations[place].status = 202
        own.record.operations[place].taskID = String(decoding: id, as: UTF8.self)
    }

    /// Nobody will acknowledge what was sent on a connection that is over.
    func loseOperations(_ own: BehavingClient) {
        for _ in own.unanswered { recorder.errors.add("operation unanswered") }
        own.unanswered = [:]
    }
}
