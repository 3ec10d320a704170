import LoadEngine

/// Writes one trial's observations as CSV files, so that latencies, counts and traffic can be computed again.
///
/// Instants are CLOCK_REALTIME nanoseconds. Files in `trials/<position>-<arm>@<load>/`:
///
/// - `timeline.csv`: the phases' bounds; updates stamped from `steady_start` up to `steady_end` count
/// - `entries.csv` (push receipts), `types.csv` (the same by event type) or `polls.csv`
/// - `submissions.csv`, `clients.csv`, `generator.csv` (its own behaviour, and errors)
/// - `behaviours.csv`, `sessions.csv`, `outages.csv`, `operations.csv` (where clients do more than listen)
/// - `log.csv` (the server's own account), `server.csv` (samples of its process)
/// - `progress.csv` (clients, messages and errors so far, as the generator showed them)
struct RawTrialWriter {
    let directory: RunDirectory

    func write(_ trial: TrialMeasurement) throws {
        let position = String(trial.position + 1000).dropFirst()
        let folder = "trials/\(position)-\(trial.arm.name)@\(trial.load.name)"
        try directory.makeFolder(folder)
        let record = trial.record
        if record.entries.contains(where: { !$0.isEmpty }) {
            try directory.write(entries(record), to: "\(folder)/entries.csv")
        }
        if record.polls.contains(where: { !$0.isEmpty }) {
            try directory.write(polls(record), to: "\(folder)/polls.csv")
        }
        try directory.write(timeline(record.timeline), to: "\(folder)/timeline.csv")
        try directory.write(submissions(record), to: "\(folder)/submissions.csv")
        try directory.write(clients(record), to: "\(folder)/clients.csv")
        try directory.write(generator(trial), to: "\(folder)/generator.csv")
        try writeBehaviours(trial, to: folder)
        if !record.eventTypes.isEmpty {
            try directory.write(types(record), to: "\(folder)/types.csv")
        }
        try directory.write(log(trial.log), to: "\(folder)/log.csv")
        try directory.write(server(trial), to: "\(folder)/server.csv")
        try directory.write(Self.progress(trial), to: "\(folder)/progress.csv")
    }

    private func timeline(_ timeline: Timeline) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "connect_start", "load_start", "steady_start", "steady_end", "drain_end",
        ])
        csv.add(timeline.connectStart)
        csv.add(timeline.loadStart)
        csv.add(timeline.steadyStart)
        csv.add(timeline.steadyEnd)
        csv.add(timeline.drainEnd)
        csv.endRow()
        return csv.bytes
    }

    private func entries(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "client", "seq", "type", "arrival", "lag", "server_delay_us", "shared_read",
            "stamp_uncertainty", "batched",
        ])
        csv.reserve(record.entries.reduce(0) { $0 + $1.count } * 64)
        let names = record.eventTypes.map { Array($0.utf8) }
        for entry in record.entries.joined() {
            csv.add(UInt64(entry.client))
            csv.add(entry.seq)
            csv.add(names[Int(entry.type)])
            csv.add(entry.arrival)
            csv.add(UInt64(entry.lag))
            csv.add(UInt64(entry.serverDelayMicroseconds))
            csv.add(entry.flags.contains(.sharedRead) ? 1 as UInt64 : 0)
            csv.add(UInt64(entry.stampUncertainty))
            csv.add(entry.flags.contains(.batched) ? 1 as UInt64 : 0)
            csv.endRow()
        }
        return csv.bytes
    }

    private func polls(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "client", "outcome", "status", "intended", "sent", "arrival", "lag", "seq",
        ])
        for poll in record.polls.joined() {
            csv.add(UInt64(poll.client))
            csv.add(Array(String(describing: poll.outcome).utf8))
            csv.add(UInt64(poll.status))
            csv.add(poll.intended)
            csv.add(poll.sent)
            csv.add(poll.arrival)
            csv.add(UInt64(poll.lag))
            csv.add(poll.seq)
            csv.endRow()
        }
        return csv.bytes
    }

    private func submissions(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: ["intended", "sent", "answered", "status", "task_id"])
        for submission in record.submissions {
            csv.add(submission.intended)
            csv.add(submission.sent)
            csv.add(submission.answered)
            csv.add(UInt64(submission.status))
            csv.add(quoting: submission.taskID ?? "")
            csv.endRow()
        }
        return csv.bytes
    }

    private func clients(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "client", "session_start", "session_end", "disconnects", "handshake_up", "handshake_down",
            "messages", "bytes_up", "bytes_down", "heartbeats", "heartbeat_bytes", "tcp_bytes_sent",
            "tcp_bytes_received", "tcp_segments_out", "tcp_segments_in", "tcp_retransmits", "not_modified",
        ])
        for (index, client) in record.clients.enumerated() {
            csv.add(UInt64(index))
            csv.add(client.sessionStart)
            csv.add(client.sessionEnd)
            for value in [
                UInt64(client.disconnects), client.handshakeBytesUp, client.handshakeBytesDown,
                client.messages, client.bytesUp, client.bytesDown, client.heartbeats, client.heartbeatBytes,
                client.tcp.bytesSent, client.tcp.bytesReceived, client.tcp.segmentsOut,
                client.tcp.segmentsIn, client.tcp.retransmits, client.notModified,
            ] {
                csv.add(value)
            }
            csv.endRow()
        }
        return csv.bytes
    }

    private func log(_ log: ServerLog) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "seq", "event", "room", "timestamp", "task_id", "agent_id", "started_at",
            "drawn_ms",
        ])
        for entry in log.entries {
            csv.add(entry.seq)
            csv.add(quoting: entry.event)
            csv.add(quoting: entry.room)
            csv.add(entry.timestamp)
            csv.add(quoting: entry.taskID ?? "")
            csv.add(quoting: entry.agentID ?? "")
            csv.add(quoting: entry.startedAt.map { String($0) } ?? "")
            csv.add(quoting: entry.drawnDurationMilliseconds.map { String($0) } ?? "")
            csv.endRow()
        }
        return csv.bytes
    }

    private func server(_ trial: TrialMeasurement) -> [UInt8] {
        var csv = CSVBytes(columns: ["instant", "cpu_ns", "user_ns", "system_ns", "resident_bytes"])
        for sample in trial.allSamples {
            csv.add(sample.instant)
            csv.add(sample.cpuNanoseconds)
            csv.add(sample.userNanoseconds)
            csv.add(sample.systemNanoseconds)
            csv.add(sample.residentBytes)
            csv.endRow()
        }
        return csv.bytes
    }
}
