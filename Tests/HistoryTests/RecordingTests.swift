import Foundation
import History
import Results
import Testing

@Suite("Recording runs") struct RecordingTests {
    private func history(_ folder: TemporaryFolder) throws -> RunHistory {
        try RunHistory.open(toWrite: folder.path("deep/history.sqlite"), stamp: "20261123-000000")
    }

    @Test("a run comes back as it was recorded")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let document = SampleRun.document(7)
        try history(folder).record(document, folder: "/somewhere/run")
        let reader = try RunHistory.open(toRead: folder.path("deep/history.sqlite"))
        let run = try #require(try reader.runs().first)
        #expect(run == RunSummary(document, folder: "/somewhere/run"))
        #expect(run.seed == UInt64.max - 7)
        #expect(run.ratios.first?.confidence95?.count == 2)
    }

    @Test("the document comes back with every figure of every trial, without histograms")
    func document() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        var document = SampleRun.document(7)
        try writer.record(document, folder: nil)
        let found = try writer.document(of: try writer.run(RunReference("last")))
        for cell in document.cells.indices {
            for trial in document.cells[cell].trials.indices {
                document.cells[cell].trials[trial].histograms = [:]
            }
        }
        #expect(found == document)
    }

    @Test("a run recorded again replaces itself; another start under the same id is another run")
    func again() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        var document = SampleRun.document(7)
        try writer.record(document, folder: nil)
        document.verdict = .fail
        try writer.record(document, folder: "/new")
        #expect(try writer.runs().map(\.verdict) == [.fail])
        document.startedAt = "2026-11-07T09:00:00Z"
        try writer.record(document, folder: nil)
        #expect(try writer.runs().map(\.startedAt) == ["2026-11-07T09:00:00Z", "2026-11-07T08:00:00Z"])
    }

    @Test("runs are listed newest first, by scenario, and no more than asked for")
    func list() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        for number in [3, 1, 2] { try writer.record(SampleRun.document(number), folder: nil) }
        try writer.record(SampleRun.document(4, scenario: "other"), folder: nil)
        #expect(try writer.runs().map(\.seed) == [4, 3, 2, 1].map { UInt64.max - $0 })
        #expect(
            try writer.runs(scenario: "sample", limit: 2).map(\.runId) == [
                "20261103-sample", "20261102-sample",
            ])
        #expect(try writer.runs(scenario: "absent").isEmpty)
    }

    @Test("a figure that is not a finite number is refused, and the history stays as it was")
    func notFinite() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        try writer.record(SampleRun.document(1), folder: nil)
        var document = SampleRun.document(2)
        document.comparisons[0].difference = .nan
        #expect(throws: HistoryError.self) { try writer.record(document, folder: nil) }
        #expect(try writer.runs().count == 1)
    }

    @Test("two benches that begin in one second under one name are two runs, and a copy of a folder is none")
    func sameName() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory.open(toWrite: folder.path("history.sqlite"), stamp: "20261123-000000")
        let first = SampleRun.document(1)
        let second = SampleRun.document(1, push: [30, 31, 29])
        // Each twice, the first also from where its folder was copied to.
        for (document, path) in [
            (first, "/a/out"), (second, "/b/out"), (second, "/b/out"), (first, "/a/out"),
            (first, "/copy/out"),
        ] {
            try history.record(document, folder: path)
        }
        let runs = try history.runs()
        #expect(Set(runs.map(\.runId)) == ["20261101-sample", "20261101-sample-2"])
        let documents = try runs.map { try history.document(of: $0) }
        #expect(Set(documents.map { $0.cells[1].trials[0].figures.server.cpuPercent }) == [20, 30])
    }
}
