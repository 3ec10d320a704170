import Results

/// A gate's figures as tables.
enum GateTables {
    /// A row a metric.
    static func metrics(_ report: GateReport) -> TextTable {
        let confidence: String = NumberFormat.chosen(100 * report.rule.settledConfidence)
        var table = TextTable(
            [
                "metric", "base", "head", "change", "interval", "at most (\(confidence) %)", "spread",
                "detects",
                "finding",
            ])
        for metric in report.metrics {
            table.add([
                metric.title + (metric.role == .primary ? " *" : ""),
                value(metric.base, metric), value(metric.head, metric), GateNumbers.signed(metric.change),
                interval(metric), GateNumbers.signed(metric.settledUpper),
                GateNumbers.percent(metric.trialSpread), GateNumbers.signed(metric.detectable),
                finding(metric),
            ])
        }
        return table
    }

    /// A row a look and metric.
    static func looks(_ report: GateReport) -> TextTable {
        var table = TextTable(["look", "metric", "change", "t", "needed", "interval", "finding"], names: 2)
        for look in report.looks {
            for reading in look.metrics {
                table.add([
                    "\(look.pairs) pairs", title(reading.name, report), GateNumbers.signed(reading.change),
                    reading.t.map { NumberFormat.decimal($0, places: 2) } ?? "-",
                    NumberFormat.decimal(reading.critical, places: 2),
                    "\(GateNumbers.signed(reading.lower)) to \(GateNumbers.signed(reading.upper))",
                    word(reading.state),
                ])
            }
        }
        return table
    }

    /// A row a pair: the primary metric's values and every metric's change.
    static func pairs(_ report: GateReport) -> TextTable {
        let deciding: [GateMetric] = report.metrics.filter { $0.role != .advisory }
        var table = TextTable(
            ["pair", "order"] + deciding.flatMap { ["\($0.title), base", "head"] }, names: 2)
        for pair in report.pairs {
            let values: [String] = deciding.flatMap { metric in
                [
                    value(pair.base.values[metric.name], metric),
                    value(pair.head.values[metric.name], metric),
                ]
            }
            table.add([String(pair.number + 1), pair.baseFirst ? "base, head" : "head, base"] + values)
        }
        return table
    }

    static func word(_ state: GateMetric.State?) -> String {
        switch state {
        case .regressed: "regressed"
        case .improved: "improved"
        case .noDifference: "no difference"
        case .open: "open"
        case nil: ""
        }
    }

    static func title(_ name: String, _ report: GateReport) -> String {
        report.metrics.first { $0.name == name }?.title ?? name
    }

    private static func finding(_ metric: GateMetric) -> String {
        metric.role == .advisory ? "(decides nothing)" : word(metric.verdict)
    }

    private static func interval(_ metric: GateMetric) -> String {
        guard metric.lower != nil else { return "-" }
        return "\(GateNumbers.signed(metric.lower)) to \(GateNumbers.signed(metric.upper))"
    }

    private static func value(_ value: Double?, _ metric: GateMetric) -> String {
        value.map { UnitFormat.text($0, unit: metric.unit) } ?? "-"
    }
}
