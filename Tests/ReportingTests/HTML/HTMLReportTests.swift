import Results
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
    private static let everySection: [String] = [
        "summary", "key-figures", "figures", "loads", "comparisons", "predictions", "thresholds", "validity",
        "notes", "generator", "trials", "environment", "how-it-was-measured",
    ]

    @Test("a page is well-formed, whatever it is about", arguments: PageSamples.all.map(\.name))
    func wellFormed(_ name: String) throws {
        let document = try #require(PageSamples.all.first { $0.name == name }?.document)
        let html: String = HTMLReport.render(document)
        #expect(html.hasPrefix("<!DOCTYPE html>\n"))
        let page = try ParsedPage(html)
        #expect(page.root.children.map(\.name) == ["html"])
        // Every id once, and every link of the page leads to one.
        let ids: [String] = page.root.all.compactMap { $0.attributes["id"] }
        #expect(ids.count == Set(ids).count)
        for link in page.root.all("a").compactMap({ $0.attributes["href"] }) {
            #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())), "\(link)")
        }
        #expect(name == "hostile" || !html.contains("{{"), "a template's mark was left")
    }

    @Test("a run with everything has every section, in the order in which they are read, and a way to each")
    func sections() throws {
        var document = SampleDocument.busyRun()
        document.notes = ["a note"]
        let page = try ParsedPage(HTMLReport.render(document))
        let ids: [String] = page.root.all.compactMap { $0.attributes["id"] }
        #expect(ids.filter(Self.everySection.contains) == Self.everySection)
        let contents = try #require(page.root.classed("contents").first)
        let links: [String] = contents.all("a").compactMap { $0.attributes["href"] }
        #expect(
            links.filter { Self.everySection.contains(String($0.dropFirst())) }.count
                == Self.everySection.count)
        #expect(page.root.all("title").first?.text == "Pass: sample")
    }

    @Test("what a run does not have is not on the page")
    func absent() throws {
        let empty = try ParsedPage(HTMLReport.render(SampleDocument.empty()))
        let there: Set<String> = ["summary", "environment", "how-it-was-measured"]
        for id in Self.everySection {
            #expect((empty.element(id) != nil) == there.contains(id), "\(id)")
        }
        let single = try ParsedPage(HTMLReport.render(PageSamples.singleArm()))
        #expect(single.element("comparisons") == nil)
        #expect(single.element("predictions") == nil)
        #expect(single.root.classed("says").isEmpty)
        #expect(single.root.classed("ratio").isEmpty)
        // No task was followed: no tile says so with nothing but dashes.
        var idle = SampleDocument.busyRun()
        for index in idle.cells.indices { idle.cells[index].summary.submitToSeenMs = nil }
        let labels: [String] = try ParsedPage(HTMLReport.render(idle)).root.classed("tile").compactMap {
            $0.all("dt").first?.text
        }
        #expect(labels.contains("Update latency, mean") && !labels.contains { $0.hasPrefix("Submit") })
    }

    @Test("the verdict comes first, as a word and a sentence, then the comparison as people say it")
    func top() throws {
        let document = SampleDocument.busyRun()
        let page = try ParsedPage(HTMLReport.render(document))
        #expect(page.root.all("h1").map(\.text) == ["✓ Pass: All 2 thresholds held."])
        let load = SampleDocument.busy
        #expect(
            page.root.classed("says").map(\.spaced) == ComparisonSentence.all(ReportFacts(document), at: load)
        )
        #expect(page.root.classed("why").map(\.spaced) == Explanations.all(ReportFacts(document), at: load))
        #expect(
            page.root.classed("says").first?.all("strong").map(\.text) == [
                "8.1 times sooner", "9.1 times the traffic", "4.5 times the server CPU",
            ])
        let invalid = try ParsedPage(HTMLReport.render(PageSamples.invalid()))
        #expect(invalid.root.all("h1").first?.text.hasPrefix("? Invalid: push@10: the generator") == true)
        #expect(invalid.root.classed("invalid").count == 1)
        let partial = try ParsedPage(HTMLReport.render(PageSamples.partial()))
        #expect(partial.root.classed("partial").first?.text.hasPrefix("The run ended early") == true)
    }

    @Test("an invalid run is marked wherever its figures are shown, and no other is")
    func doubt() throws {
        var document = PlotDocuments.threeLoads()
        #expect(try ParsedPage(HTMLReport.render(document)).root.classed("doubt").isEmpty)
        document.verdict = .invalid
        let page = try ParsedPage(HTMLReport.render(document))
        #expect(Set(page.root.classed("doubt").map(\.text)) == ["invalid run"])
        for id in ["key-figures", "figures", "loads"] {
            #expect(page.element(id)?.classed("doubt").count == 1, "\(id)")
        }
        let figures = page.root.all("figure")
        #expect(figures.count == ReportFigures.all(document).count && !figures.isEmpty)
        for figure in figures { #expect(figure.all("h4").first?.classed("doubt").count == 1) }
        #expect(page.root.classed("doubtful").first?.classed("tile").isEmpty == false)
    }

    @Test("page and Markdown have the same tables", arguments: PageSamples.all.map(\.name))
    func sameFacts(_ name: String) throws {
        let document = try #require(PageSamples.all.first { $0.name == name }?.document)
        guard name != "hostile" else { return }  // Marks from outside mean nothing to the page.
        func plain(_ cell: some StringProtocol) -> String {
            let text: String = String(cell).replacing("`", with: "").replacing("**", with: "")
                .replacing("\\|", with: "|").replacing("&lt;", with: "<")
            return text == "-" ? "–" : text
        }
        let lines = MarkdownReport.render(document).replacing("\\|", with: "\u{1}").split(separator: "\n")
        // What stands above a rule heads columns. The page leaves out those that are blank from top to bottom.
        let rules: [Int] = lines.indices.filter { lines[$0].hasPrefix("|---") }
        let cells = lines.indices.filter { lines[$0].hasPrefix("| ") && !rules.contains($0 + 1) }
        let expected: [[String]] = cells.map { index in
            lines[index].dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false)
                .map { plain($0.replacing("\u{1}", with: "|")) }.filter { !$0.isEmpty }
        }
        let rows: Set<[String]> = Set(
            try ParsedPage(HTMLReport.render(document)).tableRows.map { $0.filter { !$0.isEmpty } })
        for row in expected { #expect(rows.contains(row), "\(row)") }
        #expect(expected.count > 5)
    }

    @Test("text from outside stays text: no element, attribute, script or address comes of it")
    func hostile() throws {
        let page = try ParsedPage(HTMLReport.render(PageSamples.hostileRun()))
        let harmless = try ParsedPage(HTMLReport.render(SampleDocument.busyRun()))
        #expect(page.root.all("script").map(\.text) == harmless.root.all("script").map(\.text))
        #expect(page.root.all("style").map(\.text) == harmless.root.all("style").map(\.text))
        #expect(page.root.all("img").isEmpty)
        let known: Set<String> = Set(harmless.root.all.flatMap { $0.attributes.keys })
        for element in page.root.all {
            #expect(
                element.attributes.keys.allSatisfy { known.contains($0) || $0 == "open" }, "\(element.name)")
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" })
        }
        // It is there all the same, as it was but for what no reader could see.
        let text: String = page.root.all("h1").map(\.text).joined()
        #expect(text.contains("</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"))
        #expect(text.contains("{{evil}}"))
    }

    @Test("nothing outside the file is asked for")
    func selfContained() throws {
        let page = try ParsedPage(HTMLReport.render(SampleDocument.busyRun()))
        for element in page.root.all {
            for (name, value) in element.attributes where ["src", "href", "action", "data"].contains(name) {
                #expect(value.hasPrefix("#") || value.hasPrefix("data:image/svg+xml,"), "\(value)")
            }
        }
        let style: String = page.root.all("style").map(\.text).joined()
        #expect(!style.contains("url(") && !style.contains("@import"))
        let policy = page.root.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        let script: String = page.root.all("script").map(\.text).joined()
        #expect(policy?.attributes["content"] == ContentSecurityPolicy.text(style: style, script: script))
    }

    @Test("a long table is folded, unless it has what a reader must not miss")
    func folding() {
        var table = TextTable(["a", "b"])
        for number in 0..<20 { table.add([String(number), "held"]) }
        let quiet = PartView(ReportPart(id: "x", title: "X", table: table))
        #expect(quiet.openTable == nil && quiet.foldedTable?.rows.count == 20)
        #expect(quiet.foldName == "Table of 20 rows")
        table.rows[7][1] = "**failed**"
        let alarming = PartView(ReportPart(id: "x", title: "X", table: table))
        #expect(alarming.openTable?.rows.count == 20 && alarming.foldedTable == nil)
    }

    @Test("arms of a tile wear the colours and marks that they have in plots")
    func swatches() throws {
        let page = try ParsedPage(HTMLReport.render(PageSamples.twelveCells()))
        let tile = try #require(page.root.classed("tile").first)
        #expect(tile.classed("arm").map(\.text) == PageSamples.twelveCells().cells.prefix(4).map(\.arm))
        let styles: [ArmStyle] = ArmStyle.all(PageSamples.twelveCells())
        #expect(tile.all("dd").compactMap { $0.attributes["class"] } == styles.map(\.series))
        #expect(Set(tile.all("path").compactMap { $0.attributes["d"] }).count == 4)
    }
}
