import Results

extension OpenMetricsReport {
    static func addCosts(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        func gauge(
            _ name: String, unit: String? = nil, _ help: String, _ value: (Figures) -> Double?
        ) {
            text.add(
                "swarmbench_\(name)", .gauge, unit: unit, help: help,
                document.cells.compactMap { cell in
                    value(cell.summary).map { .init(labels: labels(cell, document), value: $0) }
                })
        }
        addTraffic(document, to: &text)
        gauge("client_messages_per_second", "Messages that a client received a second.") {
            $0.messagesPerClientSecond
        }
        gauge(
            "view_out_of_date_ratio", unit: "ratio", "Part of the time that a client's view lacked an entry."
        ) {
            $0.staleShare
        }
        gauge("server_cpu_ratio", unit: "ratio", "CPU of the server; 1 is one whole CPU.") {
            $0.server.cpuPercent.map { $0 / 100 }
        }
        gauge(
            "server_cpu_per_update_seconds", unit: "seconds", "CPU of the server for an update to a client."
        ) {
            $0.server.cpuMicrosecondsPerUpdate.map { $0 / 1e6 }
        }
        gauge("server_cpu_per_message_seconds", unit: "seconds", "CPU of the server for a message.") {
            $0.server.cpuMicrosecondsPerMessage.map { $0 / 1e6 }
        }
        gauge("server_resident_bytes", unit: "bytes", "Resident memory of the server.") {
            $0.server.residentBytes
        }
        gauge("generator_cpu_ratio", unit: "ratio", "CPU of the load generator; 1 is one whole CPU.") {
            $0.generator.cpuPercent / 100
        }
        gauge(
            "generator_lag_seconds", unit: "seconds",
            "From a message's receive stamp until the generator had it, 99th percentile."
        ) { $0.generator.lagP99Microseconds / 1e6 }
        gauge(
            "generator_saturated",
            "1 where the generator was the bottleneck: the figures are not the target's."
        ) {
            $0.generator.verdict == .saturated ? 1 : 0
        }
    }

    private static func addTraffic(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        text.add(
            "swarmbench_client_wire_bytes_per_hour", .gauge, unit: "bytes_per_hour",
            help: "TCP payload and 52 bytes a segment, a client and hour; heartbeats apart.",
            document.cells.flatMap { cell -> [OpenMetricsText.Sample] in
                let traffic: Traffic = cell.summary.traffic
                let parts: [(name: String, value: Double)] = [
                    ("up", traffic.wireBytesPerClientHour.up), ("down", traffic.wireBytesPerClientHour.down),
                    ("heartbeats", traffic.heartbeatBytesPerClientHour),
                ]
                return parts.map {
                    .init(labels: labels(cell, document) + [("direction", $0.name)], value: $0.value)
                }
            })
    }

    static func addCounters(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        let counters: [(name: String, help: String, value: (Figures) -> Int?)] = [
            ("updates", "(Log entry, client) pairs of the steady state.", { $0.updates }),
            ("events", "Distinct log entries of the steady state.", { $0.events }),
            ("messages", "Messages or poll responses received in the steady state.", { $0.messages }),
            ("updates_lost", "Updates that were still missing after the drain.", { $0.lost }),
            ("updates_duplicated", "Entries that a client received once more.", { $0.duplicated }),
            ("updates_reordered", "Times that a sequence number fell.", { $0.reordered }),
            ("updates_coalesced", "Updates that a poll brought together with a later one.", { $0.coalesced }),
            ("updates_shed", "Volatile updates that the server dropped.", { $0.shed }),
            ("disconnects", "Connections that ended before the client meant them to.", { $0.disconnects }),
            (
                "generator_missed_intended", "Actions of the generator that were skipped or came late.",
                { $0.generator.missedIntended }
            ),
        ]
        for counter in counters {
            text.add(
                "swarmbench_\(counter.name)", .counter, help: counter.help,
                document.cells.compactMap { cell in
                    counter.value(cell.summary).map {
                        .init(suffix: "_total", labels: labels(cell, document), value: Double(max(0, $0)))
                    }
                })
        }
        text.add(
            "swarmbench_errors", .counter, help: "Errors of clients by kind.",
            document.cells.flatMap { cell in
                cell.summary.errors.sorted { $0.key < $1.key }.map {
                    .init(
                        suffix: "_total", labels: labels(cell, document) + [("kind", $0.key)],
                        value: Double(max(0, $0.value)))
                }
            })
    }

    static func addJudgements(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        text.add(
            "swarmbench_comparison_ratio", .gauge, unit: "ratio",
            help: "Candidate divided by baseline, with the ends of its 95 % interval.",
            document.comparisons.flatMap { comparison -> [OpenMetricsText.Sample] in
                guard let ratio = comparison.ratio else { return [] }
                var values: [(name: String, value: Double)] = [("estimate", ratio)]
                if let bounds = comparison.confidence95, bounds.count == 2 {
                    values += [("low", bounds[0]), ("high", bounds[1])]
                }
                return values.map {
                    .init(
                        labels: [
                            ("metric", comparison.metric), ("candidate", comparison.candidate),
                            ("baseline", comparison.baseline), ("load", comparison.load.name),
                            ("scenario", document.scenario), ("bound", $0.name),
                        ], value: $0.value)
                }
            })
        addThresholds(document, to: &text)
    }

    private static func addThresholds(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        func samples(
            unit: Bool = true, _ value: (ThresholdResult) -> Double?
        ) -> [OpenMetricsText.Sample] {
            document.thresholds.compactMap { threshold in
                let labels: OpenMetricsText.Labels = [
                    ("expression", threshold.expression), ("scenario", document.scenario),
                ]
                return value(threshold).map {
                    .init(labels: labels + (unit ? [("unit", threshold.unit ?? "")] : []), value: $0)
                }
            }
        }
        text.add(
            "swarmbench_threshold_held", .gauge,
            help: "1 where the threshold held, 0 where it did not or could not be decided.",
            samples(unit: false) { $0.passed ? 1 : 0 })
        text.add(
            "swarmbench_threshold_value", .gauge, help: "What was compared with the limit, in unit.",
            samples(\.value))
        text.add("swarmbench_threshold_limit", .gauge, help: "The limit, in unit.", samples(\.limit))
    }
}
