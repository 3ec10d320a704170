import Results

/// `capacity.md`: the answer, the models, the plan, and folded below them what they rest on.
package enum CapacityMarkdown {
    /// The whole document, ending in a line break.
    package static func render(_ report: CapacityReport) -> String {
        let sentence = CapacitySentence(report)
        var lines: [String] = [
            "# Capacity: \(TextTable.escaped(report.scenario))", "",
            "**\(sentence.word)**\(TextTable.escaped(sentence.rest)).",
        ]
        if let need = CapacityRemarks.need(report) { lines += ["", need] }
        func add(_ title: String, _ table: TextTable) {
            guard !table.rows.isEmpty else { return }
            lines += ["", "## \(title)", ""] + table.markdownLines()
        }
        add("At the edge", CapacityTables.edge(report))
        lines += ["", TextTable.escaped(CapacityRemarks.rule(report))]
        add("Models", CapacityTables.models(report))
        for remark in CapacityRemarks.models(report) { lines += ["", TextTable.escaped(remark)] }
        add("What it costs", CapacityTables.costs(report))
        if let plan = report.plan {
            add("The plan", CapacityTables.plan(plan))
            lines += ["", "It assumes that", ""] + plan.assumptions.map { "- \(TextTable.escaped($0))" }
        }
        lines += [""] + folded("Trials", CapacityTables.trials(report))
        if let model = report.fanOut {
            lines += folded(
                "The fan-out model beside the trials",
                CapacityTables.residuals(model.residuals, report, unit: "ms"))
        }
        if let law = report.scalability {
            lines += folded(
                "The scalability law beside the trials",
                CapacityTables.residuals(law.residuals, report, unit: "messages/s"))
        }
        return (lines + [about(report)]).joined(separator: "\n") + "\n"
    }

    private static func folded(_ title: String, _ table: TextTable) -> [String] {
        guard !table.rows.isEmpty else { return [] }
        return ["<details><summary>\(title)</summary>", ""] + table.markdownLines() + ["", "</details>", ""]
    }

    static func about(_ report: CapacityReport) -> String {
        let machine: Environment = report.environment
        return
            "\(report.trials.count) trials in \(TimeFormat.length(seconds: report.seconds)), seed \(report.seed), started "
            + "\(report.startedAt), on \(TextTable.escaped(machine.cpuModel)), \(machine.cpus) CPUs, bench "
            + "\(machine.benchVersion)"
    }
}
