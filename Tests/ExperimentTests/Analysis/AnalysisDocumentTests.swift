import Experiment
import LoadEngine
import Results
import Scenarios
import Testing

@Suite struct AnalysisDocumentTests {
    typealias Fixture = MeasurementFixture

    static let polling = Transport.intervalPolling(intervalNanoseconds: 1_000_000_000)

    static let scenario = Scenario(
        name: "test", description: "", clients: 1, connectRate: 100,
        arms: [Arm(name: "polling", transport: polling), Arm(name: "push", transport: .webSocket)],
        load: Load(tasksPerSecond: [0, 10], arrivals: .poisson),
        phases: Phases(warmUp: 1_000_000_000, steady: 10_000_000_000), blocks: 3, seed: 7,
        server: ServerSettings(
            teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000,
            batchWindows: [:]),
        baseline: "polling")

    static func head() -> ResultsDocument {
        ResultsDocument(
            scenario: "test", runId: "r", startedAt: "2026-01-01T00:00:00Z", seed: 7,
            environment: Environment(
                hostname: "h", kernel: "k", cpuModel: "c", cpus: 2, memoryBytes: 1, clockSource: "tsc",
                descriptorLimit: 1, network: "loopback", serverCPUs: nil, generatorCPUs: nil,
                benchVersion: "0", serverCommand: [], phaseSeconds: ["steady": 10]))
    }

    /// Ten entries at once that arrive `latency` ms after their stamp; the server burns `cpu` percent.
    static func trial(
        _ transport: Transport, latency: Double, cpu: Double = 20, block: Int, position: Int,
        load: Double = 10, discarded: Bool = false, harm: (inout Fixture) -> Void = { _ in }
    ) -> AnalysedTrial {
        var fixture = Fixture(transport: transport, clients: 1)
        fixture.tasksPerSecond = load
        for seq: UInt64 in 1...10 {
            fixture.entry(at: 3_000)
            if transport == .webSocket { fixture.receipt(seq, at: 3_000 + latency) }
        }
        if transport != .webSocket {
            fixture.poll(intended: 3_000 + latency - 1, arrival: 3_000 + latency, seq: 10)
        }
        fixture.sample(at: 1_000, cpu: 0, user: 0, system: 0, resident: 20_000_000)
        fixture.sample(at: 11_000, cpu: cpu * 100, user: 0, system: 0, resident: 20_000_000)
        fixture.clients[0].messages = 10
        fixture.clients[0].tcp.bytesReceived = 10_000
        harm(&fixture)
        let measurement = fixture.measurement(block: block, position: position, discarded: discarded)
        return AnalysedTrial(trial: Analysis.trial(measurement), measurement: measurement)
    }

    static func document(_ trials: [AnalysedTrial], failure: String? = nil) -> ResultsDocument {
        Analysis.document(head(), scenario: scenario, trials: trials, failure: failure)
    }

    /// Three blocks in which push takes a tenth, a fifth and a tenth of polling's latency.
    static var balanced: [AnalysedTrial] {
        [
            trial(polling, latency: 7_000, block: 0, position: 0, discarded: true),
            trial(polling, latency: 500, block: 0, position: 1),
            trial(.webSocket, latency: 50, block: 0, position: 2),
            trial(.webSocket, latency: 100, block: 1, position: 3),
            trial(polling, latency: 500, block: 1, position: 4),
            trial(polling, latency: 600, block: 2, position: 5),
            trial(.webSocket, latency: 60, block: 2, position: 6),
        ]
    }

    @Test("cells pool the counted trials, the discarded one is kept apart")
    func cells() throws {
        let document = Self.document(Self.balanced)
        #expect(document.cells.map(\.arm) == ["polling", "push"])
        let polling = document.cells[0]
        #expect(polling.trials.count == 4)
        #expect(polling.summary.updates == 30)
        #expect(abs(try #require(polling.summary.updateLatencyMs.mean) - 1_600.0 / 3) < 1e-9)
        #expect(polling.summary.updateLatencyMs.max == 600)
        #expect(polling.transport == "interval-polling")
        #expect(document.verdict == .pass)
        #expect(document.reasons.isEmpty)
    }

