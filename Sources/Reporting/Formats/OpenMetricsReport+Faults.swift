import Results

extension OpenMetricsReport {
    /// What faults did to clients, by fault and by cell; nothing for a run without.
    static func addFaults(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        addRecovery(document, to: &text)
        let counters: [(name: String, help: String, value: (FaultOutcome) -> Int?)] = [
            ("injections", "Times that a fault was injected.", { $0.times }),
            ("clients_cut_off", "Clients that lost their connection, or whose polls failed.", { $0.cutOff }),
            (
                "clients_never_back", "Of these, those that were not back when their trial ended.",
                { $0.neverBack }
            ),
            (
                "reconnects", "Tries to come back, those that failed included.",
                { $0.reconnects?.attempts ?? 0 }
            ),
        ]
        for counter in counters {
            text.add(
                "swarmbench_fault_\(counter.name)", .counter, help: counter.help,
                samples(document) { outcome, labels in
                    counter.value(outcome).map {
                        [.init(suffix: "_total", labels: labels, value: Double(max(0, $0)))]
                    } ?? []
                })
        }
        text.add(
            "swarmbench_fault_reconnect_peak_ratio", .gauge, unit: "ratio",
            help: "Tries in the busiest 100 ms against their mean rate.",
            samples(document) { outcome, labels in
                outcome.reconnects.map { [.init(labels: labels, value: $0.peakToMean)] } ?? []
            })
        addUpdates(document, to: &text)
    }

    private static func addRecovery(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        text.add(
            "swarmbench_fault_recovery_seconds", .gauge, unit: "seconds",
            help:
                "From a fault's beginning until this share of the clients that it cut off was back, in the worst "
                + "trial; infinite where so many never were.",
            samples(document) { outcome, labels in
                guard outcome.cutOff > 0 else { return [] }
                let times: [(share: String, value: Double?)] = [
                    ("0.5", outcome.recovery?.p50Ms), ("0.9", outcome.recovery?.p90Ms),
                    ("1", outcome.recovery?.p100Ms),
                ]
                return times.map { time in
                    .init(
                        labels: labels + [("share", time.share)],
                        value: time.value.map { ($0 * 1e6).rounded() / 1e9 } ?? .infinity)
                }
            })
    }

    /// Losses and duplicates are among the counters that every run has.
    private static func addUpdates(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        text.add(
            "swarmbench_updates_late", .counter,
            help: "Updates that came more than a second later than without faults.",
            document.cells.compactMap { cell in
                cell.summary.faults?.late.map {
                    .init(suffix: "_total", labels: labels(cell, document), value: Double(max(0, $0.total)))
                }
            })
        text.add(
            "swarmbench_fallback_seconds", .gauge, unit: "seconds",
            help: "Time in which push did not work and clients asked for the state, summed over the clients.",
            document.cells.compactMap { cell in
                cell.summary.faults.map {
                    .init(labels: labels(cell, document), value: $0.fallbackSeconds)
                }
            })
    }

    /// Of every fault in every cell.
    private static func samples(
        _ document: ResultsDocument,
        _ samples: (FaultOutcome, OpenMetricsText.Labels) -> [OpenMetricsText.Sample]
    ) -> [OpenMetricsText.Sample] {
        document.cells.flatMap { cell in
            (cell.summary.faults?.outcomes ?? []).flatMap { outcome in
                samples(
                    outcome, labels(cell, document) + [("fault", outcome.name), ("kind", outcome.kind)])
            }
        }
    }
}
