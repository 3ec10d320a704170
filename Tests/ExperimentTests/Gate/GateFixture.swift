import Experiment
import Foundation
import Results

/// Gates of made-up pairs.
enum GateFixture {
    static let names: [String] = [
        "server.cpuMicrosecondsPerMessage", "updateLatency.p50", "traffic", "server.residentBytes",
    ]
    private static let typical: [Double] = [8, 60, 5e6, 4e7]

    static func report(maxPairs: Int = 20, mode: GateReport.Mode = .compare) -> GateReport {
        GateReport(
            mode: mode, scenario: "gate", runId: "run", startedAt: "2026-11-23T03:00:00Z", seed: 1,
            environment: Environment(
                hostname: "host", kernel: "Linux 6.1", cpuModel: "CPU", cpus: 2, memoryBytes: 1 << 34,
                clockSource: "tsc", descriptorLimit: 20_000, network: "loopback", serverCPUs: [0],
                generatorCPUs: [1], benchVersion: "0.1.0", serverCommand: ["old"], phaseSeconds: [:]),
            base: GateSide(command: ["old"]), head: GateSide(command: ["new"]),
            rule: GateRuleRecord(maxPairs: maxPairs, smallestEffect: 0.05, maxSeconds: 360))
    }

    /// A pair whose head's metrics are the base's times `ratios`.
    static func pair(_ number: Int, _ ratios: [Double]) -> GatePair {
        func trial(_ factors: [Double]) -> GateTrial {
            var values: [String: Double] = [:]
            for (place, name) in names.enumerated() { values[name] = typical[place] * factors[place] }
            return GateTrial(values: values, defects: 0, serverCPUPercent: 80, generatorCPUPercent: 60)
        }
        return GatePair(
            number: number, baseFirst: number.isMultiple(of: 2), base: trial([1, 1, 1, 1]),
            head: trial(ratios))
    }

    /// Pairs whose metrics all spread a little, around `ratios`.
    static func pairs(_ count: Int, _ ratios: [Double], spread: Double = 0.01) -> [GatePair] {
        (0..<count).map { number in
            let sign: Double = number.isMultiple(of: 2) ? spread : -spread
            return pair(number, ratios.map { $0 * exp(sign) })
        }
    }

    static func judged(_ pairs: [GatePair], maxPairs: Int = 20, mode: GateReport.Mode = .compare)
        -> GateReport
    {
        var report = report(maxPairs: maxPairs, mode: mode)
        report.pairs = pairs
        return GateJudge(report.rule).judged(report)
    }
}
