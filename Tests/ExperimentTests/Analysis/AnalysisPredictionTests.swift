import Experiment
import LoadEngine
import Results
import Testing

@Suite struct AnalysisPredictionTests {
    typealias Fixture = MeasurementFixture

    /// Pairs of task_update 40 ms apart, once a second, in a window of 100 ms: waits of 100 and 60 ms.
    private func batched() -> Fixture {
        var fixture = Fixture(clients: 1)
        for step in 0..<9 {
            let instant: Double = 1_500 + Double(step) * 1_000
            fixture.entry("task_update", at: instant)
            fixture.entry("task_update", at: instant + 40)
            let seq = UInt64(2 * step + 1)
            fixture.receipt(seq, at: instant + 101, delay: 100_000, flags: .batched)
            fixture.receipt(seq + 1, at: instant + 101, delay: 60_000, flags: .batched)
        }
        return fixture
    }

    @Test("the log's replay predicts the batch delay that the windows' rule gives, and is checked")
    func replay() throws {
        let predictions = Analysis.trial(batched().measurement()).predictions
        let own = predictions.filter { $0.quantity == "serverDelay.mean of task_update" }
        let replayed = try #require(own.first { $0.checked })
        #expect(abs(replayed.predicted - 80) < 1e-6)
        #expect(abs(replayed.measured - 80) < 1e-6)
        // Poisson arrivals of 1.8 a second: W (2 + a) / (2 (1 + a)), a = 0.18; shown, not checked.
        let poisson = try #require(own.first { !$0.checked })
        #expect(abs(poisson.predicted - 100 * 2.18 / 2.36) < 1e-3)
    }

    /// Items of 200 bytes, nine batches of two in 10 s.
    private func withTraffic() -> (fixture: Fixture, envelope: UInt64) {
        var fixture = batched()
        let envelope = UInt64(
            """
            42["task_update_batch",{"type":"task_update","batch":[],"count":2,\
            "timestamp":"2026-11-23T03:00:00.123456Z"}]
            """.utf8.count)
        fixture.traffic("task_update", messages: 9, entries: 18, bytes: 9 * (4 + envelope + 400))
        fixture.clients[0].tcp.bytesReceived = 9 * (4 + envelope + 400)
        fixture.clients[0].tcp.segmentsIn = 9
        fixture.clients[0].tcp.segmentsOut = 9
        return (fixture, envelope)
    }

    @Test("push traffic follows from the log's rates, items' sizes and the windows' rule")
    func traffic() throws {
        let (fixture, envelope) = withTraffic()
        let trial = Analysis.trial(fixture.measurement())
        let own = trial.predictions.filter { $0.quantity == "traffic" }
        let replayed = try #require(own.first { $0.checked })
        let b: Double = 108 + Double(envelope)
        #expect(abs(replayed.predicted - ((1.8 * 200 + 0.9 * b) * 3_600 + 166 * 144)) < 1e-6)
        #expect(abs(replayed.residual) < 1e-12)
        let closed = try #require(own.first { !$0.checked })
        #expect(abs(closed.predicted - ((1.8 * 200 + 1.8 / 1.18 * b) * 3_600 + 166 * 144)) < 1e-3)
        let type = try #require(trial.figures.eventTraffic?["task_update"])
        #expect(abs(type.itemBytes - 200) < 1e-9)
        #expect(type.batchBytes == b)
        #expect(type.rate == 1.8 && type.periodicRate == 0 && type.windowSeconds == 0.1)
    }

    @Test("a wire that carries more than the log explains shows as a residual")
    func unexplainedTraffic() throws {
        var fixture = withTraffic().fixture
        // Every batch was sent in three segments.
        fixture.clients[0].tcp.segmentsIn = 27
        fixture.clients[0].tcp.segmentsOut = 27
        let replayed = Analysis.trial(fixture.measurement()).predictions
            .first { $0.quantity == "traffic" && $0.checked }
        #expect(try #require(replayed).residual > 0.2)
    }

    @Test("the fan-out uses the server's CPU for each message, and is not checked")
    func fanOut() throws {
        var fixture = batched()
        fixture.clients += (1..<100).map { _ in Fixture.client() }
        for client in fixture.clients.indices { fixture.clients[client].messages = 9 }
        // 900 ms over 900 messages: 1 ms a send, 100 ms a fan-out, never two at once.
        fixture.sample(at: 1_000, cpu: 0, user: 0, system: 0, resident: 1)
        fixture.sample(at: 11_000, cpu: 900, user: 0, system: 0, resident: 1)
        let predictions = Analysis.trial(fixture.measurement()).predictions
        let replayed = try #require(
            predictions.first { $0.quantity == "deliveryLatency.mean" && $0.formula.contains("replayed") })
        #expect(abs(replayed.predicted - 50.5) < 1e-6)
        #expect(!replayed.checked)
    }

    @Test("a window override of the scenario is the one that is replayed")
    func override() {
        var measurement = batched().measurement()
        measurement.server.batchWindows["task_update"] = 0
        let predictions = Analysis.trial(measurement).predictions
        #expect(!predictions.contains { $0.quantity.hasPrefix("serverDelay") })
    }
}
