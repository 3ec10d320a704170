/// Events that the swarm publishes by the clock, whatever happens. A short window sees too many or too
/// few of them, which matters where little else is sent.
enum PeriodicEvents {
    /// `swarm_status_update`, and the `metric_update`s that are not an agent's (swarmbot.md), seconds.
    static let statusInterval: Double = 30
    static let metricsInterval: Double = 5
    /// Share of the window's entries from which a surplus or shortfall is mentioned.
    static let leastShare: Double = 0.02

    /// Nil when the window saw about as many as their intervals say, or so much else that it does not
    /// matter.
    static func finding(_ join: TrialJoin) -> String? {
        let seconds: Double = Double(join.window.upperBound - join.window.lowerBound) / 1e9
        let entries: Int = join.index.eligible.count
        guard seconds > 0, entries > 0 else { return nil }
        let status: Int = join.index.eligible.count {
            join.index.typeNames[join.index.types[$0]] == "swarm_status_update"
        }
        let metrics: Int = join.index.eligible.count {
            join.index.typeNames[join.index.types[$0]] == "metric_update" && !join.index.isOfAgent[$0]
        }
        let due: (status: Double, metrics: Double) = (seconds / statusInterval, seconds / metricsInterval)
        let off: Double = abs(Double(status) - due.status) + abs(Double(metrics) - due.metrics)
        guard off > leastShare * Double(entries) else { return nil }
        return "of the events that come by the clock, its \(rounded(seconds)) s saw \(status) swarm status "
            + "updates where \(rounded(due.status)) are due and \(metrics) swarm metrics where "
            + "\(rounded(due.metrics)) are: traffic is off by as much"
    }

    private static func rounded(_ value: Double) -> String {
        LoadLabel.text((value * 10).rounded() / 10)
    }
}
