import LoadEngine

extension RawTrialWriter {
    /// What push clients received by event type, summed over the clients: from it the traffic of
    /// periodic events is scaled to their configured rate.
    func types(_ record: LoadRecord) -> [UInt8] {
        var csv = CSVBytes(columns: [
            "type", "window_messages", "window_entries", "window_bytes", "messages", "entries", "bytes",
        ])
        for (name, traffic) in zip(record.eventTypes, record.typeTraffic) {
            csv.add(quoting: name)
            for value in [
                traffic.windowMessages, traffic.windowEntries, traffic.windowBytes, traffic.messages,
                traffic.entries, traffic.bytes,
            ] {
                csv.add(value)
            }
            csv.endRow()
        }
        return csv.bytes
    }

    /// The generator's own behaviour, errors and what the server said of itself, a line a figure; each
    /// scheduled action's lateness has a line of its own.
    func generator(_ trial: TrialMeasurement) -> [UInt8] {
        var csv = CSVBytes(columns: ["figure", "value"])
        let generator = trial.record.generator
        for (figure, value) in [
            ("cpu_ns", generator.cpuNanoseconds), ("busiest_loop_ns", generator.busiestLoopNanoseconds),
            ("run_queue_wait_ns", generator.runQueueWait), ("queue_looks", Int64(generator.queueLooks)),
            ("unread_bytes", Int64(generator.unreadBytes)), ("naps", Int64(generator.naps)),
            ("reads", Int64(generator.reads)),
            ("shared_reads", Int64(generator.sharedReads)),
            ("missed_intended", Int64(generator.missedIntended)),
            ("longest_stall_ns", generator.longestStall),
            ("unusable_stamps", Int64(generator.unusableStamps)), ("clock_step_ns", generator.clockStep),
            ("shed", Int64(trial.shed)),
        ] {
            add(figure, value, to: &csv)
        }
        for (kind, count) in trial.record.errors.sorted(by: { $0.key < $1.key }) {
            add("error: \(kind)", Int64(count), to: &csv)
        }
        for lateness in generator.actionLateness { add("action_lateness_ns", lateness, to: &csv) }
        return csv.bytes
    }

    private func add(_ figure: String, _ value: Int64, to csv: inout CSVBytes) {
        csv.add(quoting: figure)
        csv.add(value)
        csv.endRow()
    }
}
