import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("Joining clients of several behaviours with the log")
struct BehaviourAnalysisTests {
    private static let mix: [Behaviour] = [
        Behaviour(name: "viewer", kind: .viewer),
        Behaviour(name: "slow", kind: .slowReader(SlowReading(bytesPerSecond: 100, pause: nil))),
        Behaviour(
            name: "flaky", kind: .flaky(every: 1_000, spacing: .fixed, drop: .close), reconnects: true),
        Behaviour(name: "refresher", kind: .refresher(stay: 1_000, away: 1_000, spacing: .fixed)),
        Behaviour(name: "operator", kind: .operator(every: 1_000, arrivals: .fixed)),
    ]

    /// Client i has behaviour i. Entries at 2,000, 3,000, ..., 10,000 ms; the steady state is [1,000, 11,000).
    private func measurement(
        records: [BehaviourRecord] = [], fill: (inout MeasurementFixture) -> Void
    ) -> TrialMeasurement {
        var fixture = MeasurementFixture(clients: Self.mix.count)
        for second in 2...10 { fixture.entry(at: Double(second) * 1_000) }
        fill(&fixture)
        var measurement = fixture.measurement()
        measurement.arm.behaviours = Self.mix
        measurement.record.behaviourOf = Array(0..<UInt8(Self.mix.count))
        measurement.record.behaviours = records
        return measurement
    }

    private func receiveAll(_ fixture: inout MeasurementFixture, client: UInt32, after: Double) {
        for entry in fixture.log {
            let at = Double(entry.timestamp - MeasurementFixture.epoch) / 1e6
            fixture.receipt(entry.seq, client: client, at: at + after)
        }
    }

    private func figures(_ trial: Trial, _ name: String) throws -> BehaviourFigures {
        try #require(trial.figures.behaviours?.first { $0.name == name })
    }

    @Test("a slow reader's lateness and losses are its own line's, and nobody else's")
    func slowReader() throws {
        let trial = Analysis.trial(
            measurement { fixture in
                for client in [0, 2, 3, 4] as [UInt32] { receiveAll(&fixture, client: client, after: 4) }
                // It got the first six entries a second late, and not the last three.
                for seq in 1...6 {
                    fixture.receipt(UInt64(seq), client: 1, at: Double(seq + 1) * 1_000 + 1_000)
                }
            })
        #expect(trial.figures.updateLatencyMs.mean == 4 && trial.figures.updateLatencyMs.infinite == 0)
        #expect(trial.figures.lost == 0 && trial.figures.updates == 4 * 9)
        let slow = try figures(trial, "slow")
        #expect(slow.updateLatencyMs.mean == 1_000 && slow.lost == 3 && slow.updates == 9)
        #expect(!slow.isSummarised && slow.kind == "slow-reader")
        let viewer = try figures(trial, "viewer")
        #expect(viewer.updateLatencyMs.mean == 4 && viewer.lost == 0 && viewer.clients == 1)
    }

    @Test("what a flaky client missed counts until it asked, as an update and not as a delivery")
    func flaky() throws {
        var own = BehaviourRecord(client: 2)
        own.drops = 1
        own.reconnects = 1
        own.statePolls = 1
        own.pollingTime = 1_500_000_000
        let trial = Analysis.trial(
            measurement(records: [own]) { fixture in
                for client in [0, 1, 3, 4] as [UInt32] { receiveAll(&fixture, client: client, after: 4) }
                // Away from 4,500 to 6,500: entries 4 (5,000) and 5 (6,000) come with the answer at 6,600.
                for seq in [1, 2, 3, 6, 7, 8, 9] {
                    fixture.receipt(UInt64(seq), client: 2, at: Double(seq + 1) * 1_000 + 4)
                }
                fixture.poll(client: 2, intended: 6_590, arrival: 6_600, seq: 5)
            })
        let flaky = try figures(trial, "flaky")
        #expect(flaky.lost == 0 && flaky.updates == 9)
        // 1,600 and 600 ms, and seven times 4.
        let mean = try #require(flaky.updateLatencyMs.mean)
        #expect(abs(mean - (1_600 + 600 + 7 * 4) / 9) < 1e-9)
        #expect(flaky.drops == 1 && flaky.reconnects == 1 && flaky.fallbackSeconds == 1.5)
        // The cell's updates hold them, its deliveries do not.
        #expect(trial.figures.updateLatencyMs.count == 4 * 9)
        #expect(trial.figures.deliveryLatencyMs.count == 4 * 9 - 2)
        #expect(trial.figures.deliveryLatencyMs.mean == 4)
        #expect(trial.figures.coalesced == 1)
    }

