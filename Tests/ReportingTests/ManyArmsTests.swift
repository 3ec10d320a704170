import Results
import Testing

@testable import Reporting

@Suite struct ManyArmsTests {
    static let arms: [(name: String, transport: String)] = [
        ("interval", "interval-polling"), ("conditional", "conditional-polling"),
        ("events", "event-polling"), ("long-polling", "long-polling"), ("push", "websocket"),
        ("push-unbatched", "websocket"),
    ]

    private static func document() -> ResultsDocument {
        var document = SampleDocument.empty()
        let load = SampleDocument.busy
        document.cells = arms.map { arm in
            let figures =
                arm.transport.hasSuffix("l-polling") || arm.transport.hasPrefix("e")
                ? SampleDocument.pollingFigures() : SampleDocument.pushFigures()
            return SampleDocument.cell(arm.name, arm.transport, load, figures)
        }
        document.comparisons = arms.dropFirst().map { arm in
            var comparison = SampleDocument.comparison(
                "updateLatency.mean", load, ratio: 0.123, interval: [0.12, 0.126], unit: "ms")
            comparison.baseline = "interval"
            comparison.candidate = arm.name
            return comparison
        }
        return document
    }

    @Test("with six arms a terminal's tables stay readable, and the comparisons have one of their own")
    func terminal() throws {
        let lines = TerminalReport.render(Self.document(), style: .plain).split(separator: "\n")
        #expect((lines.map(\.count).max() ?? 0) <= 110)
        let header = try #require(lines.first { $0.contains("push-unbatched") && $0.contains("interval") })
        #expect(!header.contains("/ interval"))
        let place = try #require(lines.firstIndex { $0.hasPrefix("compared with interval") })
        #expect(Self.arms.dropFirst().allSatisfy { lines[place].contains($0.name) })
        // One ratio an arm, without the intervals that the report's file has.
        #expect(lines[place + 1].hasPrefix("Update latency, mean"))
        #expect(lines[place + 1].split(separator: " ").filter { $0 == "0.12" || $0 == "0.123" }.count == 5)
    }

    @Test("the file has the intervals")
    func markdown() {
        let text = MarkdownReport.render(Self.document())
        #expect(text.contains("| compared with interval | conditional | events |"))
        #expect(text.contains("(0.120 to 0.126)") || text.contains("(0.12 to 0.13)"))
    }

    @Test("with two comparisons they stand beside the figures, as with one")
    func beside() {
        var document = Self.document()
        document.cells.removeLast(3)
        document.comparisons.removeLast(3)
        let text = TerminalReport.render(document, style: .plain)
        #expect(text.contains("events / interval"))
        #expect(!text.contains("compared with"))
    }

    @Test("a figure that only other transports have is no line, and no footnote")
    func absentKind() {
        var document = Self.document()
        document.cells.removeAll { $0.transport != "websocket" }
        document.comparisons = []
        let pushOnly = MarkdownReport.render(document)
        #expect(pushOnly.contains("of it: server delay, mean"))
        #expect(!pushOnly.contains("of it: poll wait, mean"))
        #expect(!pushOnly.contains(": poll wait."))
        #expect(MarkdownReport.render(Self.document()).contains("of it: poll wait, mean"))
    }
}
