import Foundation
import Results
import Testing

@testable import Reporting

@Suite("LatencyDistribution")
struct LatencyDistributionTests {
    private let style = ArmStyle(name: "push", index: 0)

    private func distribution(_ trials: [SparseHistogram]) -> LatencyDistribution? {
        var cell: Cell = SampleDocument.cell(
            "push", "websocket", SampleDocument.busy, SampleDocument.pushFigures(), blocks: trials.count)
        for (place, histogram) in trials.enumerated() {
            cell.trials[place].histograms[HistogramKey.updateLatency] = histogram
        }
        return LatencyDistribution(cell, style: style)
    }

    @Test("of 1 to 1,000 ms in two trials, the quantiles are the ranks")
    func quantiles() throws {
        let odd = PlotDocuments.histogram(stride(from: 1, through: 999, by: 2).map(Double.init), events: 500)
        let even = PlotDocuments.histogram(
            stride(from: 2, through: 1_000, by: 2).map(Double.init), events: 500)
        let both = try #require(distribution([odd, even]))
        for (quantile, value) in [(0.0, 1.0), (0.5, 500), (0.9, 900), (0.99, 990), (0.999, 999), (1, 1_000)] {
            #expect(both.value(atQuantile: quantile) == value)
        }
        #expect(both.events == 1_000)
        #expect(abs(both.lastCarried - 0.99) < 1e-12)
    }

    @Test("what never arrived is later than everything")
    func infinite() throws {
        let own = try #require(
            distribution([PlotDocuments.histogram([1, 2, 3], events: 4, infinite: 1)]))
        #expect(own.finiteShare == 0.75)
        #expect(own.value(atQuantile: 0.75) == 3)
        #expect(own.value(atQuantile: 0.76) == nil)
    }

    @Test("shares count every sample once, the never arrived in none")
    func shares() throws {
        let own = try #require(
            distribution([PlotDocuments.histogram([1, 2, 3, 10], each: 2, events: 4, infinite: 2)]))
        // Above an edge and up to the next one: 1 | 2, 3 | 10.
        #expect(own.shares(between: [0.5, 1, 5, 50]) == [0.2, 0.4, 0.2])
    }

    @Test("a histogram that does not add up is not drawn")
    func unsound() {
        var broken = PlotDocuments.histogram([1, 2], events: 2)
        broken.count = 5
        #expect(distribution([broken]) == nil)
        #expect(distribution([PlotDocuments.histogram([], events: 0, infinite: 3)]) == nil)
    }

    @Test(
        "the plot looks one nine further than its events carry",
        arguments: [
            (6, 0.99), (999, 0.99), (1_000, 0.999), (9_999, 0.999), (10_000, 0.9999), (1_000_000, 0.999999),
        ])
    func lastQuantile(events: Int, last: Double) throws {
        let own = try #require(distribution([PlotDocuments.histogram([1, 2], events: events)]))
        #expect(abs(PercentilePlot(arms: [own]).lastQuantile - last) < 1e-12)
    }

    @Test("a curve is dotted from where fewer than ten events lie beyond")
    func dotted() throws {
        let own = try #require(
            distribution([PlotDocuments.histogram((1...1_000).map(Double.init), events: 100)]))
        let svg: String = PercentilePlot(arms: [own]).svg(id: "p", title: "t", description: "d")
        let plot = try #require(ParsedPlot(svg))
        let solid = try #require(plot.all("path", "line").first { !$0.classes.contains("uncertain") })
        let dotted = try #require(plot.all("path", "uncertain").first)
        func ends(_ path: ParsedPlot.Element) -> (first: Double, last: Double)? {
            let points: [Substring] = (path.attributes["d"] ?? "").dropFirst().split(separator: "L")
            let xs: [Double] = points.compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
            return xs.first.flatMap { first in xs.last.map { (first, $0) } }
        }
        let solidEnds = try #require(ends(solid))
        let dottedEnds = try #require(ends(dotted))
        // 100 events carry 90 %, which is the middle of an axis to 99 %.
        #expect(abs(solidEnds.last - (dottedEnds.last + solidEnds.first) / 2) < 0.11)
        #expect(dottedEnds.first == solidEnds.last)
    }

    @Test("an axis that is not even says so, and no other does")
    func headings() throws {
        let wide = try #require(
            distribution([PlotDocuments.histogram((0...200).map { 1 + Double($0 * $0) }, events: 2_000)]))
        let narrow = try #require(distribution([PlotDocuments.histogram([100, 110], events: 200)]))
        let curve: String = PercentilePlot(arms: [wide]).svg(id: "p", title: "t", description: "d")
        #expect(curve.contains(">Update latency (logarithmic axis)<"))
        #expect(curve.contains(">share of the updates that came no later (logarithmic tail)<"))
        let even: String = PercentilePlot(arms: [narrow]).svg(id: "p", title: "t", description: "d")
        #expect(even.contains(">Update latency<") && even.contains("(logarithmic tail)<"))
        let bars: String = HistogramPlot(arms: [wide]).svg(id: "p", title: "t", description: "d")
        #expect(bars.contains(">update latency (logarithmic axis)<"))
        #expect(bars.contains(">Share of the updates in each step<"))
    }

    @Test("percentiles are written with the digits that tell them apart")
    func text() {
        #expect(PercentilePlot.percentText(0.5) == "50 %")
        #expect(PercentilePlot.percentText(0.999) == "99.9 %")
        #expect(PercentilePlot.percentText(0.99999) == "99.999 %")
        #expect(PercentilePlot.percentText(0) == "0 %")
    }

    @Test("a histogram's steps are equal ratios, hold everything, and add up to what arrived")
    func histogram() throws {
        let own = try #require(
            distribution([PlotDocuments.histogram([1, 10, 100, 1_000], events: 4, infinite: 1)]))
        let plot = HistogramPlot(arms: [own])
        #expect(plot.binsPerDecade == 10)
        for (left, right) in zip(plot.edges, plot.edges.dropFirst()) {
            #expect(abs(right / left - Foundation.pow(10, 0.1)) < 1e-9)
        }
        #expect(plot.shares[0].filter { $0 > 0 } == [0.2, 0.2, 0.2, 0.2])
        // 1 ms lies at the upper end of its step, as its bucket does.
        #expect(abs(plot.edges[1] - 1) < 1e-12)
        #expect(abs((plot.edges.last ?? 0) - 1_000) < 1e-9)
    }
}
