import Testing

@testable import SwarmCore

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "are UTC with six digits, cut off below",
        arguments: [
            // Known answers of `date -u -d @SECONDS`.
            (0, "1970-01-01T00:00:00.000000Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
            (951_868_799_999_999_999, "2000-02-29T23:59:59.999999Z"),
            (951_868_800_000_001_000, "2000-03-01T00:00:00.000001Z"),
            (1_000_000_000_123_456_789, "2001-09-09T01:46:40.123456Z"),
            (1_234_567_890_000_000_999, "2009-02-13T23:31:30.000000Z"),
            (1_704_067_199_999_999_000, "2023-12-31T23:59:59.999999Z"),
            (1_709_164_800_000_010_000, "2024-02-29T00:00:00.000010Z"),
            (1_767_225_600_000_000_000, "2026-01-01T00:00:00.000000Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (-2_203_891_200_000_000_000, "1900-03-01T00:00:00.000000Z"),
        ] as [(Int64, String)])
    func knownDates(nanoseconds: Int64, text: String) {
        #expect(Timestamp.string(nanoseconds) == text)
    }

    @Test("come out the same however the formatter was used before")
    func cacheIsNotMixedUp() {
        var formatter = Timestamp()
        let instants: [Int64] = [
            1_500_000_000, 1_700_000_000, 86_399_999_999_999, 86_400_000_000_000, -1, 1_500_000_000,
        ]
        for instant in instants {
            var bytes: [UInt8] = []
            formatter.append(instant, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == Timestamp.string(instant))
            #expect(bytes.count == Timestamp.length)
        }
    }
}
