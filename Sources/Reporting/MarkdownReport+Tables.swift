import Results

extension MarkdownReport {
    static func thresholds(_ document: ResultsDocument) -> [String] {
        var table = TextTable(["threshold", "value", ""])
        for threshold in document.thresholds {
            let value: String = threshold.value.map(NumberFormat.significant) ?? "-"
            table.add(["`\(threshold.expression)`", value, threshold.passed ? "held" : "**failed**"])
        }
        return table.rows.isEmpty ? [] : section("Thresholds", table.markdownLines())
    }

    /// All comparisons of the document, also those that no sentence speaks of.
    static func comparisons(_ document: ResultsDocument) -> [String] {
        var table = TextTable(
            ["figure", "load", "arms", "ratio", "95 %", "bootstrap 95 %", "difference", "pairs"], names: 3)
        for comparison in document.comparisons {
            let load: String = comparison.load.name
            let unit: String? = comparison.ratio == nil ? comparison.unit : nil
            table.add([
                comparison.metric, load, "\(comparison.candidate) / \(comparison.baseline)",
                comparison.ratio.map(bound) ?? "-", interval(comparison.confidence95, unit: unit),
                interval(comparison.bootstrap95, unit: unit),
                UnitFormat.difference(comparison.difference, unit: comparison.unit), String(comparison.pairs),
            ])
        }
        guard !table.rows.isEmpty else { return [] }
        var lines: [String] = table.markdownLines()
        if document.comparisons.contains(where: { $0.ratio == nil && $0.withheld == nil }) {
            lines += ["", "Without a ratio: a side is near zero, so the interval is of the difference."]
        }
        for why in Set(document.comparisons.compactMap(\.withheld)).sorted() {
            let metrics: Set<String> = Set(document.comparisons.filter { $0.withheld == why }.map(\.metric))
            lines += [
                "", "Without ratio and interval for \(why): \(metrics.sorted().joined(separator: ", ")).",
            ]
        }
        if document.comparisons.contains(where: { $0.confidence95 == nil && $0.withheld == nil }) {
            lines += ["", "Without an interval: fewer than three pairs of trials."]
        }
        return section("Comparisons", lines)
    }

    static func predictions(_ document: ResultsDocument) -> [String] {
        var table = TextTable(["quantity", "cell", "predicted", "measured", "residual", "formula"], names: 2)
        table.alignments[5] = .left
        for prediction in document.predictions {
            table.add([
                prediction.quantity, prediction.cell,
                UnitFormat.text(prediction.predicted, unit: prediction.unit),
                UnitFormat.text(prediction.measured, unit: prediction.unit),
                Self.residual(prediction), "`\(prediction.formula)`",
            ])
        }
        guard !table.rows.isEmpty else { return [] }
        let remark: String = """
            A residual above 10 % is bold: what is measured is not what was assumed, or not measured well. In \
            brackets: forms that rest on an assumption which the run does not meet, or on a cost that it only \
            bounds; they are there for orientation.
            """
        return section("Predicted and measured", table.markdownLines() + ["", remark])
    }

    private static func residual(_ prediction: Prediction) -> String {
        let percent: Double = 100 * prediction.residual
        let number: String = "\(percent > 0 ? "+" : "")\(NumberFormat.decimal(percent, places: 1)) %"
        guard prediction.checked else { return "(\(number))" }
        return abs(percent) > 10 ? "**\(number)**" : number
    }

