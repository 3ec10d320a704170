import Testing

@testable import Reporting

@Suite struct FormatTests {
    @Test(
        "times keep three digits in the unit that fits",
        arguments: [
            (0, "0 ms"), (0.0004, "0.400 µs"), (0.87, "870 µs"), (0.9996, "1.00 ms"), (1, "1.00 ms"),
            (9.994, "9.99 ms"), (9.996, "10.0 ms"), (99.96, "100 ms"), (523.4, "523 ms"), (999.4, "999 ms"),
            (999.6, "1.00 s"), (1_500, "1.50 s"), (-2.5, "-2.50 ms"),
        ] as [(Double, String)])
    func times(milliseconds: Double, text: String) {
        #expect(TimeFormat.milliseconds(milliseconds) == text)
    }

    @Test(
        "lengths read like a clock",
        arguments: [
            (0.4, "0 s"), (42, "42 s"), (59.6, "1 min 00 s"), (200, "3 min 20 s"), (3_900, "1 h 05 min"),
            (-3, "0 s"), (.infinity, "-"), (.nan, "-"),
        ] as [(Double, String)])
    func lengths(seconds: Double, text: String) {
        #expect(TimeFormat.length(seconds: seconds) == text)
    }

    @Test(
        "an interval has one digit more where it tells its ends apart",
        arguments: [
            (0, 91.8, 92.6, 0), (0, 91.8, 92.3, 1), (0, 92.31, 92.34, nil),
            (2, 0.998, 1.003, 3), (2, 1, 1, nil), (0, -0.3, 0.2, 1),
        ] as [(Int, Double, Double, Int?)])
    func tellingPlaces(wanted: Int, low: Double, high: Double, places: Int?) {
        #expect(NumberFormat.places(wanted, telling: low...high) == places)
    }

    @Test(
        "bytes count in thousands",
        arguments: [
            (0, "0 B"), (446, "446 B"), (446.4, "446 B"), (999.6, "1.00 kB"), (3_600_000, "3.60 MB"),
            (47_520_000, "47.5 MB"), (999_600_000, "1.00 GB"), (2.5e15, "2,500 TB"), (-1_500, "-1.50 kB"),
        ] as [(Double, String)])
    func bytes(bytes: Double, text: String) {
        #expect(ByteFormat.text(bytes) == text)
    }

    @Test(
        "percentages show what near zero and near a hundred differ in",
        arguments: [(0, "0 %"), (0.034, "0.03 %"), (3.44, "3.4 %"), (41.3, "41 %"), (-1.2, "-1.2 %")]
            as [(Double, String)])
    func percentages(value: Double, text: String) {
        #expect(NumberFormat.percent(value) == text)
    }

    @Test("thousands stand apart, also below zero and at the edge of the range")
    func thousands() {
        #expect(NumberFormat.count(0) == "0")
        #expect(NumberFormat.count(-999) == "-999")
        #expect(NumberFormat.count(1_234_567) == "1,234,567")
        #expect(NumberFormat.count(Int.min) == "-9,223,372,036,854,775,808")
        #expect(NumberFormat.decimal(-0.001, places: 2) == "0.00")
        #expect(NumberFormat.decimal(.nan, places: 2) == "-")
        #expect(NumberFormat.chosen(0.2) == "0.2")
        #expect(NumberFormat.chosen(10) == "10")
    }

    @Test(
        "values carry the unit that the document names",
        arguments: [
            (12.5, "ms", "12.5 ms"), (1_450, "bytes", "1.45 kB"), (1_450, "bytes/s", "1.45 kB/s"),
            (9.1, "%", "9.1 %"), (44, "1/s", "44.0 1/s"), (3, "", "3.00"), (250, "us", "250 µs"),
        ] as [(Double, String, String)])
    func units(value: Double, unit: String, text: String) {
        #expect(UnitFormat.text(value, unit: unit) == text)
    }

    @Test("differences have a sign, and those of percentages are points")
    func differences() {
        #expect(UnitFormat.difference(1.2, unit: "%") == "+1.2 points")
        #expect(UnitFormat.difference(-1.2, unit: "%") == "-1.2 points")
        #expect(UnitFormat.difference(3_000, unit: "bytes") == "+3.00 kB")
    }
}
