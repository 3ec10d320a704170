import LoadEngine
import Results
import Testing

@testable import Experiment

/// A server that is killed at 6,000 ms and started anew at 7,000 ms: its log counts from 1 again.
@Suite("Two processes of one trial")
struct JoinedLivesTests {
    static let nothing: LoadRecord = MeasurementFixture(clients: 1).measurement().record

    /// - Parameters:
    ///   - first: the number of the first one.
    ///   - complete: as the reader has it, for whom one that does not begin with 1 has lost entries.
    static func log(_ stamps: [Double], from first: UInt64 = 1, complete: Bool = true) -> ServerLog {
        ServerLog(
            entries: stamps.enumerated().map { place, instant in
                LogEntry(
                    seq: first + UInt64(place), event: "task_completed", room: "dashboard",
                    timestamp: MeasurementFixture.at(instant))
            }, complete: complete)
    }

    static func lives(_ first: ServerLog, _ second: ServerLog, seen: LoadRecord) -> JoinedLives {
        JoinedLives(
            [
                ServerLife(log: first, start: .min),
                ServerLife(log: second, start: MeasurementFixture.at(7_000)),
            ], seen: seen)
    }

    static func measurement(
        _ fixture: MeasurementFixture, _ first: ServerLog, _ second: ServerLog
    ) -> TrialMeasurement {
        var measurement = fixture.measurement()
        var lives = lives(first, second, seen: measurement.record)
        lives.number(&measurement.record)
        measurement.log = lives.log
        return measurement
    }

    @Test("the second one's entries are numbered on, without a gap; its own log is had back")
    func numbered() {
        let (first, second) = (Self.log([2_000, 5_000]), Self.log([8_000, 9_000]))
        let log = Self.lives(first, second, seen: Self.nothing).log
        #expect(log.entries.map(\.seq) == [1, 2, 3, 4] && log.lives == [2])
        #expect(EntryIndex(log, eligible: 0..<1).isWhole)
        #expect(log.ofLastLife.entries == second.entries)
    }

    @Test("a server that counts from 0 has every entry, and numbers that no log can have are left out")
    func zero() {
        var fixture = MeasurementFixture(clients: 1)
        let (first, second) = (Self.log([2_000, 5_000], from: 0), Self.log([8_000, 9_000], from: 0))
        fixture.log = first.entries
        fixture.receipt(0, at: 2_010)
        fixture.receipt(0, at: 8_010)
        fixture.receipt(.max, at: 9_010)
        let measurement = Self.measurement(fixture, first, second)
        #expect(measurement.log.entries.map(\.seq) == [1, 2, 3, 4])
        #expect(measurement.record.entries.joined().map(\.seq) == [1, 3])
        // 0 is before the first of one that counts from 1.
        let usual = Self.measurement(fixture, Self.log([2_000, 5_000]), Self.log([8_000, 9_000]))
        #expect(usual.record.entries.joined().isEmpty)
    }

    @Test("a receipt is of the process in whose time it arrived, and what no log holds is left out")
    func receipts() throws {
        var fixture = MeasurementFixture(clients: 1)
        let (first, second) = (Self.log([2_000, 5_000]), Self.log([8_000, 9_000]))
        fixture.log = first.entries
        fixture.receipt(1, at: 2_010)
        fixture.receipt(2, at: 5_010)
        // Stamped after the log was read for the last time, just before the kill.
        fixture.receipt(3, at: 5_999)
        fixture.receipt(1, at: 8_010)
        fixture.receipt(2, at: 9_010)
        var record = fixture.measurement().record
        var joined = Self.lives(first, second, seen: record)
        joined.number(&record)
        #expect(record.entries[0].map(\.seq) == [1, 2, 3, 4])
        #expect(joined.unlogged == 1)
        let figures = Analysis.trial(Self.measurement(fixture, first, second)).figures
        #expect(
            figures.updates == 4 && figures.lost == 0 && figures.duplicated == 0 && figures.reordered == 0)
        #expect(figures.updateLatencyMs.max.map { abs($0 - 10) < 0.1 } == true)
    }

    @Test("what was not fetched from the server that was killed is lost, whatever the new one's state says")
    func polls() throws {
        var fixture = MeasurementFixture(
            transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        // Four before the kill, of which a poll at 4,000 brought two; two after it.
        fixture.poll(intended: 4_000, arrival: 4_001, seq: 2)
        fixture.poll(intended: 8_500, arrival: 8_501, seq: 1)
        fixture.poll(intended: 9_500, arrival: 9_501, seq: 2)
        let trial = Self.measurement(
            fixture, Self.log([2_000, 3_000, 5_000, 5_500]), Self.log([8_000, 9_000]))
        let figures = Analysis.trial(trial).figures
        #expect(figures.updates == 6 && figures.lost == 2 && figures.reordered == 0)
        #expect(figures.updateLatencyMs.max.map { abs($0 - 2_001) < 2 } == true)
    }
}
