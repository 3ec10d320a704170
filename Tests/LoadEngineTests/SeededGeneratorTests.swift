import Testing

@testable import LoadEngine

@Suite("Seeded streams")
struct SeededGeneratorTests {
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// A few that differ by little, or by SplitMix64's own step.
    private static let seeds: [UInt64] = [
        0, 1, 2, 42, increment, 42 &+ increment, 42 &- 3 &* increment, .max,
    ]

    /// Whether `later` repeats `earlier` from some place on, or the other way round, two numbers or more.
    private static func shareARun<Number: Equatable>(_ earlier: [Number], _ later: [Number]) -> Bool {
        (1 - earlier.count..<earlier.count).contains { lag in
            var run = 0
            for index in later.indices where earlier.indices.contains(index + lag) {
                run = earlier[index + lag] == later[index] ? run + 1 : 0
                if run == 2 { return true }
            }
            return false
        }
    }

    @Test("A known seed gives SplitMix64's numbers")
    func reference() {
        // From the reference implementation (Vigna, splitmix64.c) for seed 1234567.
        var random = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<5).map { _ in random.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("The streams of a seed, and of neighbouring seeds, have no number in common")
    func streamsAreDistinct() {
        var seen: Set<UInt64> = []
        for seed in Self.seeds {
            for stream in 0..<64 as Range<UInt64> {
                var random = SeededGenerator(seed: seed, stream: stream)
                for _ in 0..<64 { seen.insert(random.next()) }
            }
        }
        #expect(seen.count == Self.seeds.count * 64 * 64)
    }

    @Test("No client's masks are another's some places later", arguments: seeds)
    func masksAreNotShifted(seed: UInt64) {
        let masks = (0..<16 as Range<UInt32>).map { number in
            let client = PushClient(number: number, seed: seed)
            return (0..<64).map { _ in client.nextMask() }
        }
        for (index, earlier) in masks.enumerated() {
            for later in masks[(index + 1)...] { #expect(!Self.shareARun(earlier, later)) }
        }
        // The check itself sees a shift.
        #expect(Self.shareARun(masks[0], Array(masks[0].dropFirst(9)) + masks[1]))
    }

    @Test("A client's place in its share of the interval is no other client's, under any seed")
    func phasesAreDistinct() {
        let share: Int64 = 1 << 30
        // The last pair differs as the multiples of a constant do that once told clients apart.
        let factor: UInt64 = 0xD1B5_4A32_D192_ED03
        var places: Set<Int64> = []
        let seeds = Self.seeds + [7, 7 ^ factor ^ (2 &* factor)]
        for seed in seeds {
            for number in 0..<32 as Range<UInt32> {
                let phase = PollSchedule.phase(number, total: 32, interval: 32 * share, seed: seed)
                places.insert(phase - Int64(number) * share)
            }
        }
        #expect(places.count == seeds.count * 32)
    }
}
