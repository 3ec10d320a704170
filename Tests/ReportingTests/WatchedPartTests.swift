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
            [check("CPU", 4), check("lag", 60, limit: 50, unit: "ms"), check("steal", 0.00145)])
        #expect(
            part.rows == [
                ["CPU", "held", "4.00 %", "10.0 %", "push@10"],
                ["lag", "**failed in 2 cells**", "60.0 ms", "50.0 ms", "push@10"],
                ["log", "held", "-", "-", "polling@10"],
                ["trend", "noted", "12.0 %", "10.0 %", "polling@10"],
                ["steal", "held", "0 %", "10.0 %", "push@10"],
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
        #expect(MarkdownReport.render(document).contains("| read lag | held | 3.00 % |"))
        #expect(HTMLReport.render(document).contains("id=\"watched\""))
    }
}
