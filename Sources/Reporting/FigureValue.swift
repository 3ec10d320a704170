import Results

/// What stands in a cell of a table.
enum FigureValue: Sendable, Equatable {
    case text(String)
    /// Shown, with a remark under the table.
    case noted(String, MissingReason)
    /// Shown as `-`, with the reason under the table.
    case missing(MissingReason)

    /// There is no such figure for an arm of this kind.
    var isOfOtherArms: Bool {
        if case .missing(.notForArm) = self { return true }
        return false
    }
}

/// Why a figure is not there, or not the whole truth.
enum MissingReason: Sendable, Hashable {
    /// The arm has no such thing: a push client waits for no poll.
    case notForArm(String)
    case noSamples(String)
    case tooFewEvents(Percentile, String, events: Int)
    case neverArrived(String, updates: Int)
    /// A mean without the samples that never arrived.
    case meanOfArrived(String, infinite: Int)
    case because(MissingCause, String)
    /// Two arms have the figure, but no ratio.
    case notCompared(String, why: String)
}

/// What had to happen for a figure to exist, and did not. Said as it is, in front of the arms.
enum MissingCause: String, Sendable, Hashable, CaseIterable {
    case noTasks = "no task was submitted"
    case notFollowed = "events do not tell what triggered them"
    case nothingCompleted = "no task completed"
    case nothingArrived = "nothing arrived"
    case noSuchEvent = "no such event"
    case fewTicks = "fewer than 50 clock ticks of CPU"
    case notSampled = "the server was not sampled"
    case logMissing = "the server's log is missing or incomplete"
    case notMeasured = "not measured"
}

enum Percentile: String, Sendable, Hashable, CaseIterable {
    case p50, p90, p99, p999

    /// Distinct events below which the document holds no such percentile.
    var leastEvents: Int {
        switch self {
        case .p50, .p90: 1
        case .p99: LatencySummary.fewestEventsForP99
        case .p999: LatencySummary.fewestEventsForP999
        }
    }

    func value(_ latency: LatencySummary) -> Double? {
        switch self {
        case .p50: latency.p50
        case .p90: latency.p90
        case .p99: latency.p99
        case .p999: latency.p999
        }
    }
}
