import Results

/// A figure of a trial that a gate compares.
package struct GateQuantity: Sendable {
    /// Key in the trials' values; a path of the results document.
    package var name: String
    /// As people say it.
    package var title: String
    package var unit: String
    /// Its part of the gate's alpha.
    package var share: Double
    var value: @Sendable (Figures) -> Double?

    /// The metrics that decide, the primary one first. It has half of the error rate, since a gate is run for it;
    /// the others have the rest in equal parts.
    package static let deciding: [GateQuantity] = [
        GateQuantity(
            name: "server.cpuMicrosecondsPerMessage", title: "CPU per message", unit: "us", share: 1.0 / 2,
            value: { $0.server.cpuMicrosecondsPerMessage }),
        GateQuantity(
            name: "updateLatency.p50", title: "update latency p50", unit: "ms", share: 1.0 / 6,
            value: { $0.updateLatencyMs.p50 }),
        GateQuantity(
            name: "traffic", title: "traffic per client", unit: "bytes/client/h", share: 1.0 / 6,
            value: { $0.traffic.wireTotalWithHeartbeats }),
        GateQuantity(
            name: "server.residentBytes", title: "memory", unit: "bytes", share: 1.0 / 6,
            value: { $0.server.residentBytes }),
    ]

    /// Pooled over all trials of a side, since a short trial has too few events for it; decides nothing.
    static let advisory = GateQuantity(
        name: "updateLatency.p99", title: "update latency p99 (pooled)", unit: "ms", share: 0,
        value: { $0.updateLatencyMs.p99 })
}

extension GateTrial {
    /// What a counted trial gives a gate.
    init(_ figures: Figures) {
        var values: [String: Double] = [:]
        for quantity in GateQuantity.deciding {
            // A ratio needs values above zero.
            if let value = quantity.value(figures), value > 0, value.isFinite {
                values[quantity.name] = value
            }
        }
        let counts: [Int] = [figures.lost, figures.duplicated, figures.reordered].map { $0 ?? 0 }
        self.init(
            values: values, defects: counts.reduce(figures.errors.values.reduce(0, &+), &+),
            serverCPUPercent: figures.server.cpuPercent, generatorCPUPercent: figures.generator.cpuPercent)
    }

    /// Why a trial tells nothing about its server; empty when it does.
    static func obstacles(_ trial: Trial) -> [String] {
        let figures: Figures = trial.figures
        var reasons: [String] = figures.invalidReasons
        if figures.generator.verdict == .saturated {
            reasons += figures.generator.reasons.map { "generator saturated: \($0)" }
        }
        let own = GateTrial(figures)
        // What a server loses is its own doing, and takes figures with it: a median, where half of the updates never
        // came. To repeat such a trial would be to ask until nothing is lost; the judge weighs it instead.
        guard own.defects == 0 else { return reasons }
        for quantity in GateQuantity.deciding where own.values[quantity.name] == nil {
            reasons.append("it has no \(quantity.title)")
        }
        return reasons
    }
}
