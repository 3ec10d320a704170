import Experiment
import LoadEngine
import Results
import Scenarios
import Testing

@Suite struct AnalysisPollingTests {
    typealias Fixture = MeasurementFixture

    private func fixture(clients: Int) -> Fixture {
        Fixture(transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: clients)
    }

    private func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

    @Test("a poll possesses every entry up to its seq; wait and response add up")
    func latency() {
        var fixture = fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 2_400)
        fixture.entry(at: 2_700)
        fixture.poll(intended: 2_500, arrival: 2_504, seq: 2)
        fixture.poll(intended: 3_500, arrival: 3_506, seq: 3)
        let result = figures(fixture)
        // 504, 104, 806; waits 500, 100, 800; responses 4, 4, 6.
        #expect(abs((result.updateLatencyMs.mean ?? 0) - 1_414.0 / 3) < 1e-9)
        #expect(abs((result.pollWaitMs?.mean ?? 0) - 1_400.0 / 3) < 1e-9)
        #expect(abs((result.deliveryLatencyMs.mean ?? 0) - 14.0 / 3) < 1e-9)
        #expect(result.serverDelayMs == nil)
        #expect(result.lost == 0)
    }

    @Test("response time counts from the intended poll time, and an entry within it waits for no poll")
    func late() {
        var fixture = fixture(clients: 1)
        fixture.entry(at: 2_510)
        fixture.poll(intended: 2_500, arrival: 2_540, seq: 1, lag: 2_000_000)
        let result = figures(fixture)
        #expect(result.updateLatencyMs.mean == 30)
        #expect(result.pollWaitMs?.mean == 0)
        #expect(result.deliveryLatencyMs.mean == 30)
        #expect(result.asSeenLatencyMs.mean == 32)
    }

    @Test("states that an answer skips over are coalesced, not lost")
    func coalesced() {
        var fixture = fixture(clients: 2)
        fixture.entry("agent_update", at: 2_000, agent: "x", status: "processing")
        fixture.entry("agent_update", at: 2_010, agent: "y", status: "processing")
        fixture.entry("agent_update", at: 2_020, agent: "x", status: "idle")
        fixture.entry("task_update", at: 2_030, task: "a")
        // Not for the room of these clients: neither an update nor coalesced.
        fixture.entry("system_alert", at: 2_035, room: "ops")
        fixture.entry("task_completed", at: 2_040, task: "a", agent: "x")
        // Client 0 sees one state of five.
        fixture.poll(client: 0, intended: 3_000, arrival: 3_001, seq: 6)
        // Client 1 polled in between and saw two.
        fixture.poll(client: 1, intended: 2_015, arrival: 2_016, seq: 2)
        fixture.poll(client: 1, intended: 3_015, arrival: 3_016, seq: 6)
        let result = figures(fixture)
        #expect(result.coalesced == 4 + 3)
        #expect(result.lost == 0)
        #expect(result.updates == 10)
    }

    @Test("entries past the final state are lost")
    func final() {
        var fixture = fixture(clients: 2)
        for step in 0..<5 { fixture.entry(at: 2_000 + Double(step)) }
        fixture.poll(client: 0, intended: 3_000, arrival: 3_001, seq: 5)
        fixture.poll(client: 1, intended: 3_000, arrival: 3_001, seq: 3)
        #expect(figures(fixture).lost == 2)
        #expect(figures(fixture).updateLatencyMs.infinite == 2)
    }

    @Test("skipped and failed polls possess nothing, and a state that falls back is reordered")
    func outcomes() {
        var fixture = fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 2_001)
        fixture.poll(intended: 2_500, arrival: 2_501, seq: 2, outcome: .skipped)
        fixture.poll(intended: 3_500, arrival: 3_501, seq: 2, outcome: .failed)
        fixture.poll(intended: 4_500, arrival: 4_501, seq: 2)
        fixture.poll(intended: 5_500, arrival: 5_501, seq: 1)
        let result = figures(fixture)
        #expect(result.updateLatencyMs.mean == 2_500.5)
        #expect(result.reordered == 1)
    }

    @Test("a push client that falls back to polling possesses by whichever path came first")
    func fallback() {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 3_000)
        fixture.receipt(1, at: 2_001)
        fixture.poll(intended: 3_400, arrival: 3_402, seq: 2)
        fixture.receipt(2, at: 3_800)
        let result = figures(fixture)
        #expect(result.updateLatencyMs.mean == 201.5)
        #expect(result.duplicated == 0)
        #expect(result.lost == 0)
    }

    @Test("the closed form takes interval, spread and response from the polls that happened")
    func prediction() throws {
        var fixture = fixture(clients: 1)
        for step in 0..<9 {
            fixture.entry(at: 2_000 + Double(step) * 1_000 + 500)
            fixture.poll(
                intended: 2_000 + Double(step) * 1_000, arrival: 2_010 + Double(step) * 1_000,
                seq: UInt64(step))
        }
        fixture.poll(intended: 11_000, arrival: 11_010, seq: 9)
        fixture.clients[0].messages = 10
        // The first poll, before the load: 200 and 1,000 bytes; later ones are larger.
        fixture.clients[0].handshakeBytesUp = 200
        fixture.clients[0].handshakeBytesDown = 1_000
        fixture.clients[0].bytesUp = 1_000
        fixture.clients[0].bytesDown = 11_000
        fixture.clients[0].tcp.bytesSent = 1_000
        fixture.clients[0].tcp.bytesReceived = 11_000
        fixture.clients[0].tcp.segmentsOut = 20
        fixture.clients[0].tcp.segmentsIn = 10
        let predictions = Analysis.trial(fixture.measurement()).predictions
        let latency = try #require(predictions.first { $0.quantity == "updateLatency.mean" })
        #expect(abs(latency.predicted - 510) < 1e-6)
        #expect(abs(latency.measured - 510) < 1e-6)
        #expect(latency.cell == "polling@10")
        // A poll of 1,200 bytes each second with three segments.
        let traffic = try #require(predictions.first { $0.quantity == "traffic" })
        #expect(abs(traffic.predicted - (1_200 + 156) * 3_600) < 1e-6)
        #expect(abs(traffic.measured - (12_000 + 30 * 52) * 360) < 1e-6)
        // Under load the state has grown since; only an idle swarm's is the first one's size.
        #expect(!traffic.checked)
        fixture.tasksPerSecond = 0
        #expect(
            Analysis.trial(fixture.measurement()).predictions.contains {
                $0.quantity == "traffic" && $0.checked
            })
    }
}
