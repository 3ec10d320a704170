import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

/// Four push clients in a steady state of [1,000, 11,000) ms, with an update every 500 ms. At 4,000 a fault cuts
/// off three of them, who are back after 500, 700 and 2,000 ms.
@Suite("What faults did in a trial")
struct FaultAnalysisTests {
    static func at(_ instant: Double) -> Int64 { MeasurementFixture.at(instant) }

    static func fault(
        _ name: String, _ begin: Double, to end: Double? = nil, failure: String? = nil
    ) -> InjectedFault {
        InjectedFault(
            entry: 0, name: name, kind: name, begin: at(begin), end: at(end ?? begin), connections: 3,
            failure: failure)
    }

    static func record(_ faults: [InjectedFault]) -> FaultRecord {
        var record = FaultRecord(injected: faults)
        record.planned = faults.count
        return record
    }

    static func outage(_ start: Double, _ end: Double, tries: [Double]) -> BehaviourRecord.Outage {
        var outage = BehaviourRecord.Outage(start: at(start), isOwn: false)
        outage.end = at(end)
        outage.attempts = tries.map(at)
        return outage
    }

    static func measurement(
        _ faults: [InjectedFault] = [fault("reset", 4_000)],
        outages: [(client: UInt32, outage: BehaviourRecord.Outage)] = [
            (0, outage(4_000, 4_500, tries: [4_500])), (1, outage(4_001, 4_700, tries: [4_550, 4_690])),
            (2, outage(4_000, 6_000, tries: [4_560, 5_990])),
        ]
    ) -> TrialMeasurement {
        var fixture = MeasurementFixture(clients: 4)
        for instant in stride(from: 1_250.0, to: 11_000, by: 500) { fixture.entry(at: instant) }
        for (place, entry) in fixture.log.enumerated() {
            let stamp: Double = 1_250 + 500 * Double(place)
            for client in UInt32(0)..<4 {
                let away = outages.first { own in
                    own.client == client && own.outage.start <= entry.timestamp
                        && entry.timestamp < own.outage.end
                }
                // Client 2 never gets what it missed; the others do, when they are back.
                if away != nil, client == 2 { continue }
                let delay: Double = client == 1 ? 1_300 : 600
                let back: Double? = away.map { Double($0.outage.end - at(0)) / 1e6 + delay }
                fixture.receipt(entry.seq, client: client, at: back ?? stamp + 10)
            }
        }
        fixture.sample(at: 3_900, cpu: 10, user: 5, system: 5, resident: 40_000_000)
        fixture.sample(at: 10_900, cpu: 20, user: 10, system: 10, resident: 44_000_000)
        var measurement = fixture.measurement()
        measurement.faults = record(faults)
        measurement.record.behaviours = outages.map { client, outage in
            var own = BehaviourRecord(client: client)
            own.outages = [outage]
            own.pollingTime = 250_000_000
            return own
        }
        return measurement
    }

    @Test("a planted outage: who was cut off, when half, 90 % and all were back, and how they tried")
    func planted() throws {
        let figures = Analysis.trial(Self.measurement()).figures
        let faults = try #require(figures.faults)
        let outcome = try #require(faults.outcomes.first)
        #expect(faults.outcomes.count == 1 && outcome.name == "reset" && outcome.second == 3)
        #expect(outcome.cutOff == 3 && outcome.neverBack == 0 && outcome.connections == 3)
        #expect(outcome.recovery == FaultOutcome.Recovery(p50Ms: 700, p90Ms: 2_000, p100Ms: 2_000))
        let tries = try #require(outcome.reconnects)
        // Three of five within 60 ms, the last 1,990 ms after the fault.
        #expect(tries.attempts == 5 && tries.peakPerSecond == 30)
        #expect(abs(tries.meanPerSecond - 5 / 1.99) < 1e-9)
        #expect(tries.overTime == [0, 0, 4, 0, 0, 0, 0, 1] && tries.binSeconds == 0.25)
        #expect(faults.fallbackSeconds == 0.75)
        #expect(faults.residentBytesBefore == 40e6 && faults.residentBytesAfter == 44e6)
        #expect(faults.recoveryMs(\.p100Ms) == 2_000)
    }

