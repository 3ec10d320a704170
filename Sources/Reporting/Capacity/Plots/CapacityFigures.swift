import Results

/// The plots of a capacity search, each with its numbers.
enum CapacityFigures {
    /// What was measured, and what the models make of it; without groups that have nothing to show.
    static func groups(_ report: CapacityReport) -> [PlotsView.Group] {
        [
            PlotsView.Group(anchor: "plots-search", title: "The search", figures: search(report)),
            PlotsView.Group(anchor: "plots-models", title: "The models", figures: models(report)),
        ].filter { !$0.figures.isEmpty }
    }

    private static func search(_ report: CapacityReport) -> [PlotsView.Figure] {
        report.objective.indices.compactMap { place in
            let anchor = "objective-\(place + 1)"
            return CapacityPlot(report: report, place: place).svg(id: "\(anchor)-plot").map { svg in
                figure(
                    anchor, report.objective[place],
                    "Every trial at its load, against the limit (dashed). The line upwards is the answer.",
                    svg,
                    CapacityTables.values(report, place))
            }
        }
    }

    private static func models(_ report: CapacityReport) -> [PlotsView.Figure] {
        var figures: [PlotsView.Figure] = []
        if let plot = FanOutPlot(report) {
            figures.append(
                figure(
                    "fan-out", "Mean delivery by the fan-out model", plot.caption,
                    plot.svg(id: "fan-out-plot"),
                    CapacityTables.residuals(plot.model.residuals, report, unit: "ms")))
        }
        if let plot = ScalabilityPlot(report) {
            figures.append(
                figure(
                    "scalability", "Goodput by the Universal Scalability Law", plot.caption,
                    plot.svg(id: "scalability-plot"),
                    CapacityTables.residuals(plot.model.residuals, report, unit: "messages/s")))
        }
        return figures
    }

    private static func figure(
        _ anchor: String, _ title: String, _ caption: String, _ svg: String, _ table: TextTable
    ) -> PlotsView.Figure {
        PlotsView.Figure(
            anchor: anchor, title: title, caption: caption, svg: svg,
            numbers: table.rows.isEmpty ? nil : TableView(table))
    }
}

extension CapacityReport {
    /// On the axis of what grows.
    func level(_ trial: CapacityTrial) -> Double {
        axis == .rate ? trial.tasksPerSecond : Double(trial.clients)
    }

    /// The title of the axis of what grows.
    var axisTitle: String {
        switch axis {
        case .clients: "clients"
        case .rate: "tasks a second"
        case .both: "clients, and tasks a second in proportion"
        }
    }
}
