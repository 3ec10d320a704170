import LoadEngine
import Metering
import Results

/// What a reader of a trial's figures must know, and what makes them worthless.
struct TrialChecks {
    private(set) var findings: [String] = []
    private(set) var invalidReasons: [String] = []
    /// Figures of the final state that the log contradicts.
    private(set) var stateMismatches: Int = 0

    init(
        _ measurement: TrialMeasurement, join: TrialJoin, generator: GeneratorCheck,
        stampLag: LatencyHistogram
    ) {
        checkLog(measurement, join: join)
        checkClocks(measurement, join: join)
        checkCPUs(measurement)
        let stamps = StampLagCheck(stampLag, meanNanoseconds: join.tally.updateLatency.mean)
        if let reason = stamps.invalidReason { invalidReasons.append(reason) }
        if let finding = stamps.finding { findings.append(finding) }
        checkState(measurement, join: join)
        note(measurement, join: join)
        if let late = generator.finding { findings.append(late) }
    }

    private mutating func checkLog(_ measurement: TrialMeasurement, join: TrialJoin) {
        let record = measurement.record
        if record.serverIDs.count > 1 {
            invalidReasons.append("the server's log started anew during the trial: it was restarted")
        }
        if !measurement.log.complete {
            invalidReasons.append("the server's log does not hold the whole trial: losses cannot be counted")
        } else if !join.index.isGapFree, join.index.count > 0, measurement.log.origin == .server {
            invalidReasons.append("the server's log has gaps in seq: losses cannot be counted")
        }
        if join.tally.strays > 0 {
            invalidReasons.append("\(join.tally.strays) observations belong to no client")
        }
        if let failure = record.failure { invalidReasons.append(failure) }
    }

    private mutating func checkClocks(_ measurement: TrialMeasurement, join: TrialJoin) {
        let clocks = ClockCheck(
            measurement.machine.clocks, generatorStep: measurement.record.generator.clockStep)
        invalidReasons += clocks.invalidReasons
        findings += clocks.findings
        if join.tally.negative > 0 {
            invalidReasons.append(
                "\(join.tally.negative) updates arrived before they were stamped: "
                    + "the clock stepped, or the hosts' clocks differ")
        }
    }

    private mutating func checkCPUs(_ measurement: TrialMeasurement) {
        let cpus = CPUCheck(measurement.machine)
        invalidReasons += cpus.invalidReasons
        findings += cpus.findings
    }

    private mutating func checkState(_ measurement: TrialMeasurement, join: TrialJoin) {
        guard let state = measurement.finalState else { return }
        let found: [String] = StateCheck.mismatches(state, log: measurement.log, index: join.index)
        stateMismatches = found.count
        // A swarm of a hundred agents can have as many; the first tell what went wrong.
        findings += found.prefix(3).map { "state mismatch: \($0)" }
    }

    private mutating func note(_ measurement: TrialMeasurement, join: TrialJoin) {
        noteTrends(measurement, join: join)
        if join.tasks.notAccepted > 0 {
            findings.append(
                "\(join.tasks.notAccepted) of \(join.tasks.intended.count) tasks were not accepted: they count "
                    + "as never seen")
        }
        let skipped: Int = measurement.record.polls.reduce(0) { $0 + $1.count { $0.outcome == .skipped } }
        if skipped > 0 {
            findings.append("\(skipped) polls were skipped: the one before had not been answered")
        }
        if let clock = measurement.clock { findings.append(clock.finding) }
        if measurement.samples.count < 2, measurement.hasSampler {
            let reason: String = measurement.samplingFailure.map { " (\($0))" } ?? ""
            findings.append("the server was not sampled\(reason): no CPU and memory figures")
        }
    }

    /// A load that varies makes trends by itself.
    private mutating func noteTrends(_ measurement: TrialMeasurement, join: TrialJoin) {
        guard measurement.load.shape == nil else { return }
        if let trend = Stationarity.finding("update latency", slices: join.tally.slices) {
            findings.append(trend)
        }
        let cpu = Stationarity.cpuSlices(measurement.samples, slices: TrialJoin.slices)
        if let trend = Stationarity.finding("server CPU", slices: cpu) { findings.append(trend) }
    }
}
