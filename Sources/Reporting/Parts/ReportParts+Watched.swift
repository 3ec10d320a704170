import Results

extension ReportParts {
    /// Everything that was watched so that the figures can be called the target's, with the cell in which it came
    /// nearest to its limit or went beyond it. Empty for documents from before there was a list.
    static func watched(_ facts: ReportFacts) -> ReportPart {
        var table = TextTable(["watched", "result", "value", "limit", "at worst in"], names: 2)
        for (check, cell, failed) in worst(facts.document.cells) {
            table.add([
                check.name, outcome(check, failedCells: failed), amount(check.value, check.unit),
                amount(check.limit, check.unit), cell,
            ])
        }
        table.alignments[4] = .left
        var part = ReportPart(id: "watched", title: "What was watched", table: table)
        guard !table.rows.isEmpty else { return part }
        part.remarks = [
            """
            The worst of all counted trials. What failed makes the run invalid; what is noted marks a cell, and \
            its figures stand. A trend fails when it is more than its limit and more than chance.
            """
        ]
        return part
    }

    /// Each check once, in the order of its first cell, with the worst cell's name and how many failed.
    private static func worst(_ cells: [Cell]) -> [(check: ValidityCheck, cell: String, failed: Int)] {
        var found: [(check: ValidityCheck, cell: String, failed: Int)] = []
        for cell in cells {
            let name: String = "\(cell.arm)@\(cell.load.name)"
            for check in cell.checks ?? [] {
                guard let place = found.firstIndex(where: { $0.check.name == check.name }) else {
                    found.append((check, name, check.passed ? 0 : 1))
                    continue
                }
                if !check.passed { found[place].failed += 1 }
                guard check.isWorse(than: found[place].check) else { continue }
                found[place].check = check
                found[place].cell = name
            }
        }
        return found
    }

    private static func outcome(_ check: ValidityCheck, failedCells: Int) -> String {
        guard !check.passed else { return "held" }
        let place: String = failedCells > 1 ? " in \(NumberFormat.count(failedCells)) cells" : ""
        return check.invalidates ? "**failed\(place)**" : "noted\(place)"
    }

    private static func amount(_ value: Double?, _ unit: String) -> String {
        guard let value else { return "-" }
        // No limit is anywhere near so little.
        let number: String = abs(value) < 0.005 ? "0" : NumberFormat.significant(value)
        return unit.isEmpty ? number : "\(number) \(unit)"
    }
}
