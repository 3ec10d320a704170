import LoadEngine

/// Events that the swarm publishes by the clock, whatever happens (swarmbot.md, events: the swarm's
/// metrics every 5 s, its status every 30 s).
///
/// A short window sees none or two of them, which matters where little else is sent; so their traffic
/// is scaled to their period, as that of heartbeats is (measurement.md, cost).
enum PeriodicEvents {
    /// Seconds between two, by event type. Agents send `metric_update`s too, which are not periodic:
    /// theirs bear an `agent_id`.
    static let periods: [(type: String, seconds: Double)] = [
        ("metric_update", 5), ("swarm_status_update", 30),
    ]

    /// Seconds between two entries like the one at this place of the log; nil when it does not come by
    /// the clock.
    static func period(_ entry: Int, in index: EntryIndex) -> Double? {
        index.isOfAgent[entry] ? nil : period(ofType: index.typeNames[index.types[entry]])
    }

    static func period(ofType type: String) -> Double? {
        periods.first { $0.type == type }?.seconds
    }
}
