import Testing

@testable import Results

@Suite struct PoolingTests {
    @Test("latencies pool by merging, counts add up, rates are means of the trials")
    func pooling() throws {
        let figures = try #require(
            Figures(
                pooling: [
                    DocumentFixture.trial(
                        block: 0, position: 1, cpu: 10, pairs: [[1_000_000, 2]], events: 2),
                    DocumentFixture.trial(
                        block: 1, position: 2, cpu: 30, pairs: [[4_000_000, 1]], events: 1),
                ]))
        #expect(figures.updateLatencyMs.mean == 2)
        #expect(figures.updateLatencyMs.count == 3)
        #expect(figures.updateLatencyMs.events == 3)
        #expect(figures.updateLatencyMs.max == 4)
        #expect(figures.updateLatencyByTypeMs["task_update"]?.mean == 2)
        #expect(figures.updates == 20)
        #expect(figures.coalesced == 6)
        #expect(figures.errors == ["http 500": 2])
        #expect(figures.server.cpuPercent == 20)
        #expect(figures.server.cpuMicrosecondsPerUpdate == 10)
        #expect(figures.server.cpuMicrosecondsPerMessage == nil)
        #expect(figures.traffic.wireBytesPerClientHour.total == 300)
        #expect(figures.traffic.wireTotalWithHeartbeats == 330)
        #expect(figures.traffic.retransmittedSegments == 2)
        #expect(figures.staleShare == 0.25)
        #expect(figures.generator.missedIntended == 2)
        #expect(figures.generator.lagP99Microseconds == 2)
        #expect(Figures(pooling: []) == nil)
    }

    @Test("discarded and partial trials stay out of the summary")
    func counted() {
        let document = DocumentFixture.document(trials: [
            DocumentFixture.trial(block: 0, position: 0, discarded: true, cpu: 90),
            DocumentFixture.trial(block: 0, position: 1, cpu: 10),
            DocumentFixture.trial(block: 1, position: 2, partial: true, cpu: 90),
        ])
        #expect(document.cells[0].summary.server.cpuPercent == 10)
        #expect(document.cells[0].trials.count == 3)
        let early = DocumentFixture.document(trials: [
            DocumentFixture.trial(block: 0, position: 1, partial: true, cpu: 90)
        ])
        #expect(early.cells[0].summary.server.cpuPercent == 90)
        #expect(early.cells[0].summary.findings.contains { $0.contains("not a measurement") })
        // The discarded trial is no substitute for a counted one, nor does it dilute a partial one.
        let two = DocumentFixture.document(trials: [
            DocumentFixture.trial(block: 0, position: 0, discarded: true, cpu: 10),
            DocumentFixture.trial(block: 0, position: 1, partial: true, cpu: 90),
        ])
        #expect(two.cells[0].summary.server.cpuPercent == 90)
    }

    @Test("a count that one trial does not know is not known of the cell")
    func unknown() throws {
        var blind = DocumentFixture.trial(block: 1, position: 2)
        blind.figures.lost = nil
        let figures = try #require(Figures(pooling: [DocumentFixture.trial(block: 0, position: 1), blind]))
        #expect(figures.lost == nil)
        #expect(figures.duplicated == 0)
    }

    @Test("remarks keep the trial they came from, and one saturated trial saturates the cell")
    func remarks() throws {
        var bad = DocumentFixture.trial(block: 1, position: 5)
        bad.figures.generator.verdict = .saturated
        bad.figures.generator.reasons = ["slow"]
        bad.figures.findings = ["drift"]
        bad.figures.invalidReasons = ["clock"]
        let figures = try #require(Figures(pooling: [DocumentFixture.trial(block: 0, position: 1), bad]))
        #expect(figures.generator.verdict == .saturated)
        #expect(figures.generator.reasons == ["trial 5: slow"])
        #expect(figures.findings == ["trial 5: drift"])
        #expect(figures.invalidReasons == ["trial 5: clock"])
        var again = bad
        again.position = 8
        again.figures.findings = ["drift", "stall"]
        #expect(
            try #require(Figures(pooling: [bad, again])).findings == ["trials 5, 8: drift", "trial 8: stall"])
    }

    @Test("bounds of the mean delivery are weighted by deliveries, what events cost is averaged by type")
    func pushFigures() throws {
        var one = DocumentFixture.trial(block: 0, position: 1)
        one.figures.deliveryLatencyMs.count = 30
        one.figures.deliveryLowerBoundMs = 2
        one.figures.sharedReceiptShare = 0.5
        one.figures.messagesPerClientSecond = 10
        one.figures.traffic.periodicBytesPerClientHour = 100
        one.figures.eventTraffic = [
            "a": EventTraffic(rate: 1, periodicRate: 0, itemBytes: 100, batchBytes: 200, windowSeconds: 0.1)
        ]
        var two = one
        two.figures.deliveryLatencyMs.count = 10
        two.figures.deliveryLowerBoundMs = 6
        two.figures.sharedReceiptShare = 0.1
        two.figures.messagesPerClientSecond = 20
        two.figures.traffic.periodicBytesPerClientHour = 300
        two.figures.eventTraffic?["a"]?.rate = 3
        two.figures.eventTraffic?["b"] = one.figures.eventTraffic?["a"]
        let figures = try #require(Figures(pooling: [one, two]))
        #expect(figures.deliveryLowerBoundMs == 3)
        #expect(figures.sharedReceiptShare == 0.4)
        #expect(figures.messagesPerClientSecond == 15)
        #expect(figures.traffic.periodicBytesPerClientHour == 200)
        #expect(figures.eventTraffic?["a"]?.rate == 2)
        #expect(figures.eventTraffic?["b"]?.rate == 1)
    }

    @Test("merged runs hold all trials, numbered on, and await analysis")
    func merging() throws {
        let trials = [
            DocumentFixture.trial(block: 0, position: 1), DocumentFixture.trial(block: 2, position: 6),
        ]
        let one = DocumentFixture.document(trials: trials)
        var two = DocumentFixture.document(trials: trials)
        two.runId = "run/2"
        two.environment.hostname = "other"
        let both = try one.merged(with: two)
        #expect(both.cells.count == 1)
        #expect(both.cells[0].trials.map(\.block) == [0, 2, 3, 5])
        #expect(both.cells[0].trials.map(\.position) == [1, 6, 8, 13])
        #expect(both.cells[0].summary.updates == 40)
        #expect(both.comparisons.isEmpty && both.predictions.isEmpty && both.thresholds.isEmpty)
        #expect(both.verdict == .invalid)
        #expect(both.notes.contains { $0.contains("merged from host and other") })
    }

    @Test("a cell that only the other run has is added; another scenario is refused")
    func mergingCells() throws {
        let one = DocumentFixture.document(trials: [DocumentFixture.trial(block: 0, position: 1)])
        var two = one
        two.cells[0].load.tasksPerSecond = 10
        #expect(try one.merged(with: two).cells.count == 2)
        two.scenario = "busy"
        #expect(throws: ResultsError.self) { try one.merged(with: two) }
    }

    @Test("user and system are null unless every trial has them, so that they always add up to the CPU")
    func cpuSplit() {
        func cost(_ cpu: Double, split: Bool) -> ServerCost {
            ServerCost(
                cpuPercent: cpu, userPercent: split ? cpu * 0.75 : nil,
                systemPercent: split ? cpu * 0.25 : nil, cpuMicrosecondsPerUpdate: nil,
                cpuMicrosecondsPerMessage: nil, residentBytes: 1, stampLagP99Ms: nil)
        }
        let mixed = ServerCost(averaging: [cost(8, split: true), cost(4, split: false)], stampLag: nil)
        #expect(mixed.cpuPercent == 6)
        #expect(mixed.userPercent == nil && mixed.systemPercent == nil)
        let whole = ServerCost(averaging: [cost(8, split: true), cost(4, split: true)], stampLag: nil)
        #expect(whole.userPercent == 4.5 && whole.systemPercent == 1.5)
    }
}