    @Test("what was lost, duplicated, reordered or failed breaks a threshold and fails the run")
    func thresholds() {
        var trials = Self.balanced
        trials[2] = Self.trial(.webSocket, latency: 50, block: 0, position: 2) { $0.receipts = [] }
        trials[3] = Self.trial(.webSocket, latency: 50, block: 1, position: 3) { $0.errors = ["http 500": 2] }
        let document = Self.document(trials)
        #expect(document.verdict == .fail)
        #expect(document.thresholds.count == 8)
        #expect(
            document.thresholds.filter { !$0.passed }.map(\.expression) == [
                "push.lost@10 == 0", "push.errors@10 == 0",
            ])
        #expect(document.reasons.contains("threshold push.errors@10 == 0: measured 2"))
    }

    @Test("what is not known leaves its threshold undecided")
    func unknown() {
        var trials = Self.balanced
        trials[2] = Self.trial(.webSocket, latency: 50, block: 0, position: 2) { $0.logComplete = false }
        let document = Self.document(trials)
        #expect(document.verdict == .invalid)
        #expect(document.cells[1].summary.lost == nil)
        #expect(
            document.reasons.contains(
                "threshold push.lost@10 == 0 is undecided (push@10): the server's log does not tell"))
        #expect(
            document.thresholds.filter { !$0.passed }.map(\.outcome) == [.undecided, .undecided, .undecided])
    }

    @Test("a cell of which only the discarded trial ran shows none of its figures")
    func onlyDiscarded() {
        let document = Self.document(Array(Self.balanced.prefix(1)), failure: "interrupted")
        let summary = document.cells[0].summary
        #expect(summary.updateLatencyMs.mean == nil)
        #expect(summary.updates == nil)
        #expect(summary.server.cpuPercent == nil)
        #expect(summary.findings.contains { $0.contains("not a measurement") })
    }

    @Test("a saturated generator makes the run invalid, whatever else failed")
    func saturated() {
        var trials = Self.balanced
        trials[2] = Self.trial(.webSocket, latency: 50, block: 0, position: 2) {
            $0.generator.cpuNanoseconds = 9_900_000_000
            $0.receipts = []
        }
        let document = Self.document(trials)
        #expect(document.verdict == .invalid)
        #expect(document.reasons.first?.contains("push@10: generator saturated: trial 2:") == true)
        let check = document.cells[1].checks?.first { $0.name == "generator CPU" }
        #expect(check?.passed == false && check?.value == 99)
        #expect(check?.sentence.hasPrefix("trial 2: its busiest loop used 99.0 %") == true)
        // The discarded trial may be as bad as it likes.
        trials = Self.balanced
        trials[0] = Self.trial(Self.polling, latency: 500, block: 0, position: 0, discarded: true) {
            $0.generator.cpuNanoseconds = 9_900_000_000
        }
        #expect(Self.document(trials).verdict == .pass)
        #expect(Self.document(trials).cells[0].checks?.first { $0.name == "generator CPU" }?.value == 0)
        // Analysing a document again adds nothing twice.
        let once = Self.document(trials)
        #expect(Analysis.conclude(once, baseline: "polling") == once)
    }

    @Test("a run that ended early keeps what it measured and is invalid", arguments: [0, 1, 2, 3, 7])
    func partial(trials: Int) {
        let document = Self.document(
            Array(Self.balanced.prefix(trials)), failure: "the server died: out of memory")
        #expect(document.partial)
        #expect(document.verdict == .invalid)
        #expect(document.reasons[0] == "the server died: out of memory")
        #expect(document.cells.flatMap(\.trials).count == trials)
        #expect(throws: Never.self) { try document.json() }
    }

    @Test("a polling latency off its closed form is a finding, not a failure")
    func residual() {
        var trials = Self.balanced
        for block in 0..<3 {
            trials[[1, 4, 5][block]] = Self.trial(
                Self.polling, latency: 900, block: block, position: 10 + block
            ) {
                for step in 0..<7 {
                    let instant: Double = 4_899 + Double(step) * 1_000
                    $0.poll(intended: instant, arrival: instant + 1, seq: 10)
                }
            }
        }
        let document = Self.document(trials)
        #expect(document.verdict == .pass)
        #expect(document.notes.contains { $0.hasPrefix("polling@10: updateLatency.mean is 80 % above its") })
        let form = document.cells[0].checks?.first { $0.name == "closed form of updateLatency.mean" }
        #expect(form?.passed == false && form?.invalidates == false && form?.limit == 10)
        #expect(form?.value.map { abs($0 - 80) < 1 } == true)
    }

    @Test("CPU breaks even where a push message's cost, the swarm's work apart, makes up for a poll's")
    func cpuBreakEven() {
        // A poll a second costs 6 % idle. At 10 tasks/s the swarm adds 4 %, and 20 messages a second cost
        // push 30 % beside them: 1.5 % each, so 4 of them make up for a poll.
        var trials: [AnalysedTrial] = []
        for block in 0..<3 {
            trials.append(
                Self.trial(Self.polling, latency: 500, cpu: 6, block: block, position: 3 * block, load: 0))
            trials.append(
                Self.trial(Self.polling, latency: 500, cpu: 10, block: block, position: 3 * block + 1))
            trials.append(
                Self.trial(.webSocket, latency: 50, cpu: 34, block: block, position: 3 * block + 2) {
                    $0.clients[0].messages = 200
                })
        }
        let notes = Self.document(trials).notes
        #expect(notes.contains { $0.hasPrefix("server CPU breaks even at 4 messages a second a client") })
        #expect(!Self.document(Self.balanced).notes.contains { $0.contains("breaks even") })
    }

    /// A first poll of 1,294 bytes: 1,450 a second. Events of 180 bytes, each 129 beside (segments, frame,
    /// `42["task_completed",]`), and heartbeats of 6.64: (1,450 - 6.64) / 309 = 4.67 a second.
    @Test("traffic breaks even where the closed forms of polling and push meet")
    func trafficBreakEven() {
        var trials: [AnalysedTrial] = []
        for block in 0..<3 {
            trials.append(
                Self.trial(Self.polling, latency: 500, block: block, position: 2 * block) {
                    $0.clients[0].handshakeBytesUp = 294
                    $0.clients[0].handshakeBytesDown = 1_000
                })
            trials.append(
                Self.trial(.webSocket, latency: 50, block: block, position: 2 * block + 1) {
                    $0.traffic("task_completed", messages: 10, entries: 10, bytes: 10 * (4 + 21 + 180))
                })
        }
        let notes = Self.document(trials).notes.filter { $0.contains("breaks even") }
        #expect(notes.count == 1)
        #expect(notes[0].hasPrefix("traffic breaks even at 4.7 events a second by the closed forms"))
        #expect(notes[0].hasSuffix("at 10 tasks/s there were 1"))
    }

    @Test("shared reads are one note a cell")
    func sharedReads() {
        var trials: [AnalysedTrial] = []
        for block in 0..<3 {
            trials.append(
                Self.trial(.webSocket, latency: 50, block: block, position: block) {
                    for index in $0.receipts.indices { $0.receipts[index].stampUncertainty = 20_000_000 }
                })
        }
        #expect(
            Self.document(trials).notes.filter { $0.contains("bear their stamp") } == [
                "push@10: 100 % of the updates came in reads with later messages and bear their stamp: mean "
                    + "delivery lies between 30 and 50 ms"
            ])
    }

    @Test("merged runs are analysed again with all their pairs")
    func merged() throws {
        let one = Self.document(Self.balanced)
        let both = try one.merged(with: one)
        #expect(both.verdict == .invalid)
        let concluded = Analysis.conclude(both, baseline: "polling")
        #expect(concluded.verdict == .pass)
        #expect(concluded.comparisons.first?.pairs == 6)
        #expect(concluded.cells[0].summary.updates == 60)
    }
}
