import Results
import Testing

@testable import Reporting

@Suite("TrafficFigures")
struct TrafficFiguresTests {
    private func document() -> ResultsDocument {
        var figures = SampleDocument.pushFigures()
        figures.traffic = Traffic(
            appBytesPerClientHour: Directions(up: 10_000, down: 40_000),
            wireBytesPerClientHour: Directions(up: 20_000, down: 70_000), heartbeatBytesPerClientHour: 10_000,
            handshakeBytes: 1, retransmittedSegments: 0)
        var document = SampleDocument.empty()
        document.cells = [SampleDocument.cell("push", "websocket", SampleDocument.busy, figures)]
        return document
    }

    @Test("a bar's parts are as long as their bytes, and lie end to end")
    func parts() throws {
        let figure = try #require(TrafficFigures.all(PlotFacts(document())).first)
        let plot = try #require(ParsedPlot(figure.svg))
        let bars = plot.all("rect", "series-1").filter { $0.classes.contains("bar") }
        let widths: [Double] = bars.compactMap { $0.number("width") }
        #expect(widths.count == 5)
        // 40, 10, 30, 10 and 10 kB of 100.
        let whole: Double = widths.reduce(0, +)
        for (width, share) in zip(widths, [0.4, 0.1, 0.3, 0.1, 0.1]) {
            #expect(abs(width / whole - share) < 0.002)
        }
        let xs: [Double] = bars.compactMap { $0.number("x") }
        for (index, x) in xs.dropFirst().enumerated() { #expect(abs(x - xs[index] - widths[index]) < 0.21) }
        #expect(
            figure.table.rows == [["push", "40.0 kB", "10.0 kB", "30.0 kB", "10.0 kB", "10.0 kB", "100 kB"]])
    }
}

@Suite("TrialFigures")
struct TrialFiguresTests {
    @Test("a mean lies in the middle of its band, and what was not counted is a cross")
    func band() throws {
        var document: ResultsDocument = SampleDocument.busyRun()
        for cell in document.cells.indices {
            for (place, value) in [90.0, 100, 110].enumerated() {
                document.cells[cell].trials[place].figures.updateLatencyMs.mean = value * Double(cell + 1)
            }
            var first: Trial = document.cells[cell].trials[0]
            first.discarded = true
            first.position = 0
            document.cells[cell].trials.insert(first, at: 0)
        }
        let figure = try #require(
            TrialFigures.all(PlotFacts(document)).first { $0.id == "trials-update-mean" })
        let plot = try #require(ParsedPlot(figure.svg))
        let band = try #require(plot.all("rect", "band").first)
        let mean = try #require(plot.all("line", "interval").first?.number("x1"))
        let left = try #require(band.number("x"))
        let width = try #require(band.number("width"))
        #expect(abs(left + width / 2 - mean) < 0.11)
        #expect(plot.all("path", "faint").count == 2)
        // 100 with t(0.975; 2) 10 / sqrt(3) = 24.84.
        #expect(figure.table.rows[0].prefix(4) == ["10 tasks/s", "polling", "100 ms", "75.2 ms to 125 ms"])
        #expect(figure.table.rows[0][4] == "(90.0 ms), 90.0 ms, 100 ms, 110 ms")
    }
}

@Suite("PredictionFigures")
struct PredictionFiguresTests {
    @Test("forms of one figure share a row; only checked ones are filled")
    func rows() throws {
        var document: ResultsDocument = SampleDocument.busyRun()
        document.predictions = [
            Prediction(
                quantity: "traffic", cell: "push@10", unit: "bytes/client/h", predicted: 100, measured: 105,
                formula: "replayed"),
            Prediction(
                quantity: "traffic", cell: "push@10", unit: "bytes/client/h", predicted: 100, measured: 110,
                formula: "closed", checked: false),
            Prediction(
                quantity: "own", cell: "gone@1", unit: "ms", predicted: 100, measured: 20, formula: "f"),
        ]
        let figure = try #require(PredictionFigures.all(PlotFacts(document)).first)
        let plot = try #require(ParsedPlot(figure.svg))
        #expect(plot.all("text", "name").map(\.text).filter { $0 == "push@10" }.count == 1)
        #expect(plot.all("path", "hollow").count { $0.classes.contains("series-2") } == 1)
        #expect(figure.table.rows.map { $0[4] } == ["+5 %", "(+10 %)", "-80 %"])
    }

    @Test("residuals are written with a sign, and no sign for nothing")
    func text() {
        #expect(ResidualPlot.percentText(0.0348) == "+3.5 %")
        #expect(ResidualPlot.percentText(-0.084) == "-8.4 %")
        #expect(ResidualPlot.percentText(0.0001) == "0 %")
        #expect(ResidualPlot.percentText(-0.0001) == "0 %")
        #expect(ResidualPlot.percentText(12) == "+1,200 %")
    }
}
