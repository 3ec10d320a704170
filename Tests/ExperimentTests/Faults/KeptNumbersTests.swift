import LoadEngine
import Results
import Testing

@testable import Experiment

/// A server that is killed at 6,000 ms and started anew at 7,000 ms, and keeps its numbers somewhere.
@Suite("Two processes of one trial that share their numbers")
struct KeptNumbersTests {
    private typealias Lives = JoinedLivesTests

    private func check(
        _ fixture: MeasurementFixture, _ first: ServerLog, _ second: ServerLog, updates: Int,
        lost: Int = 0
    ) {
        let trial = Lives.measurement(fixture, first, second)
        #expect(trial.log.complete && trial.log.lives.isEmpty)
        #expect(EntryIndex(trial.log, eligible: 0..<1).isWhole)
        let figures = Analysis.trial(trial).figures
        #expect(figures.updates == updates && figures.lost == lost, "\(figures.updates ?? -1)")
        #expect(figures.duplicated == 0 && figures.reordered == 0)
    }

    @Test("numbers that go on are those of one log, whether clients get pushed what is new or poll")
    func onward() {
        // Whoever reads the second log finds that it does not begin with 1.
        let (first, second) = (
            Lives.log([2_000, 5_000]), Lives.log([8_000, 9_000], from: 3, complete: false)
        )
        var pushed = MeasurementFixture(clients: 1)
        pushed.log = first.entries + second.entries
        for (seq, instant) in zip(UInt64(1)..., [2_010.0, 5_010, 8_010, 9_010]) {
            pushed.receipt(seq, at: instant)
        }
        check(pushed, first, second, updates: 4)
        var polled = MeasurementFixture(
            transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        polled.poll(intended: 2_500, arrival: 2_501, seq: 1)
        // The second process knows what the first one had, before anything new happens.
        polled.poll(intended: 7_500, arrival: 7_501, seq: 2)
        polled.poll(intended: 9_500, arrival: 9_501, seq: 4)
        check(polled, first, second, updates: 4)
    }

    @Test("a log that was kept is one log: what its first process did not get out, the second may")
    func kept() {
        let first = Lives.log([2_000, 5_000])
        // The third was stamped after the log had been read for the last time, right before the kill.
        let second = Lives.log([2_000, 5_000, 5_999, 8_000])
        var fixture = MeasurementFixture(clients: 2)
        fixture.log = second.entries
        fixture.receipt(1, at: 2_010)
        fixture.receipt(2, at: 5_010)
        fixture.receipt(3, at: 5_999.5)
        fixture.receipt(4, at: 8_010)
        fixture.receipt(1, client: 1, at: 2_010)
        fixture.receipt(2, client: 1, at: 7_200)
        fixture.receipt(4, client: 1, at: 8_010)
        check(fixture, first, second, updates: 8, lost: 1)
        var record = fixture.measurement().record
        var joined = Lives.lives(first, second, seen: record)
        joined.number(&record)
        #expect(joined.unlogged == 0 && record.entries[0].map(\.seq) == [1, 2, 3, 4, 1, 2, 4])
    }

    @Test("what is in neither log leaves no hole, and its receipts are counted and left out")
    func hole() {
        let (first, second) = (
            Lives.log([2_000, 5_000]), Lives.log([8_000, 9_000], from: 4, complete: false)
        )
        var fixture = MeasurementFixture(clients: 1)
        fixture.log = first.entries
        for (seq, instant) in zip(UInt64(1)..., [2_010.0, 5_010, 5_999, 8_010, 9_010]) {
            fixture.receipt(seq, at: instant)
        }
        check(fixture, first, second, updates: 4)
        var record = fixture.measurement().record
        var joined = Lives.lives(first, second, seen: record)
        joined.number(&record)
        #expect(joined.unlogged == 1 && record.entries[0].map(\.seq) == [1, 2, 3, 4])
    }

    @Test("a log that counts anew and has lost its first entries is no log that goes on")
    func lostEntries() {
        let (first, second) = (
            Lives.log([2_000, 5_000]), Lives.log([8_000, 9_000], from: 3, complete: false)
        )
        var fixture = MeasurementFixture(clients: 1)
        fixture.log = first.entries
        for (seq, instant) in [(UInt64(1), 2_010.0), (2, 5_010), (1, 7_210), (2, 7_310), (3, 8_010)] {
            fixture.receipt(seq, at: instant)
        }
        #expect(!Lives.measurement(fixture, first, second).log.complete)
    }

    @Test("a process in between of which nothing is known breaks no count")
    func unknownBetween() {
        var lives = [
            ServerLife(log: Lives.log([2_000, 5_000]), start: .min),
            ServerLife(
                log: ServerLog(entries: [], complete: true), start: MeasurementFixture.at(6_500)),
            ServerLife(
                log: Lives.log([8_000], from: 4, complete: false), start: MeasurementFixture.at(7_000)),
        ]
        var fixture = MeasurementFixture(clients: 1)
        fixture.receipt(2, at: 5_010)
        fixture.receipt(3, at: 6_600)
        fixture.receipt(4, at: 8_010)
        var record = fixture.measurement().record
        var joined = JoinedLives(lives, seen: record)
        joined.number(&record)
        #expect(record.entries[0].map(\.seq) == [2, 3] && joined.unlogged == 1)
        #expect(joined.log.lives.isEmpty && joined.log.complete)
        lives[2].log = Lives.log([8_000])
        joined = JoinedLives(lives, seen: Lives.nothing)
        #expect(joined.log.entries.map(\.seq) == [1, 2, 3] && joined.log.lives == [2, 2])
    }

    @Test("a log that was kept but for its end is no account: two entries share a number")
    func torn() {
        // Killed before the entry of 5,000 was written; the number goes to the one of 8,000.
        let first = Lives.log([2_000, 5_000])
        let log = Lives.lives(first, Lives.log([2_000, 8_000]), seen: Lives.nothing).log
        #expect(!log.complete)
        // One that has all of it, or nothing of it, is an account.
        #expect(Lives.lives(first, Lives.log([2_000, 5_000, 8_000]), seen: Lives.nothing).log.complete)
        #expect(Lives.lives(first, Lives.log([8_000, 9_000]), seen: Lives.nothing).log.complete)
    }
}
