import Foundation
import Results
import Testing

@testable import Reporting

@Suite("ReportFigures")
struct ReportFiguresTests {
    @Test(
        "every plot of every document is well-formed, finite and within its frame",
        arguments: PlotDocuments.odd.indices)
    func sound(place: Int) throws {
        let (name, figures) = PlotDocuments.oddPlots[place]
        for (figure, parsed) in figures {
            let plot = try #require(parsed, "\(name): \(figure.id) is not well-formed")
            let size = plot.size
            #expect(
                size.width == PlotCanvas.width && size.height > 50 && size.height < 6_000,
                "\(name): \(figure.id)")
            #expect(!plot.coordinates.contains(nil), "\(name): \(figure.id)")
            let outside: [String] = plot.textBoxes.filter { _, box in
                box.x < -0.6 || box.maxX > size.width + 0.6 || box.y < -0.6 || box.maxY > size.height + 0.6
            }.map(\.text)
            #expect(outside.isEmpty, "\(name): \(figure.id)")
            for number in ["nan", "inf"] {
                #expect(
                    !figure.table.rows.joined().contains { $0.lowercased().hasPrefix(number) },
                    "\(name): \(figure.id)")
            }
        }
    }

    @Test("no two texts of a plot overlap", arguments: PlotDocuments.odd.indices)
    func overlaps(place: Int) throws {
        let (name, figures) = PlotDocuments.oddPlots[place]
        for (figure, parsed) in figures {
            let boxes = try #require(parsed).textBoxes
            let overlapping: [String] = boxes.indices.flatMap { index in
                boxes[(index + 1)...].filter { $0.box.intersects(boxes[index].box) }.map {
                    "\(boxes[index].text) and \($0.text)"
                }
            }
            #expect(overlapping.isEmpty, "\(name): \(figure.id)")
        }
    }

    @Test("ids are unique and harmless, and every plot says what it is", arguments: PlotDocuments.odd.indices)
    func accessible(place: Int) throws {
        let (_, figures) = PlotDocuments.oddPlots[place]
        #expect(Set(figures.map(\.figure.id)).count == figures.count)
        var ids: [String] = []
        for (figure, parsed) in figures {
            #expect(figure.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
            #expect(!figure.title.isEmpty && figure.caption.hasSuffix("."))
            let plot = try #require(parsed)
            let root = try #require(plot.elements.first)
            #expect(root.attributes["role"] == "img")
            let own: [String] = plot.elements.compactMap { $0.attributes["id"] }
            let labels: [String] = (root.attributes["aria-labelledby"] ?? "").split(separator: " ").map(
                String.init)
            #expect(labels.count == 2 && labels.allSatisfy(own.contains))
            ids += own
            #expect(!plot.all("rect", "hover").isEmpty, "\(figure.id)")
            #expect(plot.all("rect", "hover").allSatisfy { $0.attributes["data-tip"]?.isEmpty == false })
            #expect(!figure.table.rows.isEmpty, "\(figure.id)")
            #expect(!figure.svg.contains("style="), "a page's policy forbids inline styles")
        }
        #expect(Set(ids).count == ids.count)
    }

    @Test("names from outside stay text")
    func escaping() throws {
        let (_, document) = try #require(PlotDocuments.odd.last)
        let figures: [ReportFigure] = ReportFigures.all(document)
        #expect(!figures.isEmpty)
        for figure in figures {
            #expect(!figure.svg.contains("<script"))
            #expect(try #require(ParsedPlot(figure.svg)).all("script").isEmpty)
        }
    }

    @Test("a document without cells has no plots; a full one has every section")
    func sections() {
        #expect(ReportFigures.all(SampleDocument.empty()).isEmpty)
        var document: ResultsDocument = PlotDocuments.threeLoads()
        document.predictions = SampleDocument.busyRun().predictions
        let sections: Set<ReportFigure.Section> = Set(ReportFigures.all(document).map(\.section))
        #expect(sections == Set(ReportFigure.Section.allCases))
    }

    @Test("the same document gives the same plots")
    func repeatable() {
        let document: ResultsDocument = PlotDocuments.threeLoads()
        #expect(ReportFigures.all(document).map(\.svg) == ReportFigures.all(document).map(\.svg))
    }

    @Test("arms differ in marker and dash as well as in colour")
    func marks() {
        let arms: [ArmStyle] = (0..<8).map { ArmStyle(name: "\($0)", index: $0) }
        #expect(Set(arms.map(\.marker)).count == 8)
        #expect(Set(arms.map(\.dash)).count == 8)
        #expect(Set(arms.map(\.series)).count == 8)
        let ninth = ArmStyle(name: "9", index: 8)
        #expect(ninth.series == arms[0].series && ninth.marker != arms[0].marker)
    }
}
