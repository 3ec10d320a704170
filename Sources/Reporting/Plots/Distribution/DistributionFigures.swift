import Results

/// How update latency is distributed at each load, the arms overlaid.
enum DistributionFigures {
    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        facts.loads.flatMap { load -> [ReportFigure] in
            let arms: [LatencyDistribution] = facts.cells(at: load).compactMap {
                LatencyDistribution($0.cell, style: $0.style)
            }
            guard !arms.isEmpty else { return [] }
            return [
                percentiles(arms, load, key: facts.key(load)), histogram(arms, load, key: facts.key(load)),
            ]
        }
    }

    private static func percentiles(
        _ arms: [LatencyDistribution], _ load: LoadPoint, key: String
    ) -> ReportFigure {
        let plot = PercentilePlot(arms: arms)
        let title = "Update latency by percentile, \(PlotFacts.phrase(load))"
        let caption: String =
            "How late the slowest updates are: at 99 %, one in a hundred took longer. Counted trials pooled. "
            + "\(carried(arms))\(never(arms))"
        let id = "distribution-percentiles-\(key)"
        return ReportFigure(
            id: id, section: .distribution, title: title, caption: caption,
            svg: plot.svg(id: id, title: title, description: caption), table: plot.table)
    }

    private static func histogram(
        _ arms: [LatencyDistribution], _ load: LoadPoint, key: String
    ) -> ReportFigure {
        let plot = HistogramPlot(arms: arms)
        let title = "Update latency, histogram, \(PlotFacts.phrase(load))"
        let caption: String =
            "Which latencies are common: the share of an arm's updates in steps of equal ratio, "
            + "\(plot.binsPerDecade) to a factor of ten. Counted trials pooled.\(never(arms))"
        let id = "distribution-histogram-\(key)"
        return ReportFigure(
            id: id, section: .distribution, title: title, caption: caption,
            svg: plot.svg(id: id, title: title, description: caption), table: plot.table)
    }

    /// How far to the right the curves can be believed.
    private static func carried(_ arms: [LatencyDistribution]) -> String {
        let events: [Int] = Set(arms.map(\.events)).sorted()
        let numbers: String =
            events.count <= 2
            ? events.map { NumberFormat.count($0) }.joined(separator: " and ")
            : "\(NumberFormat.count(events[0])) to \(NumberFormat.count(events[events.count - 1]))"
        return
            "Dotted where fewer than \(Int(LatencyDistribution.fewestEventsBeyond)) distinct events lie beyond "
            + "(there were \(numbers)): too few to tell what the next run would show."
    }

    private static func never(_ arms: [LatencyDistribution]) -> String {
        let parts: [String] = arms.filter { $0.infinite > 0 }.map {
            "\($0.style.name) \(PlotQuantity.share.text(Double($0.infinite) / Double($0.total)))"
        }
        return parts.isEmpty
            ? ""
            : " Updates that never arrived count as later than all others: \(parts.joined(separator: ", "))."
    }
}
