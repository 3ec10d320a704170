import LoadEngine
import Metering
import Results
import Scenarios

/// Whether the generator kept up in a trial.
struct GeneratorCheck {
    private let record: LoadRecord
    private let histograms: [String: SparseHistogram]
    private let transport: Transport
    private let cpuShare: Double
    private let lagP99: Double
    /// Nanoseconds of the window.
    private let length: Double
    private let loops: Int
    private let cpus: Int
    private let lateness: SparseHistogram

    /// - Parameters:
    ///   - histograms: the trial's (``HistogramKey``): what is reported, which faults are held against.
    ///   - seconds: of the window that its CPU was counted over.
    ///   - cpus: that its loops were kept on; 0 when they were not.
    init(
        _ record: LoadRecord, histograms: [String: SparseHistogram], transport: Transport, seconds: Double,
        cpus: Int
    ) {
        self.record = record
        loops = max(1, record.entries.count, record.polls.count)
        self.cpus = cpus
        self.histograms = histograms
        self.transport = transport
        length = seconds * 1e9
        cpuShare = seconds > 0 ? Double(record.generator.cpuNanoseconds) / 1e9 / seconds : 0
        lagP99 = Double(histograms[HistogramKey.generatorLag]?.value(atQuantile: 0.99) ?? 0)
        var late = LatencyHistogram()
        for lateness in record.generator.actionLateness { late.record(UInt64(max(0, lateness))) }
        lateness = SparseHistogram(late, events: Int(late.count))
    }

    var health: GeneratorHealth {
        let reasons: [String] = cpuReasons() + standstillReasons() + latenessReasons() + omissionReasons()
        var health = GeneratorHealth(
            cpuPercent: 100 * cpuShare, lagP99Microseconds: lagP99 / 1e3,
            missedIntended: record.generator.missedIntended, sharedReads: record.generator.sharedReads,
            verdict: reasons.isEmpty ? .valid : .saturated, reasons: reasons)
        health.busiestLoopPercent = 100 * busiestShare
        health.loopWaitPercent = length > 0 ? 100 * Double(record.generator.runQueueWait) / length : nil
        health.longestStallMs = Double(record.generator.longestStall) / 1e6
        health.unreadMs = unread.map { $0 / 1e6 }
        return health
    }

    /// Of one CPU; a record of several loops that does not tell them apart has their mean.
    private var busiestShare: Double {
        guard length > 0, record.generator.busiestLoopNanoseconds > 0 else { return cpuShare / Double(loops) }
        return Double(record.generator.busiestLoopNanoseconds) / length
    }

    /// How long the bytes that waited in the clients' sockets took to come, nanoseconds; nil without looks.
    private var unread: Double? {
        let generator: GeneratorRecord = record.generator
        let clients: Double = Double(record.clients.count { $0.sessionStart > 0 })
        let bytes: Double = record.clients.reduce(0) { $0 + Double($1.bytesDown) }
        guard generator.queueLooks >= GeneratorLimits.fewestLooks, bytes > 0, clients > 0 else { return nil }
        let waiting: Double = Double(generator.unreadBytes) / Double(generator.queueLooks)
        return waiting / (bytes / clients / length)
    }

    /// How much of the response times is the generator's own lateness, where that is much.
    var finding: String? {
        guard !transport.isPush,
            let response = mean(histograms[HistogramKey.deliveryLatency]),
            let late = mean(lateness), late > GeneratorLimits.responseShare * response,
            late > GeneratorLimits.leastLatenessToMention
        else { return nil }
        return "\(Self.milliseconds(late)) of the mean response time of \(Self.milliseconds(response)) are "
            + "polls that the generator sent late"
    }

