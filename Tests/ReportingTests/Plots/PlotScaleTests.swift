import Testing

@testable import Reporting

@Suite("PlotScale")
struct PlotScaleTests {
    private func near(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-9 } ?? false }

    @Test("an even scale maps in proportion, upwards too")
    func linear() {
        let right = PlotScale(kind: .linear, domain: 0...10, start: 100, end: 200)
        #expect(right.position(0) == 100)
        #expect(right.position(2.5) == 125)
        #expect(right.position(10) == 200)
        let up = PlotScale(kind: .linear, domain: -5...5, start: 300, end: 100)
        #expect(up.position(-5) == 300)
        #expect(up.position(0) == 200)
    }

    @Test("equal ratios are equally far apart on a logarithmic scale")
    func logarithmic() {
        let scale = PlotScale(kind: .logarithmic(hasZero: false), domain: 1...10_000, start: 0, end: 400)
        for (value, place) in [(1.0, 0.0), (10, 100), (100, 200), (1_000, 300), (10_000, 400)] {
            #expect(near(scale.position(value), place))
        }
        #expect(near(scale.position(2), 30.102999566398122))
        #expect(scale.position(0) == nil)
        #expect(scale.position(-1) == nil)
        #expect(near(scale.value(atShare: 0.25), 10))
    }

    @Test("zero stands apart, before a logarithmic axis begins")
    func zeroApart() {
        let scale = PlotScale(kind: .logarithmic(hasZero: true), domain: 1...100, start: 0, end: 100)
        #expect(scale.position(0) == 0)
        #expect(near(scale.position(1), 10))
        #expect(near(scale.position(10), 55))
        #expect(near(scale.position(100), 100))
    }

    @Test("each nine of the tail takes as much room: 90, 99 and 99.9 %")
    func tail() {
        let scale = PlotScale(kind: .tail, domain: 0...0.999, start: 0, end: 300)
        for (quantile, place) in [(0.0, 0.0), (0.9, 100), (0.99, 200), (0.999, 300)] {
            #expect(near(scale.position(quantile), place))
        }
        // log10(2) of a nine.
        #expect(near(scale.position(0.5), 30.102999566398122))
        #expect(near(scale.value(atShare: 1.0 / 3), 0.9))
    }

    @Test("what lies outside stands at the edge, what is no number nowhere")
    func outside() {
        let scale = PlotScale(kind: .linear, domain: 0...10, start: 0, end: 100)
        #expect(scale.position(1e9) == 100)
        #expect(scale.position(-3) == 0)
        #expect(scale.position(.nan) == nil)
        #expect(scale.position(.infinity) == nil)
    }
}

@Suite("PlotAxis")
struct PlotAxisTests {
    private func axis(_ values: [Double], _ spacing: PlotAxis.Spacing, zeroApart: Bool = false) -> PlotAxis {
        .fitting(values, title: "", quantity: .milliseconds, spacing: spacing, zeroApart: zeroApart)
    }

    @Test("values far apart are spaced by ratio, close ones evenly from zero")
    func spacing() {
        let far = axis([3.4, 500], .byRatio(beyond: 10))
        #expect(far.kind == .logarithmic(hasZero: false))
        #expect(far.domain == 2...500)
        #expect(
            far.ticks.map(\.label) == [
                "2 ms", "5 ms", "10 ms", "20 ms", "50 ms", "100 ms", "200 ms", "500 ms",
            ])
        let close = axis([340, 500], .byRatio(beyond: 10))
        #expect(close.kind == .linear)
        #expect(close.domain == 0...500)
        #expect(close.ticks.map(\.label) == ["0", "100 ms", "200 ms", "300 ms", "400 ms", "500 ms"])
    }

    @Test("a zero makes an axis even, unless it may stand apart")
    func zero() {
        #expect(axis([0, 1, 500], .byRatio(beyond: 10)).kind == .linear)
        let apart = axis([0, 1, 500], .byRatio(beyond: 10), zeroApart: true)
        #expect(apart.kind == .logarithmic(hasZero: true))
        #expect(apart.ticks.first?.value == 0)
    }

    @Test("units change where they read best, and zeros that say nothing are left out")
    func labels() {
        #expect(axis([0, 2_000], .fromZero).ticks.map(\.label) == ["0", "500 ms", "1 s", "1.5 s", "2 s"])
        #expect(PlotQuantity.bytes.tick(2_500_000) == "2.5 MB")
        #expect(PlotQuantity.bytes.tick(500) == "500 B")
        #expect(PlotQuantity.percent.tick(5) == "5 %")
        #expect(PlotQuantity.percent.tick(0.05) == "0.05 %")
        #expect(PlotQuantity.rate.tick(12_000) == "12,000")
        #expect(PlotQuantity.share.tick(0.5) == "50 %")
        #expect(PlotQuantity.seconds.tick(-1.5) == "-1.5 s")
    }

    @Test(
        "an axis has room for any values",
        arguments: [[], [0], [7], [-3], [.nan, .infinity], [1e-9, 1e12], [5, 5, 5], [-1, 1e308]] as [[Double]]
    )
    func any(values: [Double]) {
        for spacing in [PlotAxis.Spacing.fromZero, .around, .byRatio(beyond: 2)] {
            let axis = axis(values, spacing)
            #expect(axis.domain.lowerBound < axis.domain.upperBound)
            for value in values where value.isFinite && value.magnitude < 1e300 {
                #expect(axis.domain.contains(value))
            }
            #expect(!axis.ticks.isEmpty)
        }
    }

    @Test("the tail's axis names its nines")
    func tail() {
        let axis = PlotAxis.tail(upTo: 0.9999, title: "")
        #expect(axis.ticks.map(\.label) == ["0 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %"])
        #expect(axis.ticks.map(\.value) == [0, 0.5, 0.9, 0.99, 0.999, 0.9999])
    }
}
