import Results
import Testing

@testable import Reporting

@Suite("TimeFigures")
struct TimeFiguresTests {
    @Test("many slices are joined to as many as fit, never across phases")
    func joining() throws {
        let latency = TrialSeries.SliceLatency(count: 10, mean: 1, p50: 1, p90: 2, p99: 3, max: 4)
        let series = TrialSeries(
            sliceSeconds: 1,
            slices: (0..<130).map { place in
                TrialSeries.Slice(
                    second: Double(place - 5), phase: place < 5 ? "warmUp" : "steady",
                    updateLatencyMs: latency, deliveryLatencyMs: nil, messages: 7, submissions: 1,
                    clients: place, errors: 2, serverCPUPercent: 50, residentBytes: 1)
            })
        let slices = try #require(TimeSlices(series, most: 60))
        #expect(slices.joined == 3)
        // 5 of the warm-up in 2, 125 of the steady state in 42.
        #expect(slices.slices.count == 44)
        #expect(slices.slices[1].phase == "warmUp" && slices.slices[1].seconds == 2)
        #expect(slices.slices[2].from == 0 && slices.slices[2].to == 3)
        #expect(slices.slices.allSatisfy { $0.messages == 7 && $0.errors == 2 && $0.cpuPercent == 50 })
        #expect(slices.slices[2].clients == 7)
        #expect(slices.slices[2].latency?.count == 30)
    }

    @Test("joined percentiles weigh by their updates, the largest is the largest")
    func weights() throws {
        func slice(_ second: Double, _ count: Int, _ value: Double) -> TrialSeries.Slice {
            TrialSeries.Slice(
                second: second, phase: "steady",
                updateLatencyMs: .init(
                    count: count, mean: value, p50: value, p90: value, p99: value, max: value),
                deliveryLatencyMs: nil, messages: 1, submissions: 1, clients: nil, errors: nil,
                serverCPUPercent: nil, residentBytes: nil)
        }
        let slices = try #require(
            TimeSlices(TrialSeries(sliceSeconds: 1, slices: [slice(0, 10, 1), slice(1, 30, 5)]), most: 1))
        #expect(slices.slices.first?.latency == .init(count: 40, mean: 4, p50: 4, p90: 4, p99: 4, max: 5))
    }

    @Test("the trial in the middle by update mean is drawn, the lower of two")
    func median() throws {
        var cell = SampleDocument.cell(
            "push", "websocket", SampleDocument.busy, SampleDocument.pushFigures(), blocks: 4)
        for (place, mean) in [30.0, 10, 20, 40].enumerated() {
            cell.trials[place].figures.updateLatencyMs.mean = mean
            cell.trials[place].series = PlotDocuments.series()
        }
        let style = ArmStyle(name: "push", index: 0)
        let four = try #require(ArmOverTime(cell, style: style))
        #expect(four.position == cell.trials[2].position)
        #expect(four.others.count == 3)
        cell.trials[1].discarded = true
        #expect(try #require(ArmOverTime(cell, style: style)).position == cell.trials[0].position)
        cell.trials[0].series = nil
        #expect(try #require(ArmOverTime(cell, style: style)).position == cell.trials[2].position)
    }

    @Test("warm-up and drain are shaded where they were")
    func shades() throws {
        let figures: [ReportFigure] = TimeFigures.all(PlotFacts(PlotDocuments.threeLoads()))
        #expect(figures.count == 9)
        let figure = try #require(figures.first { $0.id == "time-messages-1" })
        let plot = try #require(ParsedPlot(figure.svg))
        let shades = plot.all("rect", "shade")
        // Two panels with two phases each, a fifth of the time each.
        #expect(shades.count == 4)
        let widths: Set<Double> = Set(shades.compactMap { $0.number("width") })
        #expect(widths.count == 1)
        let area: Double = try #require(
            plot.all("line", "axis").compactMap { line -> Double? in
                guard let from = line.number("x1"), let to = line.number("x2") else { return nil }
                return to - from
            }.max())
        #expect(try abs(#require(widths.first) - area / 5) < 0.11)
    }

    @Test("updates that come now and then, as in a swarm at rest, are marks that can be seen")
    func lonely() throws {
        var document = PlotDocuments.threeLoads()
        for trial in document.cells[1].trials.indices {
            for slice in 0..<5 where slice != 2 {
                document.cells[1].trials[trial].series?.slices[slice].updateLatencyMs = nil
            }
        }
        let id = "time-latency-1"
        let figures: [ReportFigure] = TimeFigures.all(PlotFacts(document))
        let figure = try #require(figures.first { $0.id == id })
        let plot = try #require(ParsedPlot(figure.svg))
        let marks = plot.all("path", "point")
        #expect(marks.count == 1 && marks.first?.attributes["class"] == "point series-2")
        // From the median to p99.
        #expect(plot.all("line", "interval").count == 1)
    }

    @Test("a panel without any update says so; a figure of such panels alone is not there")
    func noUpdates() throws {
        var document = PlotDocuments.threeLoads()
        func silence(_ cell: Int) {
            for trial in document.cells[cell].trials.indices {
                for slice in 0..<5 {
                    document.cells[cell].trials[trial].series?.slices[slice].updateLatencyMs = nil
                }
            }
        }
        silence(1)
        let words = "no updates in this trial"
        let one = try #require(TimeFigures.all(PlotFacts(document)).first { $0.id == "time-latency-1" })
        #expect(one.svg.components(separatedBy: words).count == 2)
        silence(0)
        #expect(!TimeFigures.all(PlotFacts(document)).contains { $0.id == "time-latency-1" })
    }

    @Test("a document without series has no plots over time, one without errors says so")
    func absent() {
        #expect(TimeFigures.all(PlotFacts(SampleDocument.busyRun())).isEmpty)
        let figures: [ReportFigure] = TimeFigures.all(PlotFacts(PlotDocuments.threeLoads()))
        #expect(figures.contains { $0.caption.contains("There were no errors in any slice.") })
    }
}
