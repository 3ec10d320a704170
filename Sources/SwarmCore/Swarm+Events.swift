extension Swarm {
    /// Lets an event occur: gives it the next `seq` and the present time, logs it, and sends it on its way.
    ///
    /// - Parameters:
    ///   - room: nil for the swarm's own.
    ///   - fields: writes the event's members, after `seq` and `timestamp`.
    func occur(_ type: EventType, room: String? = nil, _ fields: (inout JSONBytes) -> Void) {
        let sequence = log.lastSequence + 1
        let room = room ?? configuration.room
        scratch.removeAll()
        scratch.beginObject()
        scratch.key("seq")
        scratch.integer(Int64(sequence))
        scratch.key("timestamp")
        scratch.timestamp(now, &formatter)
        fields(&scratch)
        scratch.endObject()
        let data = scratch.copy
        eventCounts[type.index] += 1
        log.append(LogEntry(sequence: sequence, type: type, room: room, timestamp: now, data: data))
        if type.batchName == nil {
            outbox.append(
                Emission(
                    event: type.rawValue, type: type, room: room, audience: .everyone, payload: data,
                    firstSequence: sequence, lastSequence: sequence, count: 1))
        } else {
            collect(data, type: type, sequence: sequence, room: room)
        }
    }

    /// Puts an event into the windows of its kind, one for each tier that has clients.
    private func collect(_ item: [UInt8], type: EventType, sequence: UInt64, room: String) {
        for slot in windows.indices where windows[slot].type == type && isUsed(windows[slot].tier) {
            if windows[slot].isOpen && windows[slot].room != room { flush(slot: slot) }
            let tier = windows[slot].tier
            let wasOpen = windows[slot].isOpen
            windows[slot].add(item, sequence: sequence, room: room)
            let interval = configuration.windows.window(type, tier: tier)
            if interval == 0 || windows[slot].count >= tier.batchLimit {
                flush(slot: slot)
            } else if !wasOpen {
                timers.set(.window(slot: slot, opening: windows[slot].opening), at: now + interval)
                compactTimers()
            }
        }
    }

    /// Sends what a window has collected.
    func flush(slot: Int) {
        guard windows[slot].isOpen else { return }
        outbox.append(windows[slot].flush(now: now, formatter: &formatter))
    }

    private func isUsed(_ tier: QualityTier) -> Bool {
        tier == .good || tierClients[tier.rawValue] > 0
    }

    /// Rids the timers of those that windows closed early, and executions cut short, have left behind.
    private func compactTimers() {
        let live = windows.count + 2 * executions.count * configuration.collaboratorLimit + roster.count
        guard timers.count > 2 * live + 1_024 else { return }
        timers.compact { isLive($0) }
    }
}

extension Swarm {
    /// Sends everything that has collected, such as before the owner stops.
    package func flushWindows(now: Int64) {
        take(now)
        for slot in windows.indices { flush(slot: slot) }
        settle()
    }

    /// Takes note that a client moves from one tier's batches to another's; nil is a client that comes or
    /// goes.
    ///
    /// All windows of both tiers are sent first. So a client that the owner moves right after this call,
    /// and before the next, gets every event once and in order.
    package func moveClient(from old: QualityTier?, to new: QualityTier?, now: Int64) {
        take(now)
        if old != nil && new != nil && old != new {
            for slot in windows.indices where windows[slot].tier == old || windows[slot].tier == new {
                flush(slot: slot)
            }
        }
        settle()
        if let old { tierClients[old.rawValue] -= 1 }
        if let new { tierClients[new.rawValue] += 1 }
        for slot in windows.indices where !isUsed(windows[slot].tier) { windows[slot].discard() }
    }

    /// Makes a line of the log an event, if its level is warning or above.
    package func noteLogLine(_ line: SwarmLogLine, now: Int64) {
        take(now)
        occurLogUpdate(line)
        settle()
    }

    /// Logs a line of the swarm's own.
    func note(_ line: SwarmLogLine) {
        logSink(line)
        occurLogUpdate(line)
    }

    private func occurLogUpdate(_ line: SwarmLogLine) {
        guard line.level >= .warning else { return }
        occur(.logUpdate) { json in
            json.field("level", line.level.rawValue)
            json.field("source", line.source)
            json.field("message", line.message)
            json.key("metadata")
            json.beginObject()
            for (key, value) in line.metadata {
                json.dynamicKey(key)
                json.element(value)
            }
            json.endObject()
        }
    }

    /// Raises an alarm: `system_alert`.
    func alert(_ level: SwarmLogLine.Level, _ message: String, _ details: (inout JSONBytes) -> Void) {
        occur(.systemAlert) { json in
            json.field("level", level.rawValue)
            json.field("message", message)
            json.key("details")
            json.beginObject()
            details(&json)
            json.endObject()
        }
    }
}
