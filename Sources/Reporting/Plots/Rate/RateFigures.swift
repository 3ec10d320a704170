import Results
import Statistics

/// Everything against the event rate: one curve an arm over the load points. One rate makes no curve: then there
/// are none.
enum RateFigures {
    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        let rates = EventRates(facts)
        guard Set(facts.document.cells.compactMap { rates.rate(of: $0) }).count > 1 else { return [] }
        let pairs: [ArmPair] = ArmPair.all(facts)
        let ratesWithP99: Set<Double> = Set(
            facts.document.cells.filter { $0.summary.updateLatencyMs.p99 != nil }.compactMap {
                rates.rate(of: $0)
            })
        let hasP99: Bool = ratesWithP99.count > 1
        return [
            figure(facts, rates, .updateMean, forms: RateForms.updateMean(facts, rates)),
            figure(facts, rates, hasP99 ? .updateP99 : .updateP90),
            figure(
                facts, rates, .traffic, forms: RateForms.traffic(facts, rates), pairs: pairs,
                cost: "wire bytes"),
            figure(
                facts, rates, .cpu, forms: RateForms.cpu(facts, rates, pairs), pairs: pairs,
                cost: "server CPU"),
        ].compactMap(\.self)
    }

    /// Nil where no cell has the figure.
    private static func figure(
        _ facts: PlotFacts, _ rates: EventRates, _ metric: RateMetric, forms: RateForms = .none,
        pairs: [ArmPair] = [], cost: String = ""
    ) -> ReportFigure? {
        let curves: [RateCurve] = facts.arms.map {
            RateCurve(style: $0, points: metric.curve(of: $0, facts, rates))
        }.filter { !$0.points.isEmpty }
        guard !curves.isEmpty else { return nil }
        let crossings: [RateCrossing] = pairs.compactMap { pair in
            guard let baseline = curves.first(where: { $0.style == pair.baseline }),
                let candidate = curves.first(where: { $0.style == pair.candidate })
            else { return nil }
            return RateCrossing(pair: pair, baseline: baseline, candidate: candidate, value: metric.value)
        }
        let plot = RatePlot(
            metric: metric, unit: rates.unit, curves: curves, forms: forms, crossings: crossings,
            allRates: facts.document.cells.compactMap { rates.rate(of: $0) })
        let sentences: [String] = RateCrossing.sentences(crossings, cost: cost, unit: rates.unit.noun)
        let caption: String =
            (sentences + [plot.reading]
            + [
                forms.sentence.map { "\($0)." }, metric.remark, missing(facts, metric, curves),
                neverArrived(facts, metric),
            ]
            .compactMap(\.self)).joined(separator: " ")
        let title: String = metric.heading
        return ReportFigure(
            id: metric.id, section: .rate, title: title, caption: caption,
            svg: plot.svg(title: title, description: caption), table: table(plot))
    }

    /// Which loads a percentile is refused at.
    private static func missing(_ facts: PlotFacts, _ metric: RateMetric, _ curves: [RateCurve]) -> String? {
        let shown: Set<String> = Set(
            curves.flatMap { $0.points.map { "\($0.cell.arm)@\($0.cell.load.name)" } })
        let absent: [String] = facts.document.cells.filter { cell in
            !shown.contains("\(cell.arm)@\(cell.load.name)")
        }.map { "\($0.arm)@\($0.load.name)" }
        guard !absent.isEmpty else { return nil }
        let list: String = absent.prefix(6).joined(separator: ", ") + (absent.count > 6 ? " and more" : "")
        let why: String =
            metric.isPooled
            ? "too few distinct events (p99 needs \(NumberFormat.count(LatencySummary.fewestEventsForP99))), or "
                + "updates that never arrived"
            : "it was not measured, or their event rate is not known"
        return "Not shown: \(list): \(why)."
    }

    /// A mean is of what arrived, and looks the better the more did not.
    private static func neverArrived(_ facts: PlotFacts, _ metric: RateMetric) -> String? {
        guard metric.id == RateMetric.updateMean.id else { return nil }
        let cells: [String] = facts.document.cells.filter { $0.summary.updateLatencyMs.infinite > 0 }.map {
            cell in
            let latency: LatencySummary = cell.summary.updateLatencyMs
            let share: Double = Double(latency.infinite) / Double(max(1, latency.count))
            return "\(cell.arm)@\(cell.load.name) \(PlotQuantity.share.text(share))"
        }
        guard !cells.isEmpty else { return nil }
        let list: String = cells.prefix(6).joined(separator: ", ") + (cells.count > 6 ? " and more" : "")
        return "Means leave out updates that never arrived: \(list)."
    }

    private static func table(_ plot: RatePlot) -> TextTable {
        let hasForms: Bool = !plot.forms.curves.isEmpty
        var table = TextTable(
            ["arm", "load", plot.unit.noun, plot.metric.title, "95 % interval", "trials"]
                + (hasForms ? ["closed form"] : []), names: 2)
        for curve in plot.curves {
            let form = plot.forms.curves.first { $0.style == curve.style }
            for point in curve.points {
                var row: [String] = [
                    curve.style.name, ReportFacts.name(point.cell.load), PlotQuantity.count.text(point.rate),
                    plot.metric.quantity.text(point.value),
                    point.spread?.intervalText(plot.metric.quantity) ?? "-",
                    String(point.cell.trials.count(where: \.counts)),
                ]
                if hasForms { row.append(form?.value(at: point.rate).map(plot.metric.quantity.text) ?? "-") }
                table.add(row)
            }
        }
        for crossing in plot.crossings {
            guard case .crossing(let rate, let value, _) = crossing.point.place else { continue }
            table.add([
                "\(crossing.pair.candidate.name) and \(crossing.pair.baseline.name)", "break-even",
                PlotQuantity.count.text(rate), plot.metric.quantity.text(value),
                crossing.interval.map { "\(RateCrossing.text($0)) \(plot.unit.noun)" } ?? "-",
                String(crossing.blocks), "",
            ])
        }
        return table
    }
}

/// An arm's points against the event rate.
struct RateCurve: Sendable {
    var style: ArmStyle
    /// By ascending rate; not empty.
    var points: [RatePoint]
}