    @Test("a refresher owes only what is stamped within its stays, but for what was on its way when it left")
    func refresher() throws {
        var own = BehaviourRecord(client: 3)
        func session(_ start: Double, _ end: Double) -> BehaviourRecord.Session {
            BehaviourRecord.Session(start: MeasurementFixture.at(start), end: MeasurementFixture.at(end))
        }
        // The largest window is 500 ms and 500 ms more settle: entries of the last second of a stay are not
        // judged. Entry 3 (4,000) is within it, entry 2 (3,000) is not; 4 (5,000) and 5 (6,000) are between
        // the stays; the run ends the second stay.
        own.sessions = [session(0, 4_500), session(6_500, 20_000)]
        func run(_ received: [Int]) throws -> BehaviourFigures {
            let trial = Analysis.trial(
                measurement(records: [own]) { fixture in
                    for client in [0, 1, 2, 4] as [UInt32] { receiveAll(&fixture, client: client, after: 4) }
                    for seq in received {
                        fixture.receipt(UInt64(seq), client: 3, at: Double(seq + 1) * 1_000 + 4)
                    }
                })
            return try figures(trial, "refresher")
        }
        let whole = try run([1, 2, 6, 7, 8, 9])
        #expect(whole.updates == 6 && whole.lost == 0 && whole.sessions == 2)
        #expect(whole.updateLatencyMs.mean == 4)
        #expect(try run([1, 6, 7, 8, 9]).lost == 1)
        #expect(try run([1, 2, 6, 7, 8]).lost == 1)
        #expect(try run([1, 2, 3, 6, 7, 8, 9]).updates == 6)
    }

    @Test("operators' response counts from the intended instant, and their tasks are followed")
    func operators() throws {
        var own = BehaviourRecord(client: 4)
        func operation(_ intended: Double, sent: Double, answered: Double?, task: String?) -> SubmissionRecord
        {
            SubmissionRecord(
                intended: MeasurementFixture.at(intended), sent: MeasurementFixture.at(sent),
                answered: answered.map(MeasurementFixture.at) ?? 0, status: task == nil ? 0 : 202,
                taskID: task)
        }
        own.operations = [
            operation(2_000, sent: 2_002, answered: 2_010, task: "a"),
            operation(4_000, sent: 4_000, answered: 4_020, task: "b"),
            operation(6_000, sent: 6_000, answered: nil, task: nil),
            // In the warm-up: not counted.
            operation(500, sent: 500, answered: 900, task: "c"),
        ]
        let trial = Analysis.trial(
            measurement(records: [own]) { fixture in
                fixture.entry(at: 2_015, task: "a")
                fixture.entry(at: 4_030, task: "b")
                for client in 0..<5 as Range<UInt32> { receiveAll(&fixture, client: client, after: 4) }
            })
        let operations = try #require(try figures(trial, "operator").operations)
        #expect(operations.responseMs.mean == 15 && operations.responseMs.infinite == 1)
        #expect(operations.serviceMs.mean == 14 && operations.acceptedPerSecond == 0.2)
        #expect(trial.figures.submissions == nil)
        // Seen by the viewer, the flaky client and the operator: 19 and 34 ms, and the unanswered one never.
        let seen = try #require(trial.figures.submitToSeenMs)
        #expect(seen.count == 9 && seen.infinite == 3 && seen.mean == (19 + 34) / 2)
        #expect(trial.figures.errors.isEmpty)
    }

    @Test("behaviours are pooled over trials by their names")
    func pooling() throws {
        let first = Analysis.trial(
            measurement { fixture in
                for client in 0..<5 as Range<UInt32> { receiveAll(&fixture, client: client, after: 4) }
            })
        let second = Analysis.trial(
            measurement { fixture in
                for client in 0..<5 as Range<UInt32> { receiveAll(&fixture, client: client, after: 10) }
            })
        let pooled = try #require(Figures(pooling: [first, second]))
        let viewer = try #require(pooled.behaviours?.first)
        #expect(viewer.name == "viewer" && viewer.clients == 1 && viewer.updates == 18)
        #expect(viewer.updateLatencyMs.mean == 7 && viewer.updateLatencyMs.count == 18)
        #expect(pooled.behaviours?.count == 5)
    }

    @Test("an arm whose clients all only listen has no behaviours in its figures")
    func none() {
        var fixture = MeasurementFixture(clients: 2)
        fixture.entry(at: 2_000)
        #expect(Analysis.trial(fixture.measurement()).figures.behaviours == nil)
    }
}
