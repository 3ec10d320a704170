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
        let (name, document) = PlotDocuments.odd[place]
        for figure in ReportFigures.all(document) {
            let plot = try #require(ParsedPlot(figure.svg), "\(name): \(figure.id) is not well-formed")
            let size = plot.size
            #expect(
                size.width == PlotCanvas.width && size.height > 50 && size.height < 6_000,
                "\(name): \(figure.id)")
            for coordinate in plot.coordinates { #expect(coordinate != nil, "\(name): \(figure.id)") }
            for (text, box) in plot.textBoxes {
                #expect(
                    box.x >= -0.6 && box.maxX <= size.width + 0.6 && box.y >= -0.6
                        && box.maxY <= size.height + 0.6,
                    "\(name): \(figure.id): '\(text)' leaves the picture: \(box)")
            }
            for number in ["nan", "inf"] {
                #expect(
                    !figure.table.rows.joined().contains { $0.lowercased().hasPrefix(number) },
                    "\(name): \(figure.id)")
            }
        }
    }

    @Test("no two texts of a plot overlap", arguments: PlotDocuments.odd.indices)
    func overlaps(place: Int) throws {
        let (name, document) = PlotDocuments.odd[place]
        for figure in ReportFigures.all(document) {
            let boxes = try #require(ParsedPlot(figure.svg)).textBoxes
            for (index, left) in boxes.enumerated() {
                for right in boxes[(index + 1)...] {
                    #expect(
                        !left.box.intersects(right.box),
                        "\(name): \(figure.id): '\(left.text)' and '\(right.text)' overlap")
                }
            }
        }
    }

    @Test("ids are unique and harmless, and every plot says what it is", arguments: PlotDocuments.odd.indices)
    func accessible(place: Int) throws {
        let (_, document) = PlotDocuments.odd[place]
        let figures: [ReportFigure] = ReportFigures.all(document)
        #expect(Set(figures.map(\.id)).count == figures.count)
        var ids: [String] = []
        for figure in figures {
            #expect(figure.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
            #expect(!figure.title.isEmpty && figure.caption.hasSuffix("."))
            let plot = try #require(ParsedPlot(figure.svg))
            let root = try #require(plot.elements.first)
            #expect(root.attributes["role"] == "img")
            let own: [String] = plot.elements.compactMap { $0.attributes["id"] }
            let labels: [String] = (root.attributes["aria-labelledby"] ?? "").split(separator: " ").map(
                String.init)
            #expect(labels.count == 2 && labels.allSatisfy(own.contains))
            ids += own
            #expect(!plot.all("rect", "hover").isEmpty, "\(figure.id)")
            for hover in plot.all("rect", "hover") { #expect(hover.attributes["data-tip"]?.isEmpty == false) }
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
