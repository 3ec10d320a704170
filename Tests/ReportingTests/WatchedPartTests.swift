import Results
import Testing

@testable import Reporting

@Suite("What was watched, as a section")
struct WatchedPartTests {
    private func check(
        _ name: String, _ value: Double?, limit: Double? = 10, unit: String = "%", passed: Bool? = nil,
        invalidates: Bool = true
    ) -> ValidityCheck {
        ValidityCheck(
            name: name, passed: passed ?? ((value ?? 0) <= (limit ?? .infinity)), value: value, limit: limit,
            unit: unit, invalidates: invalidates, sentence: name)
    }

    private func part(_ checks: [ValidityCheck]?...) -> ReportPart {
        var document = SampleDocument.busyRun()
        for (place, own) in checks.enumerated() { document.cells[place].checks = own }
        return ReportParts.watched(ReportFacts(document))
    }

    @Test("each check is a line, with the cell in which it came nearest to its limit, and what came of it")
    func lines() {
        let part = part(
            [
                check("CPU", 3), check("lag", 51.25, limit: 50, unit: "ms"),
                check("log", nil, limit: nil, unit: ""),
                check("trend", 12, invalidates: false),
            ],
            [check("CPU", 4), check("lag", 60, limit: 50, unit: "ms"), check("steal", 0)])
        #expect(
            part.rows == [
                ["CPU", "push@10", "4.00 %", "10.0 %", "held"],
                ["lag", "push@10", "60.0 ms", "50.0 ms", "**failed in 2 cells**"],
                ["log", "polling@10", "-", "-", "held"],
                ["trend", "polling@10", "12.0 %", "10.0 %", "noted"],
                ["steal", "push@10", "0 %", "10.0 %", "held"],
            ])
        #expect(part.isAlarming)
        #expect(part.remarks.count == 1)
    }

    @Test("a document from before there was a list has no such section")
    func absent() {
        #expect(part(nil, nil).isEmpty)
        #expect(!MarkdownReport.render(SampleDocument.busyRun()).contains("What was watched"))
    }

    @Test("reports have the section")
    func reports() {
        var document = SampleDocument.busyRun()
        document.cells[0].checks = [check("read lag", 3)]
        #expect(MarkdownReport.render(document).contains("| read lag | polling@10 |"))
        #expect(HTMLReport.render(document).contains("id=\"watched\""))
    }
}
