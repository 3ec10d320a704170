import Results

/// `metrics.txt`: the run's figures as OpenMetrics text, for dashboards and for GitLab's metrics reports.
///
/// Seconds, bytes and ratios (1 is a whole CPU); every figure of a cell bears its arm, load, clients and
/// scenario. What the document does not know is left out.
enum OpenMetricsReport {
    static func render(_ document: ResultsDocument) -> String {
        var text = OpenMetricsText()
        addRun(document, to: &text)
        addLatencies(document, to: &text)
        addCosts(document, to: &text)
        addCounters(document, to: &text)
        addFaults(document, to: &text)
        addJudgements(document, to: &text)
        return text.text
    }

    private static func addRun(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        let environment: Environment = document.environment
        text.add(
            "swarmbench_run", .info, help: "What was run, where and with what.",
            [
                .init(
                    suffix: "_info",
                    labels: [
                        ("scenario", document.scenario), ("run", document.runId),
                        ("started", document.startedAt), ("seed", String(document.seed)),
                        ("partial", String(document.partial)), ("bench", environment.benchVersion),
                        ("host", environment.hostname), ("network", environment.network),
                    ], value: 1)
            ])
        text.add(
            "swarmbench_verdict", .stateset, help: "What the run says: pass, fail or invalid.",
            Verdict.allCases.map { verdict in
                .init(
                    labels: [
                        ("scenario", document.scenario), ("swarmbench_verdict", verdict.rawValue),
                    ], value: document.verdict == verdict ? 1 : 0)
            })
    }

    private static func addLatencies(_ document: ResultsDocument, to text: inout OpenMetricsText) {
        let latencies: [(name: String, help: String, value: (Figures) -> LatencySummary?)] = [
            (
                "update_latency", "From an update's stamp by the server until a client has it.",
                { $0.updateLatencyMs }
            ),
            (
                "delivery_latency",
                "Push: from the flush to the arrival. Polling: response time from the intended poll time.",
                { $0.deliveryLatencyMs }
            ),
            (
                "server_delay", "Push: from an update's stamp to its flush by the server.",
                { $0.serverDelayMs }
            ),
            (
                "poll_wait",
                "Polling: from an update's stamp to the intended time of the poll that brought it.",
                { $0.pollWaitMs }
            ),
            (
                "as_seen_latency", "As update latency, until user space has the bytes.",
                { $0.asSeenLatencyMs }
            ),
            (
                "submit_to_seen", "From a task's intended submission to its first event at a client.",
                { $0.submitToSeenMs }
            ),
            (
                "submission_response", "From a task's intended submission to the answer.",
                { $0.submissions?.responseMs }
            ),
        ]
        for latency in latencies {
            text.add(
                "swarmbench_\(latency.name)_seconds", .summary, unit: "seconds",
                help: latency.help + " Quantiles count what never arrived as infinite; sum and count do not.",
                document.cells.flatMap { cell in
                    latency.value(cell.summary).map { summary($0, labels(cell, document)) } ?? []
                })
        }
    }

    /// Quantiles that the events carry, then count and sum of the finite samples.
    private static func summary(
        _ latency: LatencySummary, _ labels: OpenMetricsText.Labels
    ) -> [OpenMetricsText.Sample] {
        let finite: Int = max(0, latency.count - latency.infinite)
        let quantiles: [(name: String, value: Double?)] = [
            ("0.5", latency.p50), ("0.9", latency.p90), ("0.99", latency.p99), ("0.999", latency.p999),
        ]
        return quantiles.compactMap { quantile in
            quantile.value.map {
                .init(labels: labels + [("quantile", quantile.name)], value: seconds($0))
            }
        } + [
            .init(suffix: "_count", labels: labels, value: Double(finite)),
            .init(
                suffix: "_sum", labels: labels, value: max(0, (latency.mean ?? 0) * Double(finite) / 1_000)),
        ]
    }

    /// From milliseconds, to the nanosecond that the document knows: no digits of the division.
    private static func seconds(_ milliseconds: Double) -> Double { (milliseconds * 1e6).rounded() / 1e9 }

    /// What tells a cell from the others.
    static func labels(_ cell: Cell, _ document: ResultsDocument) -> OpenMetricsText.Labels {
        [
            ("arm", cell.arm), ("load", cell.load.name), ("clients", String(cell.clients)),
            ("scenario", document.scenario),
        ]
    }
}
