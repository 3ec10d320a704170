import Results

/// The sections of a report that are about the run as a whole.
enum ReportParts {
    static func thresholds(_ document: ResultsDocument) -> ReportPart {
        var table = TextTable(["threshold", "measured", "where", ""], names: 4)
        table.alignments[1] = .right
        for threshold in document.thresholds {
            let outcome: String = threshold.outcome.rawValue
            table.add([
                "`\(threshold.expression)`", ThresholdWords.measured(threshold),
                ThresholdWords.place(threshold), threshold.passed ? outcome : "**\(outcome)**",
            ])
        }
        return ReportPart(
            id: "thresholds", title: "Thresholds", table: table,
            points: document.thresholds.compactMap(ThresholdWords.remark))
    }

    /// All comparisons of the document, also those that no sentence speaks of.
    static func comparisons(_ document: ResultsDocument) -> ReportPart {
        var table = TextTable(
            ["figure", "load", "arms", "ratio", "95 %", "bootstrap 95 %", "difference", "pairs"], names: 3)
        for comparison in document.comparisons {
            let load: String = comparison.load.name
            let unit: String? = comparison.ratio == nil ? comparison.unit : nil
            table.add([
                comparison.metric, load, "\(comparison.candidate) / \(comparison.baseline)",
                comparison.ratio.map(NumberFormat.ratio) ?? "-",
                interval(comparison.confidence95, unit: unit),
                interval(comparison.bootstrap95, unit: unit),
                UnitFormat.difference(comparison.difference, unit: comparison.unit), String(comparison.pairs),
            ])
        }
        var part = ReportPart(id: "comparisons", title: "Comparisons", table: table)
        if document.comparisons.contains(where: { $0.ratio == nil && $0.withheld == nil }) {
            part.remarks.append("Without a ratio: a side is near zero, so the interval is of the difference.")
        }
        for why in Set(document.comparisons.compactMap(\.withheld)).sorted() {
            let metrics: Set<String> = Set(document.comparisons.filter { $0.withheld == why }.map(\.metric))
            part.remarks.append(
                "Without ratio and interval for \(why): \(metrics.sorted().joined(separator: ", ")).")
        }
        if document.comparisons.contains(where: { $0.confidence95 == nil && $0.withheld == nil }) {
            part.remarks.append("Without an interval: fewer than three pairs of trials.")
        }
        return part
    }

    static func predictions(_ document: ResultsDocument) -> ReportPart {
        var table = TextTable(["quantity", "cell", "predicted", "measured", "residual", "formula"], names: 2)
        table.alignments[5] = .left
        for prediction in document.predictions {
            table.add([
                prediction.quantity, prediction.cell,
                UnitFormat.text(prediction.predicted, unit: prediction.unit),
                UnitFormat.text(prediction.measured, unit: prediction.unit),
                residual(prediction), "`\(prediction.formula)`",
            ])
        }
        var part = ReportPart(id: "predictions", title: "Predicted and measured", table: table)
        guard !table.rows.isEmpty else { return part }
        part.remarks = [
            """
            A residual above 10 % is bold: what is measured is not what was assumed, or not measured well. In \
            brackets: forms that rest on an assumption which the run does not meet, or on a cost that it only \
            bounds; they are there for orientation.
            """
        ]
        return part
    }

    static func howMeasured(_ document: ResultsDocument) -> ReportPart {
        ReportPart(
            id: "how-it-was-measured", title: "How it was measured",
            remarks: HowMeasured.paragraphs(document))
    }

    /// What was found about single cells, and the document's notes.
    static func notes(_ facts: ReportFacts) -> ReportPart {
        ReportPart(
            id: "notes", title: "Notes", points: RemarkGroups(facts).lines(joiningFigures: false))
    }

    private static func residual(_ prediction: Prediction) -> String {
        let percent: Double = 100 * prediction.residual
        let number: String = "\(percent > 0 ? "+" : "")\(NumberFormat.decimal(percent, places: 1)) %"
        guard prediction.checked else { return "(\(number))" }
        return prediction.isExplained ? number : "**\(number)**"
    }

    private static func interval(_ bounds: [Double]?, unit: String?) -> String {
        guard let bounds, bounds.count == 2 else { return "-" }
        var ends: [String] = bounds.map { end in
            unit.map { UnitFormat.difference(end, unit: $0) } ?? NumberFormat.ratio(end)
        }
        if ends[0] == ends[1], unit == nil, bounds[0] <= bounds[1],
            let places = NumberFormat.places(
                NumberFormat.ratioPlaces(bounds[0]), telling: bounds[0]...bounds[1])
        {
            ends = bounds.map { NumberFormat.decimal($0, places: places) }
        }
        return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    }
}

extension Prediction {
    /// Whether measurement and closed form agree within a tenth.
    var isExplained: Bool { abs(residual) <= 0.1 }
}
