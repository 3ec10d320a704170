import LoadEngine
import Metering

/// Follows a running trial second by second. Counters and clock are passed in.
struct LiveWatch {
    /// What is known at one look.
    struct Look {
        /// CLOCK_MONOTONIC, nanoseconds.
        var instant: Int64
        var progress: LoadProgress
        var latencies: LiveLatencies?
        /// Of the server; nil while unknown.
        var sample: ProcessSample?
    }

    /// Between two points, nanoseconds.
    static let interval: Int64 = 1_000_000_000
    /// Points that are kept: a quarter of an hour. What is older is in the report.
    static let kept = 900
    /// Points that the current percentiles are over.
    package static let window = 5

    private(set) var trial = LiveTrial()
    private let start: Int64
    private var last: Look
    private var recent: [LiveLatencies] = []

    /// - Parameter first: at the trial's start.
    init(_ first: Look) {
        start = first.instant
        last = first
    }

    /// Whether a point is due.
    func isDue(at instant: Int64) -> Bool { instant >= last.instant + Self.interval }

    /// Adds the point from the latest look to this one.
    mutating func add(_ look: Look) {
        let seconds = Double(look.instant - last.instant) / 1e9
        guard seconds > 0 else { return }
        let latencies: LiveLatencies? = look.latencies.map { now in
            last.latencies.map { now.since($0) } ?? now
        }
        recent.append(latencies ?? LiveLatencies())
        if recent.count > Self.window { recent.removeFirst() }
        var current = LiveLatencies()
        for part in recent { current.add(part) }
        trial.current = LiveLatency(current)
        // A process of the generator that has ended no longer tells what it counted.
        let messages = look.progress.messages.subtractingReportingOverflow(last.progress.messages)
        trial.points.append(
            LivePoint(
                second: Double(look.instant - start) / 1e9, phase: look.progress.phase,
                clients: look.progress.connected,
                messagesPerSecond: messages.overflow ? 0 : Double(messages.partialValue) / seconds,
                errors: max(0, Int(clamping: look.progress.errors) - Int(clamping: last.progress.errors)),
                latency: latencies.flatMap(LiveLatency.init),
                serverCPUPercent: Self.cpuPercent(from: last.sample, to: look.sample),
                residentBytes: look.sample.map { Double($0.residentBytes) }.flatMap { $0 > 0 ? $0 : nil }))
        if trial.points.count > Self.kept { trial.points.removeFirst(trial.points.count - Self.kept) }
        let sample = look.sample ?? last.sample
        last = look
        last.sample = sample
    }

    /// Nil unless both are of one process and some time apart.
    private static func cpuPercent(from earlier: ProcessSample?, to later: ProcessSample?) -> Double? {
        guard let earlier, let later, later.instant > earlier.instant,
            later.cpuNanoseconds >= earlier.cpuNanoseconds
        else { return nil }
        return Double(later.cpuNanoseconds - earlier.cpuNanoseconds)
            / Double(later.instant - earlier.instant) * 100
    }
}
