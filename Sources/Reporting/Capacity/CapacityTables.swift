import Results

/// A capacity search as tables.
enum CapacityTables {
    /// A row a trial.
    static func trials(_ report: CapacityReport) -> TextTable {
        let objective: [String] = report.objective
        var table = TextTable(
            ["trial", "load", "step", "held?"] + objective.map(left) + [
                "server CPU", "generator CPU", "why not",
            ],
            names: 4)
        table.alignments[table.alignments.count - 1] = .left
        for trial in report.trials {
            table.add(
                [
                    String(trial.position),
                    CapacitySentence.load(clients: trial.clients, tasksPerSecond: trial.tasksPerSecond),
                    trial.purpose.rawValue, word(trial.outcome),
                ]
                    + objective.indices.map { value(trial, $0) }
                    + [
                        trial.figures?.server.cpuPercent.map(NumberFormat.percent) ?? "-",
                        trial.figures.map { NumberFormat.percent($0.generator.cpuPercent) } ?? "-",
                        trial.reasons.first ?? "",
                    ])
        }
        return table
    }

    /// A row a trial: what a condition of the objective was.
    static func values(_ report: CapacityReport, _ place: Int) -> TextTable {
        var table = TextTable([grows(report), left(report.objective[place]), "held?", "trial"])
        table.alignments[2] = .left
        let order: [CapacityTrial] = report.trials.sorted {
            (report.level($0), $0.position) < (report.level($1), $1.position)
        }
        for trial in order where trial.conditions.count > place {
            table.add([
                text(report.level(trial), ""), value(trial, place), word(trial.outcome),
                String(trial.position),
            ])
        }
        return table
    }

    /// A row a condition: what it was over the fresh trials at the edge.
    static func edge(_ report: CapacityReport) -> TextTable {
        var table = TextTable(["condition", "mean at the edge", "95 % interval of the mean", "trials"])
        for edge in report.answer.edge {
            table.add([
                edge.expression, edge.mean.map { UnitFormat.text($0, unit: edge.unit) } ?? "-",
                edge.confidence95.map { interval($0[0], $0[1], edge.unit) } ?? "-", String(edge.values.count),
            ])
        }
        return table
    }

    static func costs(_ report: CapacityReport) -> TextTable {
        var table = TextTable(["cost", "value", "95 % interval", "from"])
        table.alignments[3] = .left
        for cost in report.costs {
            table.add([
                cost.title, UnitFormat.text(cost.estimate.value, unit: cost.unit),
                interval(cost.estimate, cost.unit), cost.source,
            ])
        }
        return table
    }

    /// A row a parameter of each model.
    static func models(_ report: CapacityReport) -> TextTable {
        var table = TextTable(["model", "parameter", "value", "95 % interval"], names: 2)
        func add(_ model: String, _ name: String, _ estimate: CapacityEstimate, _ unit: String = "") {
            table.add([model, name, text(estimate.value, unit), interval(estimate, unit)])
        }
        if let model = report.fanOut {
            add("fan-out", "s, CPU of a send", model.sendCostMicroseconds, "us")
            add("fan-out", "b, burstiness of messages", model.burstiness)
            let what: String = grows(report)
            if let saturation = model.saturation {
                add("fan-out", "\(what) where senders are saturated", saturation)
            }
            for forecast in model.forecasts {
                add("fan-out", "\(what) at \(forecast.expression)", forecast.level)
            }
        }
        if let model = report.scalability {
            add("scalability law", "lambda", model.lambda)
            add("scalability law", "sigma, contention, millionths", millionths(model.sigma))
            add("scalability law", "kappa, coherency, millionths", millionths(model.kappa))
            if let peak = model.peakClients {
                table.add(["scalability law", "clients where goodput is largest", text(peak, ""), ""])
            }
        }
        return table
    }

    /// What a search goes along: `clients`, or `tasks/s` where only these grow.
    static func grows(_ report: CapacityReport) -> String { report.axis == .rate ? "tasks/s" : "clients" }

    private static func millionths(_ estimate: CapacityEstimate) -> CapacityEstimate {
        CapacityEstimate(
            estimate.value * 1e6, lower: estimate.lower.map { $0 * 1e6 },
            upper: estimate.upper.map { $0 * 1e6 })
    }

    /// A row a point that a model was fitted to.
    static func residuals(_ residuals: [CapacityResidual], _ report: CapacityReport, unit: String)
        -> TextTable
    {
        var table = TextTable([grows(report), "measured", "fitted", "off by", "without it", "off by"])
        for point in residuals {
            table.add([
                text(report.axis == .rate ? point.tasksPerSecond : point.clients, ""),
                text(point.measured, unit), text(point.fitted, unit),
                off(point.measured, point.fitted), point.heldOut.map { text($0, unit) } ?? "-",
                point.heldOut.map { off(point.measured, $0) } ?? "-",
            ])
        }
        return table
    }

    static func plan(_ plan: CapacityPlanRecord) -> TextTable {
        var table = TextTable(["users", "servers", "cores", "memory", "egress a month"])
        for row in plan.rows {
            table.add([
                NumberFormat.count(Int(row.users)), NumberFormat.count(row.servers),
                row.cores == row.cores.rounded()
                    ? NumberFormat.count(Int(row.cores)) : NumberFormat.significant(row.cores),
                row.memoryBytes.map(ByteFormat.text) ?? "-",
                row.egressBytesPerMonth.map(ByteFormat.text) ?? "-",
            ])
        }
        return table
    }

    static func word(_ outcome: CapacityTrial.Outcome) -> String {
        switch outcome {
        case .held: "held"
        case .failed: "failed"
        case .untold: "tells nothing"
        case .disturbed: "disturbed"
        case .doubtful: "doubtful"
        }
    }

    /// A trial's value of a condition of the objective.
    static func value(_ trial: CapacityTrial, _ place: Int) -> String {
        guard place < trial.conditions.count else { return "-" }
        let condition: ThresholdResult = trial.conditions[place]
        return condition.value.map { UnitFormat.text($0, unit: condition.unit ?? "") } ?? "-"
    }

    /// The figure of a condition: what stands before its comparison.
    static func left(_ expression: String) -> String {
        expression.split(separator: " ").first.map(String.init) ?? expression
    }

    private static func text(_ value: Double, _ unit: String) -> String {
        UnitFormat.text(value, unit: unit)
    }

    private static func off(_ measured: Double, _ predicted: Double) -> String {
        guard predicted != 0 else { return "-" }
        return UnitFormat.difference(100 * (measured / predicted - 1), unit: "%").replacing(
            " points", with: " %")
    }

    private static func interval(_ estimate: CapacityEstimate, _ unit: String) -> String {
        guard let lower = estimate.lower else { return "-" }
        guard let upper = estimate.upper else { return "\(text(lower, unit)) and more" }
        return interval(lower, upper, unit)
    }

    private static func interval(_ lower: Double, _ upper: Double, _ unit: String) -> String {
        "\(text(lower, unit)) to \(text(upper, unit))"
    }
}
