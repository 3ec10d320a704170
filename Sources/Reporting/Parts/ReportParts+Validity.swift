import Results

extension ReportParts {
    /// Whether the figures can be believed: what was checked, and what came of it.
    ///
    /// The verdict is the document's alone; a line here says what is found in it, and marks what speaks against the
    /// figures.
    static func validity(_ facts: ReportFacts) -> ReportPart {
        var table = TextTable(["check", "result"], names: 2)
        guard !facts.document.cells.isEmpty else {
            return ReportPart(id: "validity", title: "Validity checks")
        }
        for (name, result) in [
            ("the run reached its end", end(facts)),
            ("the generator kept up", generatorKeptUp(facts)),
            ("the figures can be trusted", trust(facts)),
            ("the server's log is complete", log(facts)),
            ("every update arrived, once and in order", completeness(facts)),
            ("no errors, no lost connections", errors(facts)),
            ("measured is what was predicted, within 10 %", predicted(facts)),
            ("findings", findings(facts)),
        ] {
            if let result { table.add([name, result]) }
        }
        return ReportPart(id: "validity", title: "Validity checks", table: table)
    }

    private static func end(_ facts: ReportFacts) -> String {
        let cut: Int = facts.document.cells.flatMap(\.trials).filter { !$0.discarded && $0.partial }.count
        guard facts.document.partial || cut > 0 else { return "yes" }
        return "**no**" + (cut == 0 ? "" : ": \(of(cut, facts.countedTrials, "trials")) cut short")
    }

    private static func generatorKeptUp(_ facts: ReportFacts) -> String {
        cells(facts, good: "in every cell", bad: "saturated") { $0.generator.verdict == .saturated }
    }

    private static func trust(_ facts: ReportFacts) -> String {
        cells(facts, good: "in every cell", bad: "not") { !$0.invalidReasons.isEmpty }
    }

    /// A target that keeps no log is no defect of the run, so nothing is marked: the verdict knows.
    private static func log(_ facts: ReportFacts) -> String {
        let without: [Cell] = facts.document.cells.filter { $0.summary.updates == nil }
        return without.isEmpty ? "in every cell" : "missing or incomplete: \(names(without))"
    }

    private static func completeness(_ facts: ReportFacts) -> String? {
        guard facts.document.cells.contains(where: { $0.summary.lost != nil }) else { return nil }
        return cells(facts, good: "in every cell", bad: "not") { figures in
            [figures.lost, figures.duplicated, figures.reordered].contains { ($0 ?? 0) > 0 }
        }
    }

    private static func errors(_ facts: ReportFacts) -> String {
        let all: [Figures] = facts.document.cells.map(\.summary)
        let errors: Int = all.reduce(0) { $0 + $1.errors.values.reduce(0, +) }
        let disconnects: Int = all.reduce(0) { $0 + $1.disconnects }
        guard errors + disconnects > 0 else { return "none" }
        // Faults that a scenario asks for end connections, too: a count, no alarm.
        return "\(NumberFormat.count(errors)) errors, \(NumberFormat.count(disconnects)) disconnects"
    }

    private static func predicted(_ facts: ReportFacts) -> String? {
        let checked: [Prediction] = facts.document.predictions.filter(\.checked)
        guard !checked.isEmpty else { return nil }
        let off: Int = checked.filter { !$0.isExplained }.count
        return off == 0
            ? "all \(NumberFormat.count(checked.count)) closed forms"
            : "**\(of(off, checked.count, "closed forms")) are off**"
    }

    private static func findings(_ facts: ReportFacts) -> String {
        let count: Int = RemarkGroups(facts).lines(joiningFigures: false).count
        return count == 0 ? "none" : "\(NumberFormat.count(count)), in the notes"
    }

    private static func cells(
        _ facts: ReportFacts, good: String, bad: String, where isBad: (Figures) -> Bool
    ) -> String {
        let found: [Cell] = facts.document.cells.filter { isBad($0.summary) }
        return found.isEmpty ? good : "**\(bad)**: \(names(found))"
    }

    /// `push@10, polling@10`, the first few.
    private static func names(_ cells: [Cell]) -> String {
        let shown: [String] = cells.prefix(mostNamed).map { "\($0.arm)@\($0.load.name)" }
        let more: Int = cells.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private static let mostNamed: Int = 6

    private static func of(_ part: Int, _ whole: Int, _ noun: String) -> String {
        "\(NumberFormat.count(part)) of \(NumberFormat.count(whole)) \(noun)"
    }
}
