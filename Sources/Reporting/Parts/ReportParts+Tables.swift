import Results

extension ReportParts {
    /// What every trial gave, in the order in which they ran.
    static func trials(_ facts: ReportFacts) -> ReportPart {
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
        return ReportPart(id: "trials", title: "Trials", table: table)
    }

    /// Whether the generator's figures can be trusted, cell by cell.
    static func generator(_ document: ResultsDocument) -> ReportPart {
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
        return ReportPart(id: "generator", title: "The generator's own health", table: table)
    }

    static func environment(_ document: ResultsDocument) -> ReportPart {
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
        return ReportPart(id: "environment", title: "Environment", table: table)
    }
}
