import LoadEngine
import Metering
import Results

/// What a reader of a trial's figures must know, and what makes them worthless.
struct TrialChecks {
    private(set) var findings: [String] = []
    private(set) var invalidReasons: [String] = []
    /// All that was watched, the generator first.
    private(set) var checks: [ValidityCheck]
    /// Figures of the final state that the log contradicts.
    private(set) var stateMismatches: Int = 0

    init(
        _ measurement: TrialMeasurement, join: TrialJoin, generator: GeneratorCheck,
        stampLag: LatencyHistogram
    ) {
        checks = generator.checks
        checkSharedReads(measurement, join: join)
        checkLog(measurement, join: join)
        checkClocks(measurement, join: join)
        checkCPUs(measurement)
        let stamps = StampLagCheck(stampLag, meanNanoseconds: join.tally.updateLatency.mean)
        if let check = stamps.check { judge(check) }
        if let finding = stamps.finding { findings.append(finding) }
        checkState(measurement, join: join)
        note(measurement, join: join)
        if let late = generator.finding { findings.append(late) }
    }

    /// Adds a check and, where it failed, its sentence to the reasons or the findings.
    private mutating func judge(_ check: ValidityCheck) {
        checks.append(check)
        guard !check.passed else { return }
        if check.invalidates {
            invalidReasons.append(check.sentence)
        } else {
            findings.append(check.sentence)
        }
    }

    /// A share beyond the limit is told once a cell, among the run's notes.
    private mutating func checkSharedReads(_ measurement: TrialMeasurement, join: TrialJoin) {
        guard measurement.arm.transport.isPush, let share = join.tally.sharedReceiptShare else { return }
        checks.append(
            ValidityCheck(
                "shared reads", 100 * share, limit: 100 * GeneratorLimits.sharedReadShare, unit: "%",
                invalidates: false,
                "\(GeneratorCheck.percent(share)) of the updates came in reads with later messages and bear their "
                    + "stamp (limit \(GeneratorCheck.percent(GeneratorLimits.sharedReadShare)))",
                remedy: "their deliveries may have been earlier"))
    }

    private mutating func checkLog(_ measurement: TrialMeasurement, join: TrialJoin) {
        let record = measurement.record
        if let faults = measurement.faults {
            let check = FaultCheck(measurement, faults: faults, outages: join.outages)
            for check in check.checks { judge(check) }
            findings += check.findings
        } else {
            judge(Self.oneServer(record))
        }
        checkLogIsWhole(measurement, join: join)
    }

    private static func oneServer(_ record: LoadRecord) -> ValidityCheck {
        ValidityCheck(
            "one server",
            flaw: record.serverIDs.count > 1
                ? "the server's log started anew during the trial: it was restarted" : nil,
            good: "all clients were told of one server")
    }

    private mutating func checkLogIsWhole(_ measurement: TrialMeasurement, join: TrialJoin) {
        var flaw: String?
        if !measurement.log.complete {
            flaw = "the server's log does not hold the whole trial: losses cannot be counted"
        } else if !join.index.isGapFree, join.index.count > 0, measurement.log.origin == .server {
            flaw = "the server's log has gaps in seq: losses cannot be counted"
        }
        let good: String =
            measurement.log.origin == .server
            ? "the server's log holds the whole trial, without gaps in seq"
            : "the target keeps no log: what stands for it is whole"
        judge(ValidityCheck("server's log", flaw: flaw, good: good))
        judge(
            ValidityCheck(
                "stray observations", Double(join.tally.strays), limit: 0,
                "\(join.tally.strays) observations belong to no client"))
        if let failure = measurement.record.failure { invalidReasons.append(failure) }
    }

    private mutating func checkClocks(_ measurement: TrialMeasurement, join: TrialJoin) {
        let clocks = ClockCheck(
            measurement.machine.clocks, generatorStep: measurement.record.generator.clockStep)
        for check in clocks.checks { judge(check) }
        judge(
            ValidityCheck(
                "updates before their stamp", Double(join.tally.negative), limit: 0,
                "\(join.tally.negative) updates arrived before they were stamped",
                remedy: "the clock stepped, or the hosts' clocks differ"))
    }

    private mutating func checkCPUs(_ measurement: TrialMeasurement) {
        let cpus = CPUCheck(measurement.machine)
        checks += cpus.checks
        // Every CPU that was stolen from is named.
        invalidReasons += cpus.invalidReasons
        findings += cpus.findings
    }

    private mutating func checkState(_ measurement: TrialMeasurement, join: TrialJoin) {
        guard let state = measurement.finalState else { return }
        let log: ServerLog = measurement.log.ofLastLife
        let index: EntryIndex =
            log.lives.isEmpty && measurement.log.lives.isEmpty
            ? join.index : EntryIndex(log, eligible: 0..<0)
        let found: [String] = StateCheck.mismatches(state, log: log, index: index)
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
        guard measurement.hasSampler else { return }
        let count: Int = measurement.samples.count
        let reason: String = measurement.samplingFailure.map { " (\($0))" } ?? ""
        judge(
            ValidityCheck(
                name: "server sampled", passed: count >= 2, value: nil, limit: nil, unit: "",
                invalidates: false,
                sentence: count < 2
                    ? "the server was not sampled\(reason): no CPU and memory figures"
                    : "the server's CPU clock and memory were read \(count) times"))
    }

    /// A load that varies makes trends by itself, and so do faults.
    private mutating func noteTrends(_ measurement: TrialMeasurement, join: TrialJoin) {
        guard measurement.load.shape == nil, measurement.faults == nil else { return }
        if let trend = Stationarity.check("update latency", slices: join.tally.slices) { judge(trend) }
        let cpu = Stationarity.cpuSlices(measurement.samples, slices: TrialJoin.slices)
        if let trend = Stationarity.check("server CPU", slices: cpu) { judge(trend) }
    }
}
