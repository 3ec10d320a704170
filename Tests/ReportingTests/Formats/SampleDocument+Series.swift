import Results

@testable import Reporting

extension SampleDocument {
    /// The busy run with what formats need beside summaries: histograms, and a series of two slices in the
    /// first polling trial.
    static func measuredRun() -> ResultsDocument {
        var document = busyRun()
        for cell in document.cells.indices {
            for trial in document.cells[cell].trials.indices {
                document.cells[cell].trials[trial].histograms = [
                    "updateLatency": histogram([[1_000_000, 90], [2_000_000, 9], [4_000_000, 1]]),
                    "deliveryLatency": histogram([[500_000, 3], [700_000, 1]]),
                ]
            }
        }
        document.cells[0].trials[0].series = TrialSeries(
            sliceSeconds: 0.5,
            slices: [
                TrialSeries.Slice(
                    second: -0.5, phase: "warmUp", updateLatencyMs: nil, deliveryLatencyMs: nil, messages: 0,
                    submissions: 2, clients: nil, errors: nil, serverCPUPercent: nil, residentBytes: nil),
                TrialSeries.Slice(
                    second: 0, phase: "steady",
                    updateLatencyMs: TrialSeries.SliceLatency(
                        count: 3, mean: 12.25, p50: 12, p90: 14.5, p99: 14.5, max: 14.5),
                    deliveryLatencyMs: TrialSeries.SliceLatency(
                        count: 2, mean: 0.000015, p50: 1, p90: 2, p99: 2, max: 2), messages: 7,
                    submissions: 1, clients: 500, errors: 0, serverCPUPercent: 41.5,
                    residentBytes: 31_000_000),
            ])
        return document
    }

    /// In nanoseconds, with the sum and the largest value that its pairs have.
    static func histogram(_ pairs: [[UInt64]], infinite: UInt64 = 0) -> SparseHistogram {
        let count: UInt64 = pairs.reduce(0) { $0 + $1[1] }
        let sum: UInt64 = pairs.reduce(0) { $0 + $1[0] * $1[1] }
        return SparseHistogram(
            unit: "ns", pairs: pairs, count: count, sum: Double(sum), max: pairs.last?[0] ?? 0,
            infinite: infinite, events: Int(count + infinite))
    }

    /// Names that no format can take as they are.
    static func hostileRun() -> ResultsDocument {
        var document = measuredRun()
        document.scenario = "a <b> & \"c\"\n\u{1B}[31m\u{0}d\\e"
        document.notes = ["note with ]]> and \u{FFFE} and \u{7}\r\nbell"]
        document.cells[1].arm = "../../pu\"sh,\\\n|x"
        document.cells[1].summary.errors = ["refused \"by\" \\peer\n": 2]
        document.thresholds = [
            ThresholdResult(expression: "a < b & \"c\" > 'd'\u{1}", value: 12.5, passed: false),
            ThresholdResult(expression: "a < b & \"c\" > 'd'\u{1}", value: nil, passed: false),
        ]
        document.verdict = .fail
        return document
    }
}
