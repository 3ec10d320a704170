extension LatencySummary {
    /// A p99 needs this many distinct events. All pairs of one event are late together (design effect
    /// 435 at 500 clients, measurement.md), so the pairs' number says nothing.
    package static let fewestEventsForP99 = 1_000
    /// A p999 needs this many distinct events.
    package static let fewestEventsForP999 = 10_000

    /// In milliseconds, from a histogram in nanoseconds.
    ///
    /// A percentile is nil where the events do not carry it, and where it falls among the infinite
    /// samples: it is then above every latency that was measured.
    package init(_ histogram: SparseHistogram) {
        func milliseconds(_ quantile: Double, fewestEvents: Int = 0) -> Double? {
            guard histogram.events >= fewestEvents else { return nil }
            return histogram.value(atQuantile: quantile).map { Double($0) / 1e6 }
        }
        self.init(
            mean: histogram.count == 0 ? nil : histogram.sum / Double(histogram.count) / 1e6,
            p50: milliseconds(0.5), p90: milliseconds(0.9),
            p99: milliseconds(0.99, fewestEvents: Self.fewestEventsForP99),
            p999: milliseconds(0.999, fewestEvents: Self.fewestEventsForP999),
            max: histogram.count == 0 ? nil : Double(histogram.max) / 1e6,
            count: Int(clamping: histogram.count &+ histogram.infinite), events: histogram.events,
            infinite: Int(clamping: histogram.infinite))
    }

    /// Without samples.
    package static var empty: LatencySummary { LatencySummary(.empty(unit: "ns")) }
}
