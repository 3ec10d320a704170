import LoadEngine

extension RawTrialWriter {
    /// Which client behaved how, and what those did that do more than listen. Nothing is written for arms
    /// whose clients all only listen.
    func writeBehaviours(_ trial: TrialMeasurement, to folder: String) throws {
        guard !trial.record.behaviourOf.isEmpty else { return }
        try directory.write(behaviours(trial), to: "\(folder)/behaviours.csv")
        try directory.write(sessions(trial.record), to: "\(folder)/sessions.csv")
        try directory.write(outages(trial.record), to: "\(folder)/outages.csv")
        try directory.write(operations(trial.record), to: "\(folder)/operations.csv")
    }

    private func behaviours(_ trial: TrialMeasurement) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "client", "behaviour", "drops", "reconnects", "failed_attempts", "fallback_ns", "state_polls",
            "dropped_operations", "rooms_joined",
        ])
        let join = ClientBehaviours(trial)
        for client in trial.record.clients.indices {
            let own = join.record(of: client) ?? BehaviourRecord(client: UInt32(client))
            csv.add(UInt64(client))
            csv.add(quoting: join.behaviour(of: client)?.name ?? "")
            for value in [own.drops, own.reconnects, own.failedAttempts] { csv.add(Int64(value)) }
            csv.add(own.pollingTime)
            for value in [own.statePolls, own.droppedOperations, own.roomsJoined] { csv.add(Int64(value)) }
            csv.endRow()
        }
        return csv.bytes
    }

    private func sessions(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: ["client", "start", "end"])
        for own in record.behaviours {
            for session in own.sessions {
                csv.add(UInt64(own.client))
                csv.add(session.start)
                csv.add(session.end)
                csv.endRow()
            }
        }
        return csv.bytes
    }

    /// A row an outage; `attempts` are the instants at which it opened a connection to come back, with blanks between.
    private func outages(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: ["client", "start", "end", "own", "attempts"])
        for own in record.behaviours {
            for outage in own.outages {
                csv.add(UInt64(own.client))
                csv.add(outage.start)
                csv.add(outage.end)
                csv.add(UInt64(outage.isOwn ? 1 : 0))
                csv.add(quoting: outage.attempts.map(String.init).joined(separator: " "))
                csv.endRow()
            }
        }
        return csv.bytes
    }

    private func operations(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: ["client", "intended", "sent", "answered", "status", "task_id"])
        for own in record.behaviours {
            for operation in own.operations {
                csv.add(UInt64(own.client))
                csv.add(operation.intended)
                csv.add(operation.sent)
                csv.add(operation.answered)
                csv.add(UInt64(operation.status))
                csv.add(quoting: operation.taskID ?? "")
                csv.endRow()
            }
        }
        return csv.bytes
    }
}