    @Test("a planted loss: by client, lost for good and late")
    func updates() throws {
        let figures = Analysis.trial(Self.measurement()).figures
        let faults = try #require(figures.faults)
        // Stamps from 4,250 to 5,750: client 2 missed all four, the others the first, which they got 850 and 1,750 ms
        // after it.
        let lost = try #require(faults.lost)
        #expect(lost.total == 4 && lost.max == 4 && lost.affected == 1 && lost.clients == 4 && lost.mean == 1)
        #expect(figures.lost == 4)
        // Late is what takes a second longer than the largest batching window (500 ms).
        let late = try #require(faults.late)
        #expect(
            faults.lateAfterMs == 1_500 && late.total == 1 && late.max == 1 && faults.longestLateMs == 1_750)
        #expect(faults.duplicated?.total == 0)
    }

    @Test("who was never back keeps the recovery of all from being known, and a threshold on it from holding")
    func never() throws {
        let measurement = Self.measurement(outages: [
            (0, Self.outage(4_000, 4_500, tries: [4_500])),
            (1, BehaviourRecord.Outage(start: Self.at(4_000), isOwn: false)),
        ])
        let trial = Analysis.trial(measurement)
        let outcome = try #require(trial.figures.faults?.outcomes.first)
        #expect(outcome.cutOff == 2 && outcome.neverBack == 1)
        #expect(outcome.recovery == FaultOutcome.Recovery(p50Ms: 500, p90Ms: nil, p100Ms: nil))
        let cell = Cell(
            arm: "push", transport: "websocket", load: measurement.load, clients: 4, pooling: [trial])
        let result = try ThresholdFixture.result("recovery.p100 < 30s", [cell])
        #expect(!result.passed)
        #expect(try ThresholdFixture.result("recovery.p50 < 501ms", [cell]).passed)
        #expect(try !ThresholdFixture.result("recovery.p50 < 499ms", [cell]).passed)
    }

    @Test(
        "where no fault came, nothing is known of recoveries, and the run has to meet what every run has to")
    func nothingInjected() throws {
        let trial = Analysis.trial(Self.measurement([], outages: []))
        #expect(trial.figures.faults?.outcomes.isEmpty == true && trial.figures.lost == 0)
        let cell = Cell(
            arm: "push", transport: "websocket", load: LoadPoint(tasksPerSecond: 10), clients: 4,
            pooling: [trial])
        for text in ["recovery.p100 < 30s", "reconnects.peakPerSecond < 100", "reconnects.peakToMean < 10"] {
            let result = try ThresholdFixture.result(text, [cell])
            #expect(
                !result.passed && result.undecided?.contains("no fault was injected") == true, "\(result)")
        }
        #expect(try ThresholdFixture.result("late == 0", [cell]).passed)
        let asked = DefaultThresholds.check(cell)
        #expect(asked.count == 4 && asked.allSatisfy(\.passed))
        let check = try #require(trial.checks?.first { $0.name == "faults injected" })
        #expect(check.passed && check.sentence.hasPrefix("no fault was to come"))
    }

    @Test("that clients were not back says nothing of updates that came late, nor of how clients came back")
    func unknown() throws {
        let cell = ThresholdFixture.cell { figures in
            let outcome = FaultOutcome(
                name: "stop", kind: "stop", second: 1, seconds: 1, connections: 3, cutOff: 3, neverBack: 2,
                recovery: FaultOutcome.Recovery(p50Ms: nil, p90Ms: nil, p100Ms: nil), reconnects: nil)
            figures.faults = FaultFigures(
                outcomes: [outcome], lost: nil, late: nil, duplicated: nil, lateAfterMs: 1_500,
                longestLateMs: nil, fallbackSeconds: 0, residentBytesBefore: nil, residentBytesAfter: nil)
        }
        func reading(_ scalar: ThresholdFigure.Scalar) -> ThresholdReading? {
            ThresholdFigure.scalar(scalar).reading(of: cell)
        }
        let never = ThresholdReading.unbounded("2 clients were not back when their trial ended")
        #expect(reading(.recoveryP50) == never && reading(.recoveryP100) == never)
        #expect(reading(.late) == .unknown("the server's log does not tell"))
        #expect(reading(.reconnectPeakToMean) == .unknown("nobody had to come back"))
        #expect(reading(.reconnectPeak) == .value(0))
    }

    @Test("an outage that no fault explains makes the trial invalid; one that a fault explains does not")
    func unexplained() throws {
        func reasons(_ measurement: TrialMeasurement) -> [String] {
            Analysis.trial(measurement).figures.invalidReasons.filter { $0.contains("cut off") }
        }
        #expect(reasons(Self.measurement()).isEmpty)
        // The reset at 4,000 is felt for two seconds; this client is lost at 8,000.
        let strange = Self.measurement(outages: [(0, Self.outage(8_000, 8_500, tries: [8_500]))])
        let reason = try #require(reasons(strange).first)
        #expect(reason.contains("1 clients were cut off where no fault was injected, the first 7.0 s"))
        // While a path is bad, and a heartbeat after that, it is the path's doing.
        let path = Self.measurement(
            [Self.fault("blackhole", 3_000, to: 5_000)],
            outages: [(0, Self.outage(8_000, 8_500, tries: [8_500]))])
        #expect(reasons(path).isEmpty)
    }

    @Test("what could not be injected, and a server that nobody restarted, make the trial invalid")
    func injection() throws {
        func isInvalid(_ measurement: TrialMeasurement, _ text: String) -> Bool {
            Analysis.trial(measurement).figures.invalidReasons.contains { $0.contains(text) }
        }
        #expect(
            isInvalid(
                Self.measurement([Self.fault("reset", 4_000, failure: "no proxy")]), "could not be injected"))
        var missing = Self.measurement()
        missing.faults?.planned = 2
        #expect(isInvalid(missing, "1 of 2 faults did not come"))
        var restarted = Self.measurement()
        restarted.record.serverIDs = ["a", "b"]
        #expect(isInvalid(restarted, "although no fault did that"))
        restarted.faults = Self.record([Self.fault("restart", 4_000, to: 5_000)])
        #expect(!isInvalid(restarted, "although no fault did that"))
    }

    @Test("a fault that came late is told, and condemns nobody")
    func late() {
        func findings(_ lateness: Int64) -> [String] {
            var fault = Self.fault("restart", 4_000, to: 4_500)
            fault.lateness = lateness
            let figures = Analysis.trial(Self.measurement([fault])).figures
            #expect(!figures.invalidReasons.contains { $0.contains("injected") })
            return figures.findings.filter { $0.contains("planned time") }
        }
        #expect(
            findings(1_500_000_000).first?.hasPrefix("`restart` began 1500 ms after its planned time") == true
        )
        #expect(findings(20_000_000).isEmpty)
    }

    @Test("what every run has to meet is not asked where faults are injected")
    func defaults() {
        let trial = Analysis.trial(Self.measurement())
        func cell(_ trial: Trial) -> Cell {
            Cell(
                arm: "push", transport: "websocket", load: LoadPoint(tasksPerSecond: 10), clients: 4,
                pooling: [trial])
        }
        #expect(DefaultThresholds.check(cell(trial)).isEmpty)
        var plain = trial
        plain.figures.faults = nil
        #expect(!DefaultThresholds.check(cell(plain)).isEmpty)
    }

    @Test("a trial without faults has none of this")
    func none() {
        var measurement = Self.measurement()
        measurement.faults = nil
        let trial = Analysis.trial(measurement)
        #expect(trial.figures.faults == nil)
        #expect(trial.checks?.contains { $0.name == "outages without a fault" } == false)
    }

    @Test("stamps that a standstill on purpose made late condemn nobody; others do")
    func standstill() {
        var fixture = MeasurementFixture(clients: 1)
        fixture.entry(at: 6_000, drawn: 100, started: 3_900)
        fixture.entry(at: 8_000, drawn: 100, started: 7_890)
        var measurement = fixture.measurement()
        measurement.faults = Self.record([Self.fault("stop", 4_000, to: 5_900)])
        let lags = StampLag.histogram(
            measurement.log, window: Self.at(1_000)..<Self.at(11_000),
            standstills: measurement.faults?.standstills ?? [])
        #expect(lags.count == 1 && lags.max == 10_000_000)
        #expect(StampLag.histogram(measurement.log, window: Self.at(1_000)..<Self.at(11_000)).count == 2)
    }
}
