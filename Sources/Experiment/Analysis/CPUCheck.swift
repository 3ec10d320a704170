import Metering
import Results

/// Whether server and generator had the CPUs that they were given.
struct CPUCheck {
    /// Share of the steady state that the hypervisor took from each used CPU, by its number.
    private(set) var steal: [Int: Double] = [:]
    /// Share of the steady state that the server waited for its CPU while others ran there; nil when unknown.
    private(set) var serverWait: Double?
    /// Longest time that others had the server's CPU nearly to themselves while it waited, nanoseconds.
    private(set) var longestServerStall: Int64 = 0
    private var stallLimit: Int64 = 0

    /// Share beyond which stolen time is mentioned: it begins to show in percentiles.
    static let noticedSteal = 0.01
    /// Share beyond which time that was taken away, by a hypervisor or by other programs, makes a trial
    /// invalid. One in twenty operations then met a machine that was not there, enough for a p95, and
    /// the server's part of it is in latencies as if the server had been slow.
    static let largestShare = 0.05
    /// A stall of the server for this share of the steady state is in a p99.
    static let stallShare = 0.01
    /// A stall is told from samples 250 ms apart, so a shorter one than two of them is not told, nanoseconds.
    static let leastStall: Int64 = 450_000_000
    /// Share of a sample's interval from which others had the CPU nearly to themselves.
    private static let stalledShare = 0.8

    init(_ record: MachineRecord) {
        guard let first = record.samples.first, let last = record.samples.last,
            last.instant > first.instant
        else { return }
        let length = Double(last.instant - first.instant)
        stallLimit = max(Self.leastStall, Int64(Self.stallShare * length))
        for cpu in Set(record.serverCPUs + record.generatorCPUs) {
            guard let before = first.cpus[cpu], let after = last.cpus[cpu] else { continue }
            steal[cpu] = Double(after.steal - before.steal) / length
        }
        guard !record.serverCPUs.isEmpty else { return }
        serverWait = Self.wait(from: first, to: last, cpus: record.serverCPUs).map { Double($0) / length }
        var stall: Int64 = 0
        for (before, after) in zip(record.samples, record.samples.dropFirst()) {
            let interval: Int64 = after.instant - before.instant
            let wait: Int64 = Self.wait(from: before, to: after, cpus: record.serverCPUs) ?? 0
            stall = Double(wait) > Self.stalledShare * Double(interval) ? stall + wait : 0
            longestServerStall = max(longestServerStall, stall)
        }
    }

    /// How long the server was ready to run and others ran instead, between two samples: no more than
    /// its threads waited, and no more than others ran on its CPUs. Its own threads waiting for one another
    /// are its own affair.
    private static func wait(from before: MachineSample, to after: MachineSample, cpus: [Int]) -> Int64? {
        guard let old = before.server, let new = after.server else { return nil }
        var busy: Int64 = 0
        for cpu in cpus {
            guard let start = before.cpus[cpu], let end = after.cpus[cpu] else { return nil }
            busy += end.busy - start.busy
        }
        let others: Int64 = busy - (new.running - old.running)
        return max(0, min(new.waiting - old.waiting, others, after.instant - before.instant))
    }

    var invalidReasons: [String] { stealReasons + serverChecks.invalidReasons }

    /// Of the CPUs the one that lost most, and of the server what is known.
    var checks: [ValidityCheck] {
        let worst = steal.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return worst.map { [Self.stealCheck($0.key, $0.value)] + serverChecks } ?? serverChecks
    }

    private var serverChecks: [ValidityCheck] {
        guard let serverWait else { return [] }
        let remedy: String = "stop them, or give the server a CPU of its own"
        let stall: Double = Double(longestServerStall)
        return [
            ValidityCheck(
                "server's wait for its CPU", 100 * serverWait, limit: 100 * Self.largestShare, unit: "%",
                "the server waited for its CPU \(Self.percent(serverWait)) of the steady state while other "
                    + "programs ran there (limit \(Self.percent(Self.largestShare)))", remedy: remedy),
            ValidityCheck(
                "server's longest stall", stall / 1e6, limit: Double(stallLimit) / 1e6, unit: "ms",
                longestServerStall > 0
                    ? "the server stood still for about \(longestServerStall / 1_000_000) ms while other programs "
                        + "had its CPU (limit \(stallLimit / 1_000_000) ms)"
                    : "the server never stood still while other programs had its CPU", remedy: remedy),
        ]
    }

    private static func stealCheck(_ cpu: Int, _ share: Double) -> ValidityCheck {
        ValidityCheck(
            "steal", 100 * share, limit: 100 * largestShare, unit: "%",
            "the hypervisor took \(percent(share)) of CPU \(cpu) (limit \(percent(largestShare)))",
            remedy: "run on a machine that is not shared, or at another time")
    }

    private var stealReasons: [String] {
        steal.sorted { $0.key < $1.key }.map { Self.stealCheck($0.key, $0.value) }.invalidReasons
    }

    var findings: [String] {
        steal.sorted { $0.key < $1.key }
            .filter { $0.value > Self.noticedSteal && $0.value <= Self.largestShare }
            .map { cpu, share in "the hypervisor took \(Self.percent(share)) of CPU \(cpu)" }
    }

    private static func percent(_ share: Double) -> String {
        "\((share * 1_000).rounded() / 10) %"
    }
}