    private func cpuReasons() -> [String] {
        var reasons: [String] = []
        if busiestShare > GeneratorLimits.cpuShare {
            reasons.append(
                "its busiest loop used \(Self.percent(busiestShare)) of its CPU "
                    + "(limit \(Self.percent(GeneratorLimits.cpuShare))): give it more CPUs or fewer clients")
        }
        if cpus > 0, loops > cpus, cpuShare > GeneratorLimits.cpuShare * Double(cpus) {
            reasons.append(
                "its \(loops) loops used \(Self.percent(cpuShare / Double(cpus))) of \(cpus == 1 ? "a CPU" : "\(cpus) CPUs") "
                    + "(limit \(Self.percent(GeneratorLimits.cpuShare))): give it more CPUs or fewer clients")
        }
        let wait: Double = length > 0 ? Double(record.generator.runQueueWait) / length : 0
        // Loops that share a CPU wait for one another: the limits on CPU, lag and lateness judge them.
        if wait > GeneratorLimits.waitShare, cpus == 0 || loops <= cpus {
            reasons.append(
                "its loop waited for its CPU \(Self.percent(wait)) of the steady state "
                    + "(limit \(Self.percent(GeneratorLimits.waitShare))): stop what else runs there, or give it "
                    + "a CPU of its own")
        }
        if lagP99 > GeneratorLimits.lag {
            reasons.append(
                "it read messages \(Self.milliseconds(lagP99)) late "
                    + "(p99; limit \(Self.milliseconds(GeneratorLimits.lag))): give it more CPUs or fewer clients"
            )
        }
        return reasons
    }

    private func standstillReasons() -> [String] {
        var reasons: [String] = []
        let stall: Double = Double(record.generator.longestStall)
        let limit: Double = max(Double(GeneratorLimits.stall), GeneratorLimits.stallShare * length)
        if stall > limit {
            reasons.append(
                "it stood still for \(Self.milliseconds(stall)) once (limit \(Self.milliseconds(limit))): it was "
                    + "stopped, or other programs had its CPU")
        }
        if let unread, unread > GeneratorLimits.unread {
            reasons.append(
                "its sockets held what takes \(Self.milliseconds(unread)) to come, unread "
                    + "(limit \(Self.milliseconds(GeneratorLimits.unread))): give it more CPUs or fewer clients"
            )
        }
        return reasons
    }

    /// Held against the figure that counts from intended times: polling's update latency, and where
    /// only submissions are scheduled, submit to seen.
    private func latenessReasons() -> [String] {
        let polls: Bool = !transport.isPush
        let reported: SparseHistogram? =
            histograms[polls ? HistogramKey.updateLatency : HistogramKey.submitToSeen]
        let name: String = polls ? "update latency" : "submit to seen"
        guard lateness.count >= GeneratorLimits.fewestActions, let late = mean(lateness),
            let reported, let figure = mean(reported)
        else { return [] }
        let limit: Double = max(GeneratorLimits.meanLateness, GeneratorLimits.meanLatenessShare * figure)
        if late > limit {
            return [
                "it acted \(Self.milliseconds(late)) late on average (limit \(Self.milliseconds(limit)), "
                    + "from a mean \(name) of \(Self.milliseconds(figure)))"
            ]
        }
        guard let p99 = LatencySummary(reported).p99, let lateP99 = lateness.value(atQuantile: 0.99),
            Double(lateP99) > GeneratorLimits.latenessP99Share * p99 * 1e6
        else { return [] }
        return [
            "it acted \(Self.milliseconds(Double(lateP99))) late at p99 "
                + "(the \(name)'s p99 is \(Self.milliseconds(p99 * 1e6)))"
        ]
    }

    private func omissionReasons() -> [String] {
        let generator: GeneratorRecord = record.generator
        var reasons: [String] = []
        let scheduled: Int = generator.actionLateness.count + generator.missedIntended
        if Double(generator.missedIntended) > GeneratorLimits.missedShare * Double(scheduled) {
            reasons.append("\(generator.missedIntended) of \(scheduled) scheduled actions did not happen")
        }
        if Double(generator.unusableStamps) > GeneratorLimits.unusableStampShare * Double(generator.reads) {
            reasons.append(
                "\(generator.unusableStamps) of \(generator.reads) reads had no usable kernel stamp")
        }
        let absent: Int = record.clients.count { $0.sessionStart == 0 }
        if absent > 0 { reasons.append("\(absent) of \(record.clients.count) clients never joined") }
        return reasons
    }

    /// Nanoseconds; nil without samples.
    private func mean(_ histogram: SparseHistogram?) -> Double? {
        histogram.flatMap { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    }

    private static func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }

    private static func milliseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 1e4).rounded() / 100) ms"
    }
}
