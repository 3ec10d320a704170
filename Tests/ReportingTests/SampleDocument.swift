import Results

/// A small results document whose figures are round enough to check by hand.
enum SampleDocument {
    static let busy = LoadPoint(tasksPerSecond: 10)
    static let calm = LoadPoint(tasksPerSecond: 0.2)

    /// Polling and push at 10 tasks/s: three blocks of 7 s with 500 clients.
    static func busyRun() -> ResultsDocument {
        var document = empty()
        document.cells = [
            cell("polling", "interval-polling", busy, pollingFigures()),
            cell("push", "websocket", busy, pushFigures()),
        ]
        document.comparisons = [
            comparison("updateLatency.mean", busy, ratio: 0.123, interval: [0.12, 0.126], unit: "ms"),
            comparison(
                "traffic", busy, ratio: 9.1, interval: [8.96, 9.24], unit: "bytes/client/h"),
            comparison("server.cpuPercent", busy, ratio: 4.5, interval: [4.4, 4.7], unit: "%"),
        ]
        document.thresholds = [
            ThresholdResult(expression: "lost == 0", value: 0, passed: true),
            ThresholdResult(expression: "duplicated == 0", value: 0, passed: true),
        ]
        document.predictions = [
            Prediction(
                quantity: "update latency, mean", cell: "polling@10", unit: "ms", predicted: 501,
                measured: 505.2, formula: "T/2 + var/(2T) + response")
        ]
        return document
    }

    static func empty() -> ResultsDocument {
        ResultsDocument(
            scenario: "sample", runId: "20261123-sample", startedAt: "2026-11-23T03:00:00Z", seed: 1,
            environment: Environment(
                hostname: "host", kernel: "Linux 6.1", cpuModel: "A | B", cpus: 2,
                memoryBytes: 24_000_000_000,
                clockSource: "tsc", descriptorLimit: 20_000, network: "loopback", serverCPUs: [0],
                generatorCPUs: [1], benchVersion: "0.1.0", serverCommand: ["swarm-server", "--port", "0"],
                phaseSeconds: ["warmUp": 1.5, "steady": 7]))
    }

    static func cell(
        _ arm: String, _ transport: String, _ load: LoadPoint, _ figures: Figures, blocks: Int = 3
    ) -> Cell {
        let first: Int = transport == "websocket" ? 1 : 0
        let trials: [Trial] = (0..<blocks).map { block in
            var own: Figures = figures
            own.messages = blocks == 0 ? 0 : figures.messages / blocks
            return Trial(
                block: block, position: 1 + 2 * block + first, discarded: false, partial: false, figures: own,
                histograms: [:])
        }
        return Cell(
            arm: arm, transport: transport, load: load, clients: 500, summary: figures, trials: trials)
    }

    /// One poll a second and client: 10,500 in three trials of 7 s with 500 clients.
    static func pollingFigures() -> Figures {
        var figures = figures(
            update: latency(mean: 505.2, p50: 503, p90: 905.4, p99: 998, events: 1_260),
            delivery: latency(mean: 1.84, p50: 1.6, p90: 3, p99: 6.25, events: 1_260))
        figures.pollWaitMs = latency(mean: 503.36, p50: 501, p90: 902, p99: 996, events: 1_260)
        figures.submitToSeenMs = latency(mean: 412, p50: 410, p90: 800, p99: nil, events: 210)
        // 1,450 bytes a second.
        figures.traffic.wireBytesPerClientHour = Directions(up: 1_000_000, down: 4_220_000)
        figures.server.cpuPercent = 9.12
        figures.server.userPercent = nil
        figures.server.systemPercent = nil
        figures.server.residentBytes = 30_400_000
        figures.messages = 10_500
        figures.messagesPerClientSecond = 1
        return figures
    }

    /// 44 messages a second and client, 300 bytes each: 462,000 in three trials of 7 s.
    static func pushFigures() -> Figures {
        var figures = figures(
            update: latency(mean: 62.1, p50: 60.2, p90: 101, p99: 108.4, events: 1_260),
            delivery: latency(mean: 3.8, p50: 3.5, p90: 6.1, p99: 9.9, events: 1_260))
        figures.serverDelayMs = latency(mean: 58.3, p50: 57, p90: 98, p99: 100.2, events: 1_260)
        figures.submitToSeenMs = latency(mean: 51.5, p50: 50, p90: 99, p99: nil, events: 210)
        figures.traffic.wireBytesPerClientHour = Directions(up: 7_200_000, down: 40_320_000)
        figures.traffic.heartbeatBytesPerClientHour = 23_760
        figures.traffic.periodicBytesPerClientHour = 198_000
        figures.server.cpuPercent = 41.3
        figures.server.userPercent = 30.3
        figures.server.systemPercent = 11
        figures.server.residentBytes = 41_900_000
        figures.messages = 462_000
        figures.messagesPerClientSecond = 44
        return figures
    }

    static func figures(update: LatencySummary, delivery: LatencySummary) -> Figures {
        Figures(
            updateLatencyMs: update, deliveryLatencyMs: delivery, serverDelayMs: nil, pollWaitMs: nil,
            asSeenLatencyMs: update, submitToSeenMs: nil, updateLatencyByTypeMs: [:], staleShare: 0.25,
            traffic: Traffic(
                appBytesPerClientHour: Directions(up: 0, down: 0),
                wireBytesPerClientHour: Directions(up: 0, down: 0), heartbeatBytesPerClientHour: 0,
                handshakeBytes: 446, retransmittedSegments: 0),
            server: ServerCost(
                cpuPercent: 0, userPercent: 0, systemPercent: 0, cpuMicrosecondsPerUpdate: nil,
                cpuMicrosecondsPerMessage: nil, residentBytes: 0, stampLagP99Ms: nil),
            updates: 630_000, events: update.events, messages: 0, lost: 0, duplicated: 0, reordered: 0,
            shed: 0,
            coalesced: 0, errors: [:], disconnects: 0,
            generator: GeneratorHealth(
                cpuPercent: 20, lagP99Microseconds: 150, missedIntended: 0, sharedReads: 3, verdict: .valid,
                reasons: []), findings: [])
    }

    static func latency(mean: Double?, p50: Double?, p90: Double?, p99: Double?, events: Int)
        -> LatencySummary
    {
        LatencySummary(
            mean: mean, p50: p50, p90: p90, p99: p99, p999: nil, max: p99 ?? p90, count: events * 500,
            events: events, infinite: 0)
    }

    static func comparison(
        _ metric: String, _ load: LoadPoint, ratio: Double?, difference: Double = 0, interval: [Double]?,
        unit: String, pairs: Int = 3
    ) -> Comparison {
        Comparison(
            metric: metric, load: load, baseline: "polling", candidate: "push", ratio: ratio,
            difference: difference, unit: unit, confidence95: interval, bootstrap95: nil, pairs: pairs)
    }
}
