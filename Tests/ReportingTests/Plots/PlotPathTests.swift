import Testing

@testable import Reporting

@Suite("PlotPath")
struct PlotPathTests {
    @Test(
        "coordinates are rounded to a tenth and as short as they go",
        arguments: [
            (12.0, "12"), (12.34, "12.3"), (12.35, "12.4"), (0.04, "0"), (-0.04, "0"), (-3.26, "-3.3"),
            (.nan, "0"), (.infinity, "0"), (1e300, "1000000"),
        ])
    func number(value: Double, text: String) { #expect(PlotPath.number(value) == text) }

    @Test("a gap in a line begins a new one")
    func gaps() {
        let path = PlotPath.line(through: [(0, 1), (2, 3.25), nil, (4, 5), (6, 7)])
        #expect(path.data == "M0 1L2 3.3M4 5L6 7")
        #expect(PlotPath.line(through: [nil, nil]).isEmpty)
        #expect(PlotPath.line(through: [(1, 2), nil, (3, 4), (5, 6)]).data == "M1 2L1 2M3 4L5 6")
        #expect(PlotPath.line(through: [(.nan, 1)]).isEmpty)
    }

    @Test("a band goes there above and comes back below, in each of its parts")
    func bands() {
        let path = PlotPath.band([
            (x: 0, low: 10, high: 5), (x: 4, low: 12, high: 6), nil, (x: 8, low: 2, high: 1),
        ])
        #expect(path.data == "M0 5L4 6L4 12L0 10ZM8 1L8 2Z")
    }
}

@Suite("PlotText")
struct PlotTextTests {
    @Test("text from outside is harmless in XML")
    func escaping() {
        #expect(
            PlotText.escaped("<a & \"b\">\u{0}\u{FFFE}'")
                == "&lt;a &amp; &quot;b&quot;&gt;\u{FFFD}\u{FFFD}&#39;")
        // Would show what follows backwards.
        #expect(PlotText.escaped("a\u{202E}b") == "a\u{FFFD}b")
        #expect(PlotText.escaped("a\nb") == "a&#10;b")
    }

    @Test("a long name is shortened to what fits")
    func shortening() {
        #expect(PlotText.shortened("push", to: 100, size: 12) == "push")
        let short: String = PlotText.shortened("a name that nobody can read in a plot", to: 80, size: 12)
        #expect(short.hasSuffix("…"))
        #expect(PlotText.width(short, size: 12) <= 80)
        #expect(short.hasPrefix("a name"))
    }
}

@Suite("EndLabels")
struct EndLabelsTests {
    @Test(
        "labels that would overlap part as little as they must",
        arguments: [
            ([10.0, 50, 90], [10.0, 50, 90]),
            ([50, 52], [43.5, 58.5]),
            ([50, 50, 50], [35, 50, 65]),
            ([2, 3], [0, 15]),
            ([98, 99], [85, 100]),
            // The first two part by 5 each; the third is far enough.
            ([20, 25, 60], [15, 30, 60]),
        ])
    func spread(wanted: [Double], expected: [Double]) {
        let places: [Double] = EndLabels.spread(wanted, gap: 15, within: 0...100)
        #expect(zip(places, expected).allSatisfy { abs($0 - $1) < 1e-9 })
    }
}

@Suite("TrialSpread")
struct TrialSpreadTests {
    @Test("three trials have the t interval of two degrees of freedom")
    func interval() throws {
        // t(0.975; 2) = 4.302653, by any table; the standard error of 1, 2, 3 is 1 / sqrt(3).
        let spread = try #require(TrialSpread([1, 2, 3]))
        #expect(spread.mean == 2)
        let interval = try #require(spread.interval)
        #expect(abs(interval.upperBound - 2 - 4.302653 / 3.0.squareRoot()) < 1e-5)
    }

    @Test("fewer have none, and none have no mean")
    func few() {
        #expect(TrialSpread([1, 2])?.interval == nil)
        #expect(TrialSpread([.nan]) == nil)
    }
}