    /// What every trial gave, in the order in which they ran.
    static func trials(_ facts: ReportFacts) -> [String] {
        var table = TextTable(
            [
                "#", "block", "arm", "load", "update mean", "p50", "p90", "delivery mean",
                "submit to seen",
                "wire, client and hour", "server CPU", "memory", "lost / dup. / reord.", "generator", "",
            ], names: 4)
        let all: [(cell: Cell, trial: Trial)] = facts.document.cells.flatMap { cell in
            cell.trials.map { (cell, $0) }
        }
        for (cell, trial) in all.sorted(by: { $0.trial.position < $1.trial.position }) {
            let figures: Figures = trial.figures
            func time(_ value: Double?) -> String { value.map(TimeFormat.milliseconds) ?? "-" }
            var remarks: [String] = []
            if trial.discarded { remarks.append("discarded") }
            if trial.partial { remarks.append("partial") }
            table.add([
                String(trial.position), trial.discarded ? "-" : String(trial.block + 1), cell.arm,
                cell.load.name, time(figures.updateLatencyMs.mean),
                time(figures.updateLatencyMs.p50), time(figures.updateLatencyMs.p90),
                time(figures.deliveryLatencyMs.mean), time(figures.submitToSeenMs?.mean),
                ByteFormat.text(figures.traffic.wireTotalWithHeartbeats),
                figures.server.cpuPercent.map(NumberFormat.percent) ?? "-",
                figures.server.residentBytes.map(ByteFormat.text) ?? "-",
                FigureRows.completeness(figures),
                figures.generator.verdict.rawValue, remarks.joined(separator: ", "),
            ])
        }
        return table.rows.isEmpty ? [] : section("Trials", table.markdownLines())
    }

    /// Whether the generator's figures can be trusted, cell by cell.
    static func generator(_ document: ResultsDocument) -> [String] {
        var table = TextTable(
            ["arm", "load", "CPU", "lag, p99", "missed intended times", "shared reads", "verdict", "why"],
            names: 2)
        table.alignments[7] = .left
        for cell in document.cells {
            let health: GeneratorHealth = cell.summary.generator
            table.add([
                cell.arm, cell.load.name,
                NumberFormat.percent(health.cpuPercent), TimeFormat.microseconds(health.lagP99Microseconds),
                NumberFormat.count(health.missedIntended), NumberFormat.count(health.sharedReads),
                health.verdict == .valid ? "valid" : "**saturated**", health.reasons.joined(separator: "; "),
            ])
        }
        return table.rows.isEmpty ? [] : section("The generator's own health", table.markdownLines())
    }

    static func environment(_ document: ResultsDocument) -> [String] {
        let environment: Environment = document.environment
        var table = TextTable(["", ""], names: 2)
        func cpus(_ list: [Int]?) -> String {
            list.map { "CPU " + $0.map(String.init).joined(separator: ", ") } ?? "not pinned"
        }
        table.add(["host", environment.hostname])
        table.add(["kernel", environment.kernel])
        table.add(["CPU", "\(environment.cpus) x \(environment.cpuModel)"])
        table.add(["memory", ByteFormat.text(Double(environment.memoryBytes))])
        table.add(["clock source", environment.clockSource])
        table.add(["descriptors", NumberFormat.count(Int(clamping: environment.descriptorLimit))])
        table.add(["network", environment.network])
        table.add([
            "server / generator", "\(cpus(environment.serverCPUs)) / \(cpus(environment.generatorCPUs))",
        ])
        table.add(["bench", environment.benchVersion])
        if !environment.serverCommand.isEmpty {
            table.add(["server command", "`\(environment.serverCommand.joined(separator: " "))`"])
        }
        for target in environment.targets ?? [] {
            let command: String = target.command.map { "`\($0.joined(separator: " "))`" } ?? "runs already"
            let place: String = target.address.map { " at \($0)" } ?? ""
            let fresh: String = target.freshProcess ? "yes" : "no"
            table.add([
                "target \(target.name)",
                "\(command)\(place); fresh process: \(fresh); arms \(target.arms.joined(separator: ", "))",
            ])
        }
        let phases: [String] = environment.phaseSeconds.sorted { $0.key < $1.key }
            .map { "\($0.key) \(NumberFormat.chosen($0.value)) s" }
        table.add(["phases", phases.joined(separator: ", ")])
        return section("Environment", table.markdownLines())
    }

    /// What was found about single cells, and the document's notes.
    static func notes(_ facts: ReportFacts) -> [String] {
        section("Notes", RemarkGroups(facts).lines(joiningFigures: false).map { "- \(prose($0))" })
    }

    private static func bound(_ ratio: Double) -> String {
        NumberFormat.ratio(ratio)
    }

    private static func interval(_ bounds: [Double]?, unit: String?) -> String {
        guard let bounds, bounds.count == 2 else { return "-" }
        let ends: [String] = bounds.map { end in
            unit.map { UnitFormat.difference(end, unit: $0) } ?? bound(end)
        }
        return "\(ends[0]) to \(ends[1])"
    }
}
