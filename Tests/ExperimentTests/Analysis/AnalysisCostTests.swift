import Experiment
import LoadEngine
import Results
import Scenarios
import Testing

@Suite struct AnalysisCostTests {
    typealias Fixture = MeasurementFixture

    private func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

    @Test("wire bytes are payload and 52 bytes a segment, each way by its sender, without heartbeats")
    func wire() {
        var fixture = Fixture(clients: 2)
        for client in 0..<2 {
            fixture.clients[client].messages = 20
            fixture.clients[client].bytesUp = 30
            fixture.clients[client].bytesDown = 4_000
            // One heartbeat fell into the window: ping 3 bytes down, pong 7 up, its acknowledgement down.
            fixture.clients[client].heartbeats = 2
            fixture.clients[client].heartbeatBytes = 10
            fixture.clients[client].handshakeBytesUp = 200
            fixture.clients[client].handshakeBytesDown = 500
            fixture.clients[client].tcp.bytesSent = 37
            fixture.clients[client].tcp.bytesReceived = 4_003
            fixture.clients[client].tcp.segmentsOut = 21
            fixture.clients[client].tcp.segmentsIn = 22
            fixture.clients[client].tcp.retransmits = 1
        }
        let traffic = figures(fixture).traffic
        // 10 s: 360 windows an hour.
        #expect(abs(traffic.wireBytesPerClientHour.up - (30 + 20 * 52) * 360) < 1e-6)
        #expect(abs(traffic.wireBytesPerClientHour.down - (4_000 + 20 * 52) * 360) < 1e-6)
        #expect(abs(traffic.appBytesPerClientHour.up - 30 * 360) < 1e-6)
        #expect(abs(traffic.appBytesPerClientHour.down - 4_000 * 360) < 1e-6)
        // Every 25 s: 10 bytes and three segments.
        #expect(abs(traffic.heartbeatBytesPerClientHour - 166 * 144) < 1e-6)
        #expect(traffic.handshakeBytes == 700)
        #expect(traffic.retransmittedSegments == 2)
        #expect(figures(fixture).messages == 40)
    }

