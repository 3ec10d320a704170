import LoadEngine
import Results

extension GeneratorCheck {
    /// Everything that tells whether it kept up, each where it can be told.
    var checks: [ValidityCheck] { cpuChecks + standstillChecks + latenessChecks + omissionChecks }

    private var cpuChecks: [ValidityCheck] {
        let remedy: String = "give it more CPUs or fewer clients"
        let largest: Double = 100 * GeneratorLimits.cpuShare
        var checks: [ValidityCheck] = [
            ValidityCheck(
                "generator CPU", 100 * busiestShare, limit: largest, unit: "%",
                "its busiest loop used \(Self.percent(busiestShare)) of its CPU "
                    + "(limit \(Self.percent(GeneratorLimits.cpuShare)))", remedy: remedy)
        ]
        if cpus > 0, loops > cpus {
            let share: Double = cpuShare / Double(cpus)
            checks.append(
                ValidityCheck(
                    "generator CPU of all loops", 100 * share, limit: largest, unit: "%",
                    "its \(loops) loops used \(Self.percent(share)) of \(cpus == 1 ? "a CPU" : "\(cpus) CPUs") "
                        + "(limit \(Self.percent(GeneratorLimits.cpuShare)))", remedy: remedy))
        }
        // Loops that share a CPU wait for one another: the limits on CPU, lag and lateness judge them.
        if cpus == 0 || loops <= cpus {
            let wait: Double = length > 0 ? Double(record.generator.runQueueWait) / length : 0
            checks.append(
                ValidityCheck(
                    "generator's wait for a CPU", 100 * wait, limit: 100 * GeneratorLimits.waitShare,
                    unit: "%",
                    "its loop waited for its CPU \(Self.percent(wait)) of the steady state "
                        + "(limit \(Self.percent(GeneratorLimits.waitShare)))",
                    remedy: "stop what else runs there, or give it a CPU of its own"))
        }
        checks.append(
            ValidityCheck(
                "read lag", lagP99 / 1e6, limit: GeneratorLimits.lag / 1e6, unit: "ms",
                "it read messages \(Self.milliseconds(lagP99)) late "
                    + "(p99; limit \(Self.milliseconds(GeneratorLimits.lag)))", remedy: remedy))
        return checks
    }

    private var standstillChecks: [ValidityCheck] {
        let stall: Double = Double(record.generator.longestStall)
        let limit: Double = max(Double(GeneratorLimits.stall), GeneratorLimits.stallShare * length)
        var checks: [ValidityCheck] = [
            ValidityCheck(
                "generator's longest standstill", stall / 1e6, limit: limit / 1e6, unit: "ms",
                "it stood still for \(Self.milliseconds(stall)) once (limit \(Self.milliseconds(limit)))",
                remedy: "it was stopped, or other programs had its CPU")
        ]
        if let unread {
            checks.append(
                ValidityCheck(
                    "unread input", unread / 1e6, limit: GeneratorLimits.unread / 1e6, unit: "ms",
                    "its sockets held what takes \(Self.milliseconds(unread)) to come, unread "
                        + "(limit \(Self.milliseconds(GeneratorLimits.unread)))",
                    remedy: "give it more CPUs or fewer clients"))
        }
        return checks
    }

    /// Held against the figure that counts from intended times: polling's update latency, and where
    /// only submissions are scheduled, submit to seen.
    private var latenessChecks: [ValidityCheck] {
        let polls: Bool = !transport.isPush
        let reported: SparseHistogram? =
            histograms[polls ? HistogramKey.updateLatency : HistogramKey.submitToSeen]
        let name: String = polls ? "update latency" : "submit to seen"
        guard lateness.count >= GeneratorLimits.fewestActions, let late = mean(lateness),
            let reported, let figure = mean(reported)
        else { return [] }
        let limit: Double = max(GeneratorLimits.meanLateness, GeneratorLimits.meanLatenessShare * figure)
        let average = ValidityCheck(
            "late actions", late / 1e6, limit: limit / 1e6, unit: "ms",
            "it acted \(Self.milliseconds(late)) late on average (limit \(Self.milliseconds(limit)), "
                + "from a mean \(name) of \(Self.milliseconds(figure)))")
        guard average.passed, let p99 = LatencySummary(reported).p99,
            let lateP99 = lateness.value(atQuantile: 0.99)
        else { return [average] }
        let tail = ValidityCheck(
            "late actions at p99", Double(lateP99) / 1e6, limit: GeneratorLimits.latenessP99Share * p99,
            unit: "ms",
            "it acted \(Self.milliseconds(Double(lateP99))) late at p99 "
                + "(the \(name)'s p99 is \(Self.milliseconds(p99 * 1e6)))")
        return [average, tail]
    }

    private var omissionChecks: [ValidityCheck] {
        let generator: GeneratorRecord = record.generator
        var checks: [ValidityCheck] = []
        let scheduled: Int = generator.actionLateness.count + generator.missedIntended
        if scheduled > 0 {
            checks.append(
                ValidityCheck(
                    "missed actions", 100 * Double(generator.missedIntended) / Double(scheduled),
                    limit: 100 * GeneratorLimits.missedShare, unit: "%",
                    "\(generator.missedIntended) of \(scheduled) scheduled actions did not happen"))
        }
        if generator.reads > 0 || generator.unusableStamps > 0 {
            checks.append(
                ValidityCheck(
                    "missing stamps",
                    100 * Double(generator.unusableStamps) / Double(max(1, generator.reads)),
                    limit: 100 * GeneratorLimits.unusableStampShare, unit: "%",
                    "\(generator.unusableStamps) of \(generator.reads) reads had no usable kernel stamp"))
        }
        let absent: Int = record.clients.count { $0.sessionStart == 0 }
        checks.append(
            ValidityCheck(
                "absent clients", Double(absent), limit: 0,
                "\(absent) of \(record.clients.count) clients never joined"))
        return checks
    }
}
