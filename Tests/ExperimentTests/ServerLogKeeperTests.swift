import Synchronization
import TestSupport
import Testing

@testable import Experiment

/// A server's log that keeps only its latest entries.
private final class BoundedLog: Sendable {
    private let range = Mutex<ClosedRange<UInt64>>(1...1)

    func set(_ range: ClosedRange<UInt64>) { self.range.withLock { $0 = range } }

    var keeper: ServerLogKeeper {
        ServerLogKeeper(
            latest: { self.range.withLock { $0.upperBound } },
            readOn: { after in
                let range: ClosedRange<UInt64> = self.range.withLock { $0 }
                guard after < range.upperBound else { return [] }
                return (max(after + 1, range.lowerBound)...range.upperBound).map { seq in
                    LogEntry(seq: seq, event: "e", room: "dashboard", timestamp: Int64(seq))
                }
            })
    }
}

@Suite struct ServerLogKeeperTests {
    private static let start: Int64 = 1_000_000_000_000
    private static let later: Int64 = start + 2 * ServerLogKeeper.interval

    /// Looks until so many are kept.
    private func look(_ keeper: ServerLogKeeper, at now: Int64, until count: Int) async throws {
        try await eventually {
            keeper.look(at: now, steadyStart: Self.start)
            return keeper.entries.count == count
        }
    }

    @Test(
        "entries that the server has dropped since are there without a gap, those just before the start too")
    func kept() async throws {
        let log = BoundedLog()
        log.set(1...8_000)
        let keeper: ServerLogKeeper = log.keeper
        keeper.look(at: Self.start - 1, steadyStart: Self.start)
        keeper.look(at: Self.start, steadyStart: 0)
        #expect(keeper.entries.isEmpty)
        try await look(keeper, at: Self.start, until: Int(ServerLogKeeper.overlap))
        log.set(7_990...12_000)
        try await look(keeper, at: Self.later, until: 9_000)
        #expect(keeper.entries.map(\.seq) == Array(3_001...12_000))
    }

    @Test("nothing is asked before it is due")
    func due() async throws {
        let log = BoundedLog()
        log.set(1...10)
        let keeper: ServerLogKeeper = log.keeper
        try await look(keeper, at: Self.start, until: 10)
        log.set(1...20)
        for _ in 0..<50 {
            keeper.look(at: Self.start + ServerLogKeeper.interval - 1, steadyStart: Self.start)
        }
        #expect(keeper.entries.count == 10)
    }

    @Test("a gap leaves nothing that could pass for a whole log")
    func gap() async throws {
        let log = BoundedLog()
        log.set(1...10)
        let keeper: ServerLogKeeper = log.keeper
        try await look(keeper, at: Self.start, until: 10)
        log.set(15...20)
        try await look(keeper, at: Self.later, until: 0)
    }
}
