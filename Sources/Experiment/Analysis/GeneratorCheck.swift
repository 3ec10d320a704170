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
    private let lateness: SparseHistogram

    /// - Parameters:
    ///   - histograms: the trial's (``HistogramKey``): what is reported, which faults are held against.
    ///   - seconds: of the window that its CPU was counted over.
    init(
        _ record: LoadRecord, histograms: [String: SparseHistogram], transport: Transport, seconds: Double
    ) {
        self.record = record
        self.histograms = histograms
        self.transport = transport
        cpuShare = seconds > 0 ? Double(record.generator.cpuNanoseconds) / 1e9 / seconds : 0
        lagP99 = Double(histograms[HistogramKey.generatorLag]?.value(atQuantile: 0.99) ?? 0)
        var late = LatencyHistogram()
        for lateness in record.generator.actionLateness { late.record(UInt64(max(0, lateness))) }
        lateness = SparseHistogram(late, events: Int(late.count))
    }

    var health: GeneratorHealth {
        let reasons: [String] = cpuReasons() + latenessReasons() + omissionReasons()
        return GeneratorHealth(
            cpuPercent: 100 * cpuShare, lagP99Microseconds: lagP99 / 1e3,
            missedIntended: record.generator.missedIntended, sharedReads: record.generator.sharedReads,
            verdict: reasons.isEmpty ? .valid : .saturated, reasons: reasons)
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
        let workers: Double = Double(max(1, record.entries.count, record.polls.count))
        if cpuShare > GeneratorLimits.cpuShare * workers {
            let percent = Int((100 * cpuShare / workers).rounded())
            reasons.append("its loops used \(percent) % of their CPUs: give it more CPUs or fewer clients")
        }
        if lagP99 > GeneratorLimits.lag {
            reasons.append(
                "it read messages \(Self.milliseconds(lagP99)) late "
                    + "(p99; limit \(Self.milliseconds(GeneratorLimits.lag)))")
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

    private static func milliseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 1e4).rounded() / 100) ms"
    }
}
