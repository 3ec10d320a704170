import Experiment
import LoadEngine
import Results
import Scenarios
import Testing

@Suite struct AnalysisArmTests {
    typealias Fixture = MeasurementFixture

    static let second: Int64 = 1_000_000_000

    private func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

    @Test("event polling: every entry is received by itself, waits for its own poll, and none is coalesced")
    func eventPages() {
        var fixture = Fixture(transport: .eventPolling(intervalNanoseconds: Self.second), clients: 1)
        for instant in [2_000.0, 2_100, 2_200, 3_000] { fixture.entry(at: instant) }
        // Two pages of one poll, then one of the next, which repeats an entry.
        fixture.poll(intended: 2_500, arrival: 2_504, seq: 0)
        fixture.receipt(1, at: 2_504)
        fixture.receipt(2, at: 2_504)
        fixture.poll(intended: 2_500, arrival: 2_506, seq: 0)
        fixture.receipt(3, at: 2_506)
        fixture.poll(intended: 3_500, arrival: 3_510, seq: 0)
        fixture.receipt(3, at: 3_510)
        let result = figures(fixture)
        #expect(result.coalesced == 0)
        #expect(result.lost == 1)
        #expect(result.duplicated == 1)
        // 504, 404, 306 from first possession; waits 500, 400, 300; responses 4, 4, 6.
        #expect(abs((result.updateLatencyMs.mean ?? 0) - 1_214.0 / 3) < 1e-9)
        #expect(abs((result.pollWaitMs?.mean ?? 0) - 400) < 1e-9)
        #expect(abs((result.deliveryLatencyMs.mean ?? 0) - 14.0 / 3) < 1e-9)
        #expect(result.serverDelayMs == nil)
    }

