import Results

/// Closed forms beside what was measured: how far each measurement is from its form.
enum PredictionFigures {
    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        let groups: [PredictionGroup] = PredictionGroup.all(facts)
        guard !groups.isEmpty else { return [] }
        let title = "Predicted and measured"
        let caption: String =
            "How far what was measured (at the right) lies above or below its closed form. Filled marks are "
            + "checked: outside the shaded 10 %, something happened that was not assumed, or was not measured "
            + "well. Hollow ones rest on an assumption that the run does not meet (independent arrivals) or on a "
            + "cost that it only bounds. Forms are computed from each trial's own rates and costs, and averaged."
        let id = "predictions-residuals"
        return [
            ReportFigure(
                id: id, section: .predictions, title: title, caption: caption,
                svg: ResidualPlot(groups: groups).svg(id: id, title: title, description: caption),
                table: table(groups))
        ]
    }

    private static func table(_ groups: [PredictionGroup]) -> TextTable {
        var table = TextTable(["quantity", "cell", "predicted", "measured", "residual", "formula"], names: 2)
        for group in groups {
            for row in group.rows {
                for prediction in row.predictions {
                    let residual: String = ResidualPlot.percentText(prediction.residual)
                    table.add([
                        group.title, row.cell, UnitFormat.text(prediction.predicted, unit: prediction.unit),
                        UnitFormat.text(prediction.measured, unit: prediction.unit),
                        prediction.checked ? residual : "(\(residual))", prediction.formula,
                    ])
                }
            }
        }
        return table
    }
}

/// The predictions of one quantity, cell by cell.
struct PredictionGroup: Sendable {
    struct Row: Sendable {
        /// `polling@10`.
        var cell: String
        var style: ArmStyle?
        /// Forms of the same figure.
        var predictions: [Prediction]
    }

    /// `update latency, mean`, or the quantity's own name.
    let title: String
    var rows: [Row]

    /// In the document's order; predictions that are no numbers are left out.
    static func all(_ facts: PlotFacts) -> [PredictionGroup] {
        var order: [String] = []
        var groups: [String: [Row]] = [:]
        for prediction in facts.document.predictions {
            guard prediction.predicted.isFinite, prediction.measured.isFinite, prediction.residual.isFinite
            else {
                continue
            }
            if groups[prediction.quantity] == nil { order.append(prediction.quantity) }
            var rows: [Row] = groups[prediction.quantity] ?? []
            if let place = rows.firstIndex(where: { $0.cell == prediction.cell }) {
                rows[place].predictions.append(prediction)
            } else {
                let arm: String? = facts.document.cells.first {
                    "\($0.arm)@\($0.load.name)" == prediction.cell
                }?.arm
                rows.append(
                    Row(
                        cell: prediction.cell, style: facts.arms.first { $0.name == arm },
                        predictions: [prediction]))
            }
            groups[prediction.quantity] = rows
        }
        return order.map { quantity in
            // Arm by arm, each in the order of its loads.
            let rows: [Row] = (groups[quantity] ?? []).enumerated().sorted { left, right in
                let last: Int = facts.arms.count
                return (left.element.style?.index ?? last, left.offset)
                    < (right.element.style?.index ?? last, right.offset)
            }.map(\.element)
            return PredictionGroup(title: words(quantity), rows: rows)
        }
    }

    /// The document's paths in the words that other plots use.
    private static func words(_ quantity: String) -> String {
        let paths: [(path: String, words: String)] = [
            ("updateLatency.mean", "Update latency, mean"), ("deliveryLatency.mean", "Delivery, mean"),
            ("serverDelay.mean of ", "Server delay, mean of "), ("traffic", "Wire bytes per client and hour"),
        ]
        for (path, words) in paths where quantity.hasPrefix(path) {
            return words + quantity.dropFirst(path.count)
        }
        return quantity
    }
}
