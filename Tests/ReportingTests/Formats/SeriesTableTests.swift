import Foundation
import Results
import TestSupport
import Testing

@testable import Reporting

@Suite struct SeriesTableTests {
    @Test("a slice is a line, with every digit of its figures and nothing where there is none")
    func lines() throws {
        let text = try #require(SeriesTable.render(SampleDocument.measuredRun()))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines[0].hasPrefix(
                "arm,transport,load,block,trial,discarded,partial,valid,phase,second_s,slice_s,"))
        #expect(lines[1] == "polling,interval-polling,10,0,1,0,0,1,warmUp,-0.5,0.5,0,,,,,,0,,,,,,0,2,,,,")
        #expect(
            lines[2] == "polling,interval-polling,10,0,1,0,0,1,steady,0,0.5,3,12.25,12,14.5,14.5,14.5,"
                + "2,1.5e-05,1,2,2,2,7,1,500,0,41.5,31000000")
    }

    @Test("a run with faults tells how often clients tried to come back, and from what")
    func faults() throws {
        var document = SampleDocument.measuredRun()
        func outcome(_ name: String, at second: Double, for seconds: Double) -> FaultOutcome {
            FaultOutcome(
                name: name, kind: name, second: second, seconds: seconds, connections: 1, cutOff: 0,
                neverBack: 0, recovery: nil, reconnects: nil)
        }
        document.cells[0].trials[0].figures.faults = FaultFigures(
            outcomes: [
                // Slices are [-0.5, 0) and [0, 0.5).
                outcome("early", at: -0.3, for: 0.3), outcome("stop", at: -0.1, for: 0.2),
                outcome("reset", at: 0, for: 0), outcome("restart", at: 0.5, for: 2),
            ], lost: nil, late: nil, duplicated: nil, lateAfterMs: 1, longestLateMs: nil, fallbackSeconds: 0,
            residentBytesBefore: nil, residentBytesAfter: nil)
        document.cells[0].trials[0].series?.slices[0].reconnects = 0
        document.cells[0].trials[0].series?.slices[1].reconnects = 12
        let lines = try #require(SeriesTable.render(document)).split(separator: "\n")
        #expect(lines[0].hasSuffix(",resident_bytes,reconnects,faults"))
        #expect(lines[1].hasSuffix(",0,early + stop") && lines[2].hasSuffix(",31000000,12,stop + reset"))
    }

    @Test("a slice's length has no digits that come from subtracting two begins")
    func length() throws {
        var document = SampleDocument.measuredRun()
        document.cells[0].trials[0].series?.sliceSeconds = 0.1
        document.cells[0].trials[0].series?.slices[0].second = -1.5
        document.cells[0].trials[0].series?.slices[1].second = -1.4
        let text = try #require(SeriesTable.render(document))
        #expect(text.contains(",warmUp,-1.5,0.1,") && text.contains(",steady,-1.4,0.1,"))
    }

    @Test("every line of an invalid run says so, and of no other", arguments: Verdict.allCases)
    func validity(verdict: Verdict) throws {
        var document = SampleDocument.measuredRun()
        document.verdict = verdict
        let rows = try #require(SeriesTable.render(document)).split(separator: "\n").dropFirst()
        let place = try #require(SeriesTable.columns.firstIndex(of: "valid"))
        let marks = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[place] }
        #expect(marks == (verdict == .invalid ? ["0", "0"] : ["1", "1"]))
    }

    @Test("a document without series has no table")
    func nothing() { #expect(SeriesTable.render(SampleDocument.busyRun()) == nil) }

    @Test("trials stand in the order in which they ran")
    func order() throws {
        var document = SampleDocument.measuredRun()
        let series = document.cells[0].trials[0].series
        for cell in 0..<2 { for trial in 0..<3 { document.cells[cell].trials[trial].series = series } }
        let rows = try #require(SeriesTable.render(document)).split(separator: "\n").dropFirst()
        let positions = rows.compactMap { Int($0.split(separator: ",")[4]) }
        #expect(positions == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    }

    @Test(
        "fields are quoted where RFC 4180 demands it",
        arguments: [
            ("plain", "plain"), ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), ("ü|;", "ü|;"),
        ])
    func quoting(field: String, expected: String) { #expect(CSVText.field(field) == expected) }

    @Test("Python's csv module reads the same fields back, whatever the names hold")
    func python() async throws {
        var document = SampleDocument.hostileRun()
        document.cells[1].arm = "a,\"b\"\r\n,c"
        document.cells[1].trials[0].series = document.cells[0].trials[0].series
        let folder = try TemporaryFolder()
        let file = try folder.file("series.csv", Array(try #require(SeriesTable.render(document)).utf8))
        let output = try await PythonPeer.output(of: "formats_peer.py", arguments: ["csv", file])
        let rows = try JSONDecoder().decode([[String: String]].self, from: Data(output.utf8))
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.count == SeriesTable.columns.count })
        #expect(rows[2]["arm"] == "a,\"b\"\r\n,c")
        #expect(rows[1]["update_latency_p90_ms"] == "14.5")
        #expect(Double(rows[1]["delivery_latency_mean_ms"] ?? "") == 0.000015)
        #expect(rows[0]["clients"] == "")
    }
}
