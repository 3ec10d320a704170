import LoadEngine
import Metering
import Results
import Statistics

/// Whether the generator kept up in a trial.
enum GeneratorCheck {
    /// - Parameters:
    ///   - lag: user space holding a message minus its stamp.
    ///   - meanDelivery: the delivery latency that is reported, nanoseconds; nil when nothing arrived.
    static func health(
        _ record: LoadRecord, lag: LatencyHistogram, meanDelivery: Double?, seconds: Double
    ) -> GeneratorHealth {
        let generator: GeneratorRecord = record.generator
        let cpuShare: Double = seconds > 0 ? Double(generator.cpuNanoseconds) / 1e9 / seconds : 0
        let lagP99: Double = Double(lag.value(atQuantile: 0.99) ?? 0)
        var reasons: [String] = []
        let workers: Double = Double(max(1, record.entries.count, record.polls.count))
        if cpuShare > GeneratorLimits.cpuShare * workers {
            reasons.append(
                "its loops used \(percent(cpuShare / workers)) of their CPUs: "
                    + "give it more CPUs or fewer clients")
        }
        // Lag counts against what is reported: user space must not take longer than the target did.
        let lagLimit: Double = max(GeneratorLimits.lag, meanDelivery ?? 0)
        if lagP99 > lagLimit {
            reasons.append(
                "it read messages \(milliseconds(lagP99)) late (p99; limit \(milliseconds(lagLimit)))")
        }
        let lateness: Double = p99(generator.actionLateness)
        let meanLateness: Double = Moments(generator.actionLateness.map(Double.init)).mean
        if lateness > GeneratorLimits.actionLateness, meanLateness > GeneratorLimits.meanActionLateness {
            reasons.append(
                "it acted \(milliseconds(meanLateness)) late on average and \(milliseconds(lateness)) at p99 "
                    + "(limits \(milliseconds(GeneratorLimits.meanActionLateness)) and "
                    + "\(milliseconds(GeneratorLimits.actionLateness)))")
        }
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
        return GeneratorHealth(
            cpuPercent: 100 * cpuShare, lagP99Microseconds: lagP99 / 1e3,
            missedIntended: generator.missedIntended, sharedReads: generator.sharedReads,
            verdict: reasons.isEmpty ? .valid : .saturated, reasons: reasons)
    }

    /// By nearest rank; 0 without values.
    private static func p99(_ values: [Int64]) -> Double {
        guard !values.isEmpty else { return 0 }
        let rank: Int = max(1, Int((Double(values.count) * (0.99 - 1e-12)).rounded(.up)))
        return Double(values.sorted()[rank - 1])
    }

    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    private static func milliseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 1e5).rounded() / 10) ms"
    }
}