    /// Two clients and 10 s. Three swarm metrics of 400 bytes came where two are due, and no status of
    /// 900 where a third of one is; that was before the window.
    @Test("events by the clock count by their period, whatever the window saw of them")
    func periodic() throws {
        var fixture = Fixture(clients: 2)
        fixture.entry("swarm_status_update", at: 500)
        for instant in [3_000.0, 4_000, 8_000] { fixture.entry("metric_update", at: instant) }
        // An agent's metrics do not come by the clock.
        fixture.entry("metric_update", at: 5_000, agent: "a")
        let arrivals: [Double] = [501, 3_500, 4_500, 8_500, 5_500]
        for (place, instant) in arrivals.enumerated() {
            for client: UInt32 in 0..<2 { fixture.receipt(UInt64(place + 1), client: client, at: instant) }
        }
        fixture.traffic("metric_update", messages: 8, entries: 8, bytes: 3_200)
        fixture.traffic("swarm_status_update", messages: 2, entries: 2, bytes: 1_800, inWindow: false)
        for client in 0..<2 {
            fixture.clients[client].messages = 4
            fixture.clients[client].bytesDown = 1_600
            fixture.clients[client].tcp.bytesReceived = 1_600
            fixture.clients[client].tcp.segmentsIn = 4
            fixture.clients[client].tcp.segmentsOut = 4
        }
        let result = figures(fixture)
        let app: Double = 1_600 - 400 + 300
        #expect(abs(result.traffic.appBytesPerClientHour.down - app * 360) < 1e-6)
        let down: Double = 1_600 + 4 * 52 - 452 + 952.0 / 3
        #expect(abs(result.traffic.wireBytesPerClientHour.down - down * 360) < 1e-6)
        let up: Double = 4 * 52 - 52 + 52.0 / 3
        #expect(abs(result.traffic.wireBytesPerClientHour.up - up * 360) < 1e-6)
        let periodic: Double = 2 * 504 + 1_004.0 / 3
        #expect(abs(try #require(result.traffic.periodicBytesPerClientHour) - periodic * 360) < 1e-6)
        let messages: Double = 4 - 1 + 1.0 / 3
        #expect(abs(try #require(result.messagesPerClientSecond) - messages / 10) < 1e-9)
        #expect(result.messages == 8)
        #expect(!result.findings.contains { $0.contains("is missing") })
        fixture.typeTraffic["swarm_status_update"] = nil
        #expect(
            figures(fixture).findings.contains {
                $0.hasPrefix("no swarm_status_update came in the whole trial: the traffic of one every 30 s")
            })
    }

    @Test("polling has neither heartbeats nor events by the clock")
    func pollingHeartbeats() {
        let fixture = Fixture(transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        #expect(figures(fixture).traffic.heartbeatBytesPerClientHour == 0)
        #expect(figures(fixture).traffic.periodicBytesPerClientHour == nil)
        #expect(!figures(fixture).findings.contains { $0.contains("is missing") })
    }

    @Test("server CPU is the clock's share between the samples, memory their mean")
    func server() throws {
        var fixture = Fixture(clients: 1)
        for step in 0..<4 {
            fixture.entry(at: 2_000 + Double(step))
            fixture.receipt(UInt64(step + 1), at: 2_010)
        }
        fixture.clients[0].messages = 8
        fixture.sample(at: 1_002, cpu: 5_000, user: 3_000, system: 2_000, resident: 20_000_000)
        fixture.sample(at: 11_002, cpu: 7_000, user: 4_500, system: 2_400, resident: 30_000_000)
        let server = figures(fixture).server
        #expect(abs(try #require(server.cpuPercent) - 20) < 1e-9)
        // 150 and 40 ticks, scaled to the clock's 200.
        #expect(abs(try #require(server.userPercent) - 20 * 150 / 190) < 1e-9)
        #expect(abs(try #require(server.systemPercent) - 20 * 40 / 190) < 1e-9)
        #expect(server.residentBytes == 25_000_000)
        // 2 s of CPU over 4 updates and 8 messages.
        #expect(abs(try #require(server.cpuMicrosecondsPerUpdate) - 500_000) < 1e-6)
        #expect(abs(try #require(server.cpuMicrosecondsPerMessage) - 250_000) < 1e-6)
    }

    @Test("user and system are not told apart below fifty ticks", arguments: [490.0, 500])
    func ticks(user: Double) {
        var fixture = Fixture(clients: 1)
        fixture.sample(at: 1_000, cpu: 0, user: 0, system: 0, resident: 1)
        fixture.sample(at: 11_000, cpu: 400, user: user, system: 0, resident: 1)
        #expect((figures(fixture).server.userPercent == nil) == (user < 500))
        #expect((figures(fixture).server.systemPercent == nil) == (user < 500))
    }

    /// Cut short at 7,000: what is stamped from 4,500 on (2.5 s of batch window and drain) may be on its
    /// way. The server burned 10 % until 4,500 and 90 % from then on.
    @Test("a trial that was cut short divides the CPU of the updates' own window by them")
    func partialWindow() throws {
        var fixture = Fixture(clients: 1)
        fixture.partial = true
        fixture.clients[0].sessionEnd = Fixture.at(7_000)
        for step in 0..<10 {
            fixture.entry(at: 2_000 + Double(step))
            fixture.receipt(UInt64(step + 1), at: 2_010 + Double(step))
        }
        fixture.clients[0].messages = 20
        fixture.sample(at: 1_000, cpu: 0, user: 0, system: 0, resident: 1)
        fixture.sample(at: 4_500, cpu: 350, user: 0, system: 0, resident: 1)
        fixture.sample(at: 7_000, cpu: 2_600, user: 0, system: 0, resident: 1)
        let server = figures(fixture).server
        #expect(abs(try #require(server.cpuMicrosecondsPerUpdate) - 35_000) < 1e-6)
        #expect(abs(try #require(server.cpuMicrosecondsPerMessage) - 130_000) < 1e-6)
    }

    @Test("without samples there is no CPU figure, and it is said")
    func unsampled() {
        let result = figures(Fixture(clients: 1))
        #expect(result.server.cpuMicrosecondsPerMessage == nil)
        #expect(result.findings.contains { $0.contains("not sampled") })
    }

    @Test("stamp lag is the completion's stamp beyond start and drawn duration")
    func stampLag() throws {
        var fixture = Fixture(clients: 1)
        fixture.entry("agent_update", at: 2_000, agent: "x", status: "processing")
        fixture.entry("task_completed", at: 2_043, task: "a", agent: "x", drawn: 40)
        // The server's own word goes before the agent's status.
        fixture.entry("task_completed", at: 3_000, task: "b", agent: "x", drawn: 40, started: 2_959)
        // Neither start nor duration: left out.
        fixture.entry("task_completed", at: 4_000, task: "c", agent: "y", drawn: 40)
        fixture.entry("task_completed", at: 4_000, task: "d", agent: "x")
        // A start that is no time at all.
        fixture.entry("task_completed", at: 4_000, task: "e", agent: "x", drawn: 40)
        fixture.log[5].startedAt = .min
        for seq: UInt64 in 1...6 { fixture.receipt(seq, at: 4_100) }
        let trial = Analysis.trial(fixture.measurement())
        #expect(trial.histograms[HistogramKey.stampLag]?.count == 2)
        #expect(trial.histograms[HistogramKey.stampLag]?.sum == 4e6)
        #expect(abs(try #require(trial.figures.server.stampLagP99Ms) - 3) < 0.01)
        // A tenth of the mean latency (over a second here) is not exceeded.
        #expect(trial.figures.invalidReasons.isEmpty)
    }

    /// The drawn duration is 40 ms and the mean update latency 100 ms.
    @Test("stamps later than a tenth of the update latency make the trial invalid", arguments: [9.0, 11.0])
    func stalled(lag: Double) {
        var fixture = Fixture(clients: 1)
        fixture.entry("task_completed", at: 2_040 + lag, task: "a", drawn: 40, started: 2_000)
        fixture.receipt(1, at: 2_140 + lag)
        let reasons = figures(fixture).invalidReasons
        #expect(reasons.contains { $0.contains("stamps \(lag) ms late") } == (lag > 10))
        #expect(reasons.count == (lag > 10 ? 1 : 0))
    }
}
