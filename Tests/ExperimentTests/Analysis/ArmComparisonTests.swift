import Experiment
import LoadEngine
import Results
import Scenarios
import Testing

@Suite struct ArmComparisonTests {
    typealias Run = AnalysisDocumentTests

    @Test("ratios pair trials within blocks on logarithms")
    func comparison() throws {
        let document = Run.document(Run.balanced)
        let latency = try #require(document.comparisons.first { $0.metric == "updateLatency.mean" })
        // (1/10 x 1/5 x 1/10)^(1/3)
        #expect(abs(try #require(latency.ratio) - 0.12599210498948732) < 1e-9)
        #expect(latency.pairs == 3)
        #expect(latency.baseline == "polling" && latency.candidate == "push")
        #expect(abs(latency.difference - (-450 - 400 - 540) / 3.0) < 1e-9)
        // SciPy 1.17.1: exp(t.interval(.95, 2, mean, sem)) of the logs of 0.1, 0.2, 0.1.
        let interval = try #require(latency.confidence95)
        #expect(abs(interval[0] - 0.04662307) < 1e-7)
        #expect(abs(interval[1] - 0.34047548) < 1e-7)
        #expect(latency.bootstrap95 != nil)
        // Three pairs that spread by a factor of two cannot tell much.
        #expect(try #require(latency.detectableChange) > 1)
    }

    @Test("two pairs give a ratio and no interval, none gives nothing")
    func fewPairs() throws {
        let two = Run.document(Array(Run.balanced.prefix(5)))
        let latency = try #require(two.comparisons.first { $0.metric == "updateLatency.mean" })
        #expect(latency.pairs == 2)
        #expect(latency.confidence95 == nil)
        #expect(latency.detectableChange == nil)
        #expect(Run.document(Array(Run.balanced.prefix(2))).comparisons.isEmpty)
    }

    @Test("a latency of fewer than twenty events has no ratio, however alike the trials", arguments: [9, 10])
    func fewEvents(perTrial: UInt64) throws {
        var trials: [AnalysedTrial] = []
        for block in 0..<2 {
            trials.append(Run.trial(Run.polling, latency: 500, block: block, position: 2 * block))
            trials.append(
                Run.trial(.webSocket, latency: 50, block: block, position: 2 * block + 1) {
                    $0.log.removeLast(Int(10 - perTrial))
                })
        }
        // The discarded trial's events are no help.
        trials.append(Run.trial(.webSocket, latency: 50, block: 0, position: 9, discarded: true))
        let latency = try #require(
            Run.document(trials).comparisons.first { $0.metric == "updateLatency.mean" })
        #expect((latency.ratio == nil) == (perTrial == 9))
        #expect(latency.withheld == (perTrial == 9 ? "too few events" : nil))
        #expect(latency.difference == -450)
        // Other figures are compared as before.
        let memory = Run.document(trials).comparisons.first { $0.metric == "server.residentBytes" }
        #expect(try #require(memory).ratio != nil)
    }

    @Test("no latency ratio where a sample never arrived, and it is said")
    func infinite() throws {
        var trials = Run.balanced
        trials[2] = Run.trial(.webSocket, latency: 50, block: 0, position: 2) { $0.receipts.removeLast() }
        let document = Run.document(trials)
        for metric in ["updateLatency.mean", "updateLatency.p50"] {
            let latency = try #require(document.comparisons.first { $0.metric == metric })
            #expect(latency.ratio == nil && latency.confidence95 == nil && latency.bootstrap95 == nil)
            #expect(latency.withheld == "updates that never arrived")
        }
        #expect(
            document.notes.filter { $0.contains("never arrived") } == [
                "push@10: 1 of 30 samples of updateLatency never arrived, so the mean of the others is not compared"
            ])
    }

    @Test("a block in which an arm has no value is left out, and it is said")
    func omittedBlock() throws {
        var trials = Run.balanced
        trials[3] = Run.trial(.webSocket, latency: 100, block: 1, position: 3) { $0.receipts = [] }
        let document = Run.document(trials)
        let latency = try #require(document.comparisons.first { $0.metric == "updateLatency.mean" })
        #expect(latency.pairs == 2)
        let note = "push@10 / polling@10: updateLatency.mean leaves out block 2, where an arm has no value"
        #expect(document.notes.contains(note))
        #expect(!document.notes.contains { $0.contains("submitToSeen") })
        #expect(!Run.document(Run.balanced).notes.contains { $0.contains("leaves out") })
    }

    @Test("CPU near zero is compared by difference")
    func nearZero() throws {
        var trials: [AnalysedTrial] = []
        for block in 0..<3 {
            trials.append(Run.trial(Run.polling, latency: 500, cpu: 15, block: block, position: 2 * block))
            trials.append(
                Run.trial(.webSocket, latency: 50, cpu: 0.1, block: block, position: 2 * block + 1))
        }
        let document = Run.document(trials)
        let cpu = try #require(document.comparisons.first { $0.metric == "server.cpuPercent" })
        #expect(cpu.ratio == nil)
        #expect(abs(cpu.difference + 14.9) < 1e-9)
        #expect(cpu.confidence95?.count == 2)
    }
}
