import LoadEngine
import Metering
import Results
import Scenarios

/// Whether the generator kept up in a trial.
struct GeneratorCheck {
    let record: LoadRecord
    let histograms: [String: SparseHistogram]
    let transport: Transport
    let cpuShare: Double
    let lagP99: Double
    /// Nanoseconds of the window.
    let length: Double
    let loops: Int
    let cpus: Int
    let lateness: SparseHistogram

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
        let reasons: [String] = checks.invalidReasons
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
    var busiestShare: Double {
        guard length > 0, record.generator.busiestLoopNanoseconds > 0 else { return cpuShare / Double(loops) }
        return Double(record.generator.busiestLoopNanoseconds) / length
    }

    /// How long the bytes that waited in the clients' sockets took to come, nanoseconds; nil without looks.
    var unread: Double? {
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

    /// Nanoseconds; nil without samples.
    func mean(_ histogram: SparseHistogram?) -> Double? {
        histogram.flatMap { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    }

    static func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }

    static func milliseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 1e4).rounded() / 100) ms"
    }
}
