import Foundation
import Scenarios

/// Finds out what this machine can do: looks at its limits, then measures.
package struct DoctorRun: Sendable {
    /// How long the noise is watched, nanoseconds.
    package let watch: Int64
    package let interruption: Interruption

    package init(watch: Int64, interruption: Interruption) {
        self.watch = watch
        self.interruption = interruption
    }

    /// - Parameter progress: told what is being done, every few seconds.
    package func run(progress: @escaping @Sendable (String) -> Void) async -> DoctorReport {
        let cpus = CPUPlacement.availableCPUs()
        let placement = CPUPlacement(available: cpus)
        var report = DoctorReport()
        report.findings = [
            DoctorLimits.descriptors(), DoctorLimits.ports(), DoctorMachine.clock(),
            DoctorMachine.processor(available: cpus), DoctorMachine.governor(), DoctorNetwork.stamps(),
        ]
        let (namespaces, path) = DoctorNetwork.namespaces(placement)
        defer { path?.remove() }
        report.findings.append(namespaces)
        progress("what a send costs")
        report.findings.append(await bias(placement, path: path))
        if !interruption.isRequested { report.findings += await noise(placement, progress: progress) }
        report.interrupted = interruption.isRequested
        return report
    }

    private func bias(_ placement: CPUPlacement, path: VethNetwork?) async -> DoctorFinding {
        let server = placement.server?.first ?? CPUPlacement.availableCPUs().first ?? 0
        let generator = placement.generator?.first
        var bias = DoctorNetwork.Bias()
        bias.sameCPU = await cost(server, server) { () throws(SendProbeError) in try SendProbe() }
        if let generator {
            bias.otherCPU = await cost(server, generator) { () throws(SendProbeError) in try SendProbe() }
            if let plan = path?.plan {
                bias.veth = await cost(server, generator) { () throws(SendProbeError) in
                    try SendProbe(namespace: plan.namespace, address: plan.serverAddress)
                }
            }
        }
        return DoctorNetwork.bias(bias)
    }

    /// Nil when it could not be measured.
    private func cost(
        _ senderCPU: Int, _ receiverCPU: Int, _ make: () throws(SendProbeError) -> SendProbe
    ) async -> SendCost? {
        guard !interruption.isRequested, let probe = try? make() else { return nil }
        probe.start(senderCPU: senderCPU, receiverCPU: receiverCPU)
        while true {
            if case .measured(let cost)? = probe.outcome { return cost }
            if probe.outcome != nil { return nil }
            if interruption.isRequested { probe.stop() }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private func noise(
        _ placement: CPUPlacement, progress: @Sendable (String) -> Void
    ) async -> [DoctorFinding] {
        let before = Self.ticks()
        let watched: [(role: String, cpu: Int)] =
            [("server", placement.server?.first), ("generator", placement.generator?.first)]
            .compactMap { role, cpu in cpu.map { (role, $0) } }
        let roles = watched.isEmpty ? [("shared", CPUPlacement.availableCPUs().first ?? 0)] : watched
        let probes = roles.map { NoiseProbe(cpu: $0.1, length: watch) }
        let started = ContinuousClock.now
        for probe in probes { probe.start() }
        var told = -1
        while probes.contains(where: { $0.ledger == nil }) {
            if interruption.isRequested { for probe in probes { probe.stop() } }
            let seconds = Int((ContinuousClock.now - started).seconds)
            if seconds / 5 != told {
                told = seconds / 5
                progress("noise, \(seconds) of \(watch / 1_000_000_000) s")
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        var findings: [DoctorFinding] = zip(roles, probes).compactMap { role, probe in
            probe.ledger.map { DoctorNoise.finding($0, cpu: role.1, role: role.0) }
        }
        if let before, let after = Self.ticks() {
            findings.append(DoctorMachine.steal(after.stolenShare(since: before)))
        }
        return findings
    }

    private static func ticks() -> CPUTicks? {
        (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)).flatMap { CPUTicks($0) }
    }
}
