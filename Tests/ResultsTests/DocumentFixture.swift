import Results

/// A small document with every kind of member.
enum DocumentFixture {
    static func histogram(_ pairs: [[UInt64]], infinite: UInt64 = 0, events: Int = 5_000) -> SparseHistogram {
        let count: UInt64 = pairs.reduce(0) { $0 + $1[1] }
        let sum: Double = pairs.reduce(0) { $0 + Double($1[0]) * Double($1[1]) }
        return SparseHistogram(
            unit: "ns", pairs: pairs, count: count, sum: sum, max: pairs.last?[0] ?? 0, infinite: infinite,
            events: events)
    }

    static func figures(lost: Int = 0, cpu: Double = 20, p99: Double? = nil) -> Figures {
        Figures(
            updateLatencyMs: .empty, deliveryLatencyMs: .empty, serverDelayMs: nil, pollWaitMs: nil,
            asSeenLatencyMs: .empty, submitToSeenMs: nil, updateLatencyByTypeMs: [:], staleShare: 0.25,
            traffic: Traffic(
                appBytesPerClientHour: Directions(up: 1, down: 2),
                wireBytesPerClientHour: Directions(up: 100, down: 200), heartbeatBytesPerClientHour: 30,
                handshakeBytes: 700, retransmittedSegments: 1),
            server: ServerCost(
                cpuPercent: cpu, userPercent: cpu / 2, systemPercent: cpu / 2, cpuMicrosecondsPerUpdate: 10,
                cpuMicrosecondsPerMessage: nil, residentBytes: 1e7, stampLagP99Ms: nil),
            updates: 10, events: 5, messages: 20, lost: lost, duplicated: 0, reordered: 0, shed: 0,
            coalesced: 3, errors: ["http 500": 1], disconnects: 0,
            generator: GeneratorHealth(
                cpuPercent: 30, lagP99Microseconds: 5, missedIntended: 1, sharedReads: 2, verdict: .valid,
                reasons: []),
            findings: [])
    }

    static func trial(
        block: Int, position: Int, discarded: Bool = false, partial: Bool = false, cpu: Double = 20,
        pairs: [[UInt64]] = [[1_000_000, 4], [3_000_000, 4]], events: Int = 8
    ) -> Trial {
        Trial(
            block: block, position: position, discarded: discarded, partial: partial,
            figures: figures(cpu: cpu),
            histograms: [
                HistogramKey.updateLatency: histogram(pairs, events: events),
                HistogramKey.updateLatency(ofType: "task_update"): histogram(pairs, events: events),
                HistogramKey.generatorLag: histogram([[2_000, 99], [9_000, 1]]),
            ])
    }

    static func document(trials: [Trial]) -> ResultsDocument {
        var document = ResultsDocument(
            scenario: "polling-vs-push", runId: "run/1", startedAt: "2026-01-02T03:04:05Z", seed: .max,
            environment: Environment(
                hostname: "host", kernel: "6.1", cpuModel: "CPU \"x\"", cpus: 2, memoryBytes: 1 << 33,
                clockSource: "tsc", descriptorLimit: 20_000, network: "loopback", serverCPUs: [0],
                generatorCPUs: [1], benchVersion: "1", serverCommand: ["./swarm-server", "--port", "0"],
                phaseSeconds: ["steady": 10.5, "warmUp": 2]))
        document.cells = [
            Cell(
                arm: "push", transport: "websocket", load: LoadPoint(tasksPerSecond: 0.2), clients: 500,
                pooling: trials)
        ]
        document.comparisons = [
            Comparison(
                metric: "updateLatency.mean", load: LoadPoint(tasksPerSecond: 0.2), baseline: "polling",
                candidate: "push", ratio: 0.1, difference: -450, unit: "ms", confidence95: [0.05, 0.2],
                bootstrap95: nil, pairs: 3)
        ]
        document.predictions = [
            Prediction(
                quantity: "traffic", cell: "push@0.2", unit: "B", predicted: 100, measured: 112, formula: "f")
        ]
        document.thresholds = [ThresholdResult(expression: "push.lost@0.2 == 0", value: 0, passed: true)]
        return document
    }
}
