import Testing

@testable import LoadEngine

@Suite("Another host's clock")
struct ClockOffsetTests {
    /// Exchanges whose ways there and back are queued differently, by a clock that is `ahead`.
    private func exchanges(
        _ ways: [(there: Int64, back: Int64)], ahead: Int64, unit: Int64 = 1
    ) -> [ClockExchange] {
        ways.enumerated().map { number, way in
            let sent: Int64 = 1_700_000_000_000_000_000 + Int64(number) * 7_000_123
            let told: Int64 = sent + way.there + ahead
            return ClockExchange(
                sent: sent, received: sent + way.there + way.back, told: told / unit * unit)
        }
    }

    @Test(
        "is read within what the reading says of itself",
        arguments: [Int64(0), 5_000_000, -3_600_000_000_000], [Int64(1), 1_000, 1_000_000])
    func bounded(ahead: Int64, unit: Int64) throws {
        let ways: [(Int64, Int64)] = [
            (900_000, 100_000), (150_000, 80_000), (70_000, 5_000_000), (2_000_000, 60_000),
            (123_000, 3_450_000), (4_000_000, 2_000_000),
        ]
        let reading = try #require(ClockOffset(exchanges(ways, ahead: ahead, unit: unit)))
        #expect(abs(reading.offset - ahead) <= reading.uncertainty)
        // The shortest trip of all: half of 230 us, and half of the unit.
        #expect(reading.roundTrip == 230_000)
        #expect(reading.uncertainty == 115_000 + (unit + 1) / 2)
        #expect(reading.exchanges == 6)
    }

    @Test("is exact where both ways are alike")
    func symmetric() throws {
        let ways: [(Int64, Int64)] = [(300_000, 900_000), (50_000, 50_000), (400_000, 80_000)]
        #expect(try #require(ClockOffset(exchanges(ways, ahead: 42_000_007))).offset == 42_000_007)
    }

    @Test("that stands still, as a cached answer's does, is none")
    func stale() {
        let cached = (0..<5).map { ClockExchange(sent: $0 * 100, received: $0 * 100 + 50, told: 7) }
        #expect(ClockOffset(cached) == nil)
        #expect(ClockOffset([]) == nil)
        #expect(ClockOffset([ClockExchange(sent: 9, received: 8, told: 7)]) == nil)
    }

    @Test(
        "is no finer than what all its instants are rounded to",
        arguments: [
            ([1_000, 23_000], 1_000), ([1_001, 23_000], 1), ([5_000_000_000], 1_000_000_000),
        ] as [([Int64], Int64)])
    func resolution(instants: [Int64], unit: Int64) {
        #expect(ClockOffset.resolution(instants) == unit)
    }
}
