import History
import Results
import Testing

@Suite("What a user writes for a run") struct RunReferenceTests {
    /// Newest first.
    private static let runs: [RunSummary] = [
        run("20261123-0930-busy", "2026-11-23T09:30:00Z"), run("out", "2026-11-23T09:00:00Z"),
        run("out", "2026-11-22T09:00:00Z"), run("20261122-0800-busy", "2026-11-22T08:00:00Z"),
        run("20261122-0700-calm", "2026-11-22T07:00:00Z"), run("out@home", "2026-11-21T07:00:00Z"),
    ]

    private static func run(_ id: String, _ start: String) -> RunSummary {
        var document = SampleRun.document(1)
        document.runId = id
        document.startedAt = start
        return RunSummary(document, folder: nil)
    }

    @Test(
        "means one run",
        arguments: [
            ("last", 0), ("last~0", 0), ("last~1", 1), ("last~5", 5), ("20261123", 0), ("20261122-08", 3),
            ("20261122-0700-calm", 4), ("out@2026-11-22", 2), ("out@2026-11-23T09", 1), ("out@home", 5),
            ("out@h", 5),
        ])
    func found(text: String, index: Int) throws {
        #expect(try RunReference(text).find(in: Self.runs) == Self.runs[index])
    }

    @Test("a prefix of several runs lists them, each as it can be written")
    func ambiguous() {
        #expect(
            throws: HistoryError.ambiguous(
                "20261122", candidates: ["20261122-0800-busy", "20261122-0700-calm"])
        ) { try RunReference("20261122").find(in: Self.runs) }
        #expect(
            throws: HistoryError.ambiguous(
                "out", candidates: ["out@2026-11-23T09:00:00Z", "out@2026-11-22T09:00:00Z"])
        ) { try RunReference("out").find(in: Self.runs) }
    }

    @Test("a run that is not there is said, with runs of similar names")
    func missing() {
        #expect(throws: HistoryError.noSuchRun("calm", close: ["20261122-0700-calm"])) {
            try RunReference("calm").find(in: Self.runs)
        }
        #expect(throws: HistoryError.noSuchRun("", close: [])) { try RunReference("").find(in: Self.runs) }
        #expect(throws: HistoryError.noSuchRun("last~x", close: [])) {
            try RunReference("last~x").find(in: Self.runs)
        }
        #expect(throws: HistoryError.tooFewRuns(asked: 6, present: 6)) {
            try RunReference("last~6").find(in: Self.runs)
        }
    }
}
