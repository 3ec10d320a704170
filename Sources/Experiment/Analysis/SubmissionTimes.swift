import LoadEngine
import Metering
import Results

/// Response and service times of the submissions that were intended in a window.
struct SubmissionTimes {
    private var response = LatencyHistogram()
    private var service = LatencyHistogram()
    private var accepted = 0
    private var intended = 0

    /// One that was refused or not answered never came: it stands above every finite time.
    init(_ submissions: [SubmissionRecord], window: Range<Int64>) {
        for submission in submissions where window.contains(submission.intended) {
            intended += 1
            guard submission.taskID != nil, submission.answered > 0, submission.sent > 0 else {
                response.recordInfinite()
                service.recordInfinite()
                continue
            }
            accepted += 1
            response.record(UInt64(max(0, submission.answered - submission.intended)))
            service.record(UInt64(max(0, submission.answered - submission.sent)))
        }
    }

    /// Empty without submissions.
    var histograms: [String: SparseHistogram] {
        guard intended > 0 else { return [:] }
        return [
            HistogramKey.submitResponse: SparseHistogram(response, events: intended),
            HistogramKey.submitService: SparseHistogram(service, events: intended),
        ]
    }

    /// Nil without submissions.
    func figures(seconds: Double) -> SubmissionFigures? {
        guard intended > 0, seconds > 0 else { return nil }
        return SubmissionFigures(
            acceptedPerSecond: Double(accepted) / seconds,
            responseMs: LatencySummary(SparseHistogram(response, events: intended)),
            serviceMs: LatencySummary(SparseHistogram(service, events: intended)))
    }
}