    @Test("event polling: the gap between polls is not that between the pages of one")
    func pageGaps() throws {
        var fixture = Fixture(transport: .eventPolling(intervalNanoseconds: Self.second), clients: 1)
        fixture.entry(at: 1_500)
        for step in 0..<9 {
            let intended = 2_000 + Double(step) * 1_000
            fixture.poll(intended: intended, arrival: intended + 10, seq: 0)
            if step == 0 { fixture.receipt(1, at: intended + 10) }
            fixture.poll(intended: intended, arrival: intended + 10, seq: 0)
        }
        let latency = try #require(
            Analysis.trial(fixture.measurement()).predictions.first { $0.quantity == "updateLatency.mean" })
        #expect(abs(latency.predicted - 510) < 1e-6)
    }

    @Test("after a resync by the state, what it skipped is coalesced, and later entries come by themselves")
    func resync() {
        var fixture = Fixture(transport: .eventPolling(intervalNanoseconds: Self.second), clients: 1)
        for instant in [2_000.0, 2_100, 2_200, 3_000] { fixture.entry(at: instant) }
        fixture.poll(intended: 2_500, arrival: 2_504, seq: 3)
        fixture.poll(intended: 3_500, arrival: 3_504, seq: 0)
        fixture.receipt(4, at: 3_504)
        let result = figures(fixture)
        #expect(result.coalesced == 2)
        #expect(result.lost == 0)
    }

    @Test("conditional polling: traffic is predicted from the intervals in which the log changed")
    func conditionalTraffic() throws {
        var fixture = Fixture(transport: .conditionalPolling(intervalNanoseconds: Self.second), clients: 1)
        // Changed for a second behind 4,000 and, overlapping, behind 4,500: 1.5 of 10 s.
        fixture.entry(at: 4_000)
        fixture.entry(at: 4_500)
        for step in 0..<10 {
            let intended = 1_000 + Double(step) * 1_000
            fixture.poll(intended: intended, arrival: intended + 2, seq: step < 3 ? 0 : 2)
        }
        fixture.clients[0].messages = 10
        fixture.clients[0].notModified = 8
        fixture.clients[0].notModifiedBytes = 8 * 290
        fixture.clients[0].bytesUp = 1_500
        fixture.clients[0].bytesDown = 8 * 290 + 2 * 1_300 - 1_500
        let predictions = Analysis.trial(fixture.measurement()).predictions
        let traffic = try #require(predictions.first { $0.quantity == "traffic" })
        // A 304 costs 290 + 3 x 52 = 446 bytes.
        #expect(abs(traffic.predicted - (0.15 * 1_456 + 0.85 * 446) * 3_600) < 1e-6)
        #expect(traffic.checked)
    }

    @Test("event polling: traffic is the empty page, the entries by the log, and the segments of each page")
    func eventTraffic() throws {
        var fixture = Fixture(transport: .eventPolling(intervalNanoseconds: Self.second), clients: 1)
        // Before the window, and to half of all phases brought within it.
        fixture.entry(at: 500)
        // All in one burst: one page has them all, and nine have none.
        for step in 0..<100 {
            fixture.entry(at: 1_050 + Double(step))
            fixture.receipt(UInt64(step) + 2, at: 2_004)
        }
        for step in 1...10 {
            fixture.poll(intended: 1_000 * Double(step), arrival: 1_000 * Double(step) + 4, seq: 0)
        }
        fixture.traffic("task_completed", messages: 100, entries: 100, bytes: 25_000)
        fixture.clients[0].messages = 10
        fixture.clients[0].bytesUp = 1_200
        fixture.clients[0].bytesDown = 26_800
        let predictions = Analysis.trial(fixture.measurement()).predictions
        let traffic = try #require(predictions.first { $0.quantity == "traffic" })
        // 300 bytes besides 10 entries of 250 a second. Nine times three segments; the long page takes 18,
        // 9 acknowledgements and the request.
        #expect(abs(traffic.predicted - (300 + 2_512.5 + 5.5 * 52) * 3_600) < 1e-6)
        #expect(traffic.checked)
    }

    @Test("push without batches: the traffic's closed form is told and not held against the run")
    func unbatchedTraffic() throws {
        let unbatched: [String: Int64] = ServerSettings.defaultBatchWindows.mapValues { _ in 0 }
        for (windows, isChecked) in [(unbatched, false), ([:], true)] {
            var fixture = Fixture(transport: .webSocket, clients: 1)
            fixture.entry(at: 2_000)
            fixture.receipt(1, at: 2_001)
            fixture.traffic("task_completed", messages: 1, entries: 1, bytes: 250)
            fixture.windows = windows
            let predictions = Analysis.trial(fixture.measurement()).predictions
            let traffic = try #require(
                predictions.first { $0.quantity == "traffic" && $0.formula.contains("replay") })
            #expect(traffic.checked == isChecked)
            #expect(traffic.formula.hasSuffix("as if no message shared a segment") == !isChecked)
        }
    }

    @Test("long-polling: heartbeats are two exchanges, taken out where they fell and put in by their rate")
    func longPollingHeartbeats() {
        var fixture = Fixture(transport: .longPolling, clients: 1)
        fixture.clients[0].heartbeats = 2
        fixture.clients[0].heartbeatUp = 400
        fixture.clients[0].heartbeatDown = 250
        fixture.clients[0].tcp.bytesSent = 1_000
        fixture.clients[0].tcp.bytesReceived = 2_000
        fixture.clients[0].tcp.segmentsOut = 5
        fixture.clients[0].tcp.segmentsIn = 5
        let traffic = figures(fixture).traffic
        #expect(abs(traffic.heartbeatBytesPerClientHour - (650 + 6 * 52) / 25 * 3_600) < 1e-6)
        // One heartbeat and its three segments each way fell into the window of 10 s.
        #expect(abs(traffic.wireBytesPerClientHour.up - (600 + 2 * 52) * 360) < 1e-6)
        #expect(abs(traffic.wireBytesPerClientHour.down - (1_750 + 2 * 52) * 360) < 1e-6)
    }

    @Test("long-polling splits into server delay and delivery, as push does")
    func longPollingLatency() {
        var fixture = Fixture(transport: .longPolling, clients: 1)
        fixture.entry("agent_update", at: 2_000)
        fixture.receipt(1, at: 2_103, delay: 100_000, flags: .batched)
        let result = figures(fixture)
        #expect(result.serverDelayMs?.mean == 100)
        #expect(result.deliveryLatencyMs.mean == 3)
        #expect(result.pollWaitMs == nil)
    }
}
