import LoadEngine
import Responder

extension ResponderRecord {
    /// One client's part of the record.
    private struct Client {
        /// First sending by `seq`: place in `truth.deliveries`.
        var first: [UInt64: Int] = [:]
        var lastOfType: [String: UInt64] = [:]
        var duplicated = 0
        var reordered = 0
    }

    func pushFigures() -> [SelfTestQuantity: SelfTestTruth] {
        var types: [UInt64: String] = [:]
        for entry in truth.entries { types[entry.seq] = entry.event }
        var clients: [Int: Client] = [:]
        for (number, bytes) in truth.frameBytesSent.enumerated() where bytes > 0 {
            clients[number] = Client()
        }
        var messages = WindowCount()
        var bytes = WindowCount()
        for (place, delivery) in truth.deliveries.enumerated() {
            note(
                delivery, place, type: types[delivery.seq] ?? "",
                in: &clients[delivery.client, default: Client()])
            guard delivery.frameBytes > 0 else { continue }
            messages.add(1, began: delivery.began, returned: delivery.returned, window: window)
            bytes.add(delivery.frameBytes, began: delivery.began, returned: delivery.returned, window: window)
        }
        let entries: [ResponderTruth.Entry] = eligible
        var figures: [SelfTestQuantity: SelfTestTruth] = durations(entries, clients: clients)
        let received: Int = clients.values.reduce(0) { sum, client in
            sum + entries.count { client.first[$0.seq] != nil }
        }
        figures[.updates] = SelfTestTruth(value: Double(entries.count * clients.count))
        figures[.lost] = SelfTestTruth(value: Double(entries.count * clients.count - received))
        figures[.duplicated] = SelfTestTruth(value: Double(clients.values.reduce(0) { $0 + $1.duplicated }))
        figures[.reordered] = SelfTestTruth(value: Double(clients.values.reduce(0) { $0 + $1.reordered }))
        figures[.messages] = messages.truth
        figures[.bytesDown] = bytes.truth
        figures[.submitToSeen] = submitToSeen(clients)
        return figures
    }

    /// What a repeat is, and what came out of order, in the order of sending.
    private func note(
        _ delivery: ResponderTruth.Delivery, _ place: Int, type: String, in client: inout Client
    ) {
        if client.first[delivery.seq] != nil {
            client.duplicated += 1
            return
        }
        client.first[delivery.seq] = place
        if delivery.seq < client.lastOfType[type] ?? 0 { client.reordered += 1 }
        client.lastOfType[type] = delivery.seq
    }

    private func durations(
        _ entries: [ResponderTruth.Entry], clients: [Int: Client]
    ) -> [SelfTestQuantity: SelfTestTruth] {
        var update: Int64 = 0
        var server: Int64 = 0
        var halfWidth: Int64 = 0
        var count = 0
        for client in clients.values {
            for entry in entries {
                guard let place = client.first[entry.seq] else { continue }
                let delivery: ResponderTruth.Delivery = truth.deliveries[place]
                update += Self.instant(began: delivery.began, returned: delivery.returned) - entry.stamp
                server += delivery.flush == 0 ? 0 : delivery.flush - entry.stamp
                halfWidth += max(0, delivery.returned - delivery.began) / 2
                count += 1
            }
        }
        var figures: [SelfTestQuantity: SelfTestTruth] = [:]
        figures[.updateLatency] = Self.mean(update, of: count, halfWidth: halfWidth)
        figures[.serverDelay] = Self.mean(server, of: count)
        figures[.deliveryLatency] = Self.mean(update - server, of: count, halfWidth: halfWidth)
        return figures
    }

    /// First sending of a task's entry to a client minus the task's intended submission, over tasks
    /// intended in the window.
    private func submitToSeen(_ clients: [Int: Client]) -> SelfTestTruth? {
        var numbers: [String: Int] = [:]
        for task in truth.tasks { numbers[task.id] = ResponderRole.number(of: task.body) }
        var sum: Int64 = 0
        var halfWidth: Int64 = 0
        var count = 0
        for entry in truth.entries {
            guard let id = entry.taskID, let number = numbers[id], intended.indices.contains(number),
                window.contains(intended[number])
            else { continue }
            for client in clients.values {
                guard let place = client.first[entry.seq] else { continue }
                let delivery: ResponderTruth.Delivery = truth.deliveries[place]
                sum += Self.instant(began: delivery.began, returned: delivery.returned) - intended[number]
                halfWidth += max(0, delivery.returned - delivery.began) / 2
                count += 1
            }
        }
        return Self.mean(sum, of: count, halfWidth: halfWidth)
    }
}
