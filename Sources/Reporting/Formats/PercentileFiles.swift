import Results

/// `percentiles/ARM@LOAD.hgrm` (update latency) and `percentiles/ARM@LOAD-delivery.hgrm`: each cell's
/// distributions over its counted trials, in milliseconds; those of an invalid run say so at their end.
enum PercentileFiles {
    static let folder = "percentiles"

    /// Delivery is kept by load, too: what a push takes depends on how busy its server is.
    static let metrics: [(key: String, suffix: String)] = [
        (HistogramKey.updateLatency, ""), (HistogramKey.deliveryLatency, "-delivery"),
    ]

    static func render(_ document: ResultsDocument) -> [ReportFile] {
        let names: [String] = DistinctNames.numbered(
            document.cells.map { FileName.safe("\($0.arm)@\($0.load.name)") })
        let remark: String? = document.verdict == .invalid ? VerdictSentence(document).text : nil
        return zip(document.cells, names).flatMap { cell, name in
            metrics.compactMap { metric -> ReportFile? in
                guard let histogram = pooled(cell, metric.key), histogram.count > 0 else { return nil }
                let text: String = PercentileDistribution(histogram).text(remark: remark)
                return ("\(folder)/\(name)\(metric.suffix).hgrm", Array(text.utf8))
            }
        }
    }

    /// Over the trials that the cell's summary is made of; nil without any.
    private static func pooled(_ cell: Cell, _ key: String) -> SparseHistogram? {
        let counted: [Trial] = cell.trials.filter(\.counts)
        let usable: [Trial] = counted.isEmpty ? cell.trials.filter { !$0.discarded } : counted
        let all: [SparseHistogram] = usable.compactMap { $0.histograms[key] }.filter { $0.unit == "ns" }
        guard let first = all.first else { return nil }
        return all.dropFirst().reduce(first) { $0.merged(with: $1) }
    }
}
