import Testing

@testable import Scenarios

@Suite struct DurationTextTests {
    @Test(
        "text stands for an exact number of nanoseconds",
        arguments: [
            ("0", 0), ("0s", 0), ("1ns", 1), ("1us", 1_000), ("3µs", 3_000), ("250ms", 250_000_000),
            ("1s", 1_000_000_000), ("1.5s", 1_500_000_000), ("0.1s", 100_000_000),
            ("0.000000001s", 1), ("2m", 120_000_000_000), ("1h", 3_600_000_000_000),
            ("1m30s", 90_000_000_000), ("1h0m1.25s", 3_601_250_000_000), ("0.5m", 30_000_000_000),
            ("1.50s", 1_500_000_000), ("0.0000000000000000000ns", 0), ("2562047h", 9_223_369_200_000_000_000),
        ] as [(String, Int64)])
    func reads(text: String, nanoseconds: Int64) throws {
        #expect(try DurationText.nanoseconds(from: text) == nanoseconds)
    }

    @Test(
        "text that is no duration says why",
        arguments: [
            ("", .notADuration), ("10", .missingUnit("10")), ("1.5", .missingUnit("1.5")),
            ("10x", .unknownUnit("x")), ("10 s", .unknownUnit(" s")), ("10S", .unknownUnit("S")),
            ("-1s", .negative), ("50%", .percentage), ("s", .notADuration), ("1.s", .notADuration),
            (".5s", .notADuration), ("1..5s", .notADuration), ("1s1m", .notADuration),
            ("1s1s", .notADuration), ("1.5m1s", .notADuration), ("0.5ns", .tooFine),
            ("0.0000000001s", .tooFine), ("1.0000000000000000001s", .tooFine),
            ("9999999999999999999s", .tooLong), ("2562048h", .tooLong), ("9223372036s9223372036ms", .tooLong),
            ("1m30", .missingUnit("30")), ("١s", .notADuration),
        ] as [(String, DurationTextError)])
    func refuses(text: String, error: DurationTextError) {
        #expect(throws: error) { try DurationText.nanoseconds(from: text) }
    }

    @Test(
        "a duration is written in the unit it is read in",
        arguments: [
            (0, "0s"), (1, "1ns"), (1_500, "1.5us"), (250_000_000, "250ms"), (1_500_000_000, "1.5s"),
            (59_999_999_999, "59.999999999s"), (60_000_000_000, "1m"), (90_500_000_000, "1m30.5s"),
            (3_600_000_000_000, "1h"), (3_661_000_000_000, "1h1m1s"), (-250_000_000, "-250ms"),
        ] as [(Int64, String)])
    func formats(nanoseconds: Int64, text: String) {
        #expect(DurationText.format(nanoseconds) == text)
    }

    @Test("what is written reads back to the same nanosecond")
    func roundTrip() throws {
        var generator = SplitMix(state: 42)
        for _ in 0..<2_000 {
            let value = Int64(generator.next() >> (1 + generator.next() % 62))
            #expect(try DurationText.nanoseconds(from: DurationText.format(value)) == value)
        }
        #expect(try DurationText.nanoseconds(from: DurationText.format(.max)) == .max)
    }
}

/// A seeded generator (splitmix64), so that a failing case can be had again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z: UInt64 = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
