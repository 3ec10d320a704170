import Glibc
import Testing

@testable import LoadEngine

@Suite("Timestamps")
struct TimestampTests {
    private func parse(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { Timestamp.parse($0) }
    }

    @Test(
        "Known instants",
        arguments: [
            ("1970-01-01T00:00:00.000000Z", 0), ("1970-01-01T00:00:00.000001Z", 1000),
            ("2000-02-29T12:00:00.500000Z", 951_825_600_500_000_000),
            ("2026-01-02T03:04:05.678901Z", 1_767_323_045_678_901_000),
            ("2026-01-02T03:04:05Z", 1_767_323_045_000_000_000),
            ("2026-01-02T03:04:05.5+00:00", 1_767_323_045_500_000_000),
            ("1969-12-31T23:59:59.000000Z", -1_000_000_000),
        ] as [(String, Int64)])
    func known(text: String, expected: Int64) {
        #expect(parse(text) == expected)
    }

    @Test("Days agree with the C library over eight hundred years")
    func daysAgreeWithTimegm() {
        for day in stride(from: -146_097, through: 146_097, by: 13) {
            var seconds = time_t(day) * 86_400
            var parts = tm()
            gmtime_r(&seconds, &parts)
            let days = Timestamp.daysSinceEpoch(
                year: Int64(parts.tm_year) + 1900, month: Int64(parts.tm_mon) + 1, day: Int64(parts.tm_mday))
            #expect(days == Int64(day))
        }
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05.Z", "2026-01-02 03:04:05.678901Z",
            "2026-13-02T03:04:05.678901Z", "2026-00-02T03:04:05.678901Z", "2026-01-32T03:04:05.678901Z",
            "2026-01-02T24:04:05.678901Z", "2026-01-02T03:60:05.678901Z", "2026-01-02T03:04:61.678901Z",
            "2026-01-02T03:04:05.6789012345Z", "2026-01-02T03:04:05.678901+01:00",
            "2026-01-02T03:04:05.678901Zz",
            "20a6-01-02T03:04:05.678901Z", "9999-01-02T03:04:05.678901Z",
        ])
    func malformed(text: String) {
        #expect(parse(text) == nil)
    }

    @Test("A reader that remembers the minute says what parsing each by itself says", arguments: 0..<8)
    func readerAgrees(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var reader = TimestampReader()
        let texts = [
            "2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:59Z", "2026-01-02T03:05:00.000000Z",
            "2026-01-02T03:04:61.678901Z", "1969-12-31T23:59:59.000000Z", "2026-13-02T03:04:05.678901Z",
            "2262-04-11T23:47:16.854775Z", "2262-04-11T23:47:16.854776Z", "2262-04-11T23:48:00.000000Z",
        ]
        for _ in 0..<5000 {
            var bytes = Array((texts.randomElement(using: &random) ?? "").utf8)
            if Bool.random(using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0x20...0x7E, using: &random)
            }
            if Int.random(in: 0..<8, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            }
            bytes.withUnsafeBytes { #expect(reader.read($0) == Timestamp.parse($0)) }
        }
    }
}
