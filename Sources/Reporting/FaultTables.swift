import Results

/// What injected faults did to the clients: a line a fault and arm, and a line an arm.
enum FaultTables {
    /// Both tables; empty where no fault was injected.
    static func all(_ facts: ReportFacts, at load: LoadPoint) -> [TextTable] {
        let cells: [(arm: String, faults: FaultFigures)] = facts.cells(at: load).compactMap { cell in
            cell.summary.faults.map { (cell.arm, $0) }
        }
        guard !cells.isEmpty else { return [] }
        return [recovery(cells), updates(cells)]
    }

    /// Why columns say what they say; once under the tables.
    static let remark: String = """
        Cut off: clients that lost their connection, or whose polls failed or took longer than the interval. Back: from \
        the fault's beginning until 50, 90 and 100 % of these had a connection or an answer again, in the worst trial. \
        Tries: to come back, those that failed included; peak: in the busiest 100 ms, beside the mean rate from the \
        fault's beginning to the last try, where their ratio is largest. Updates are counted by client: late are those \
        that came more than a second later than the arm's own interval or batching window. Fallback: time in which \
        push did not work and clients asked for the state instead, summed over the clients.
        """

    private static func recovery(_ cells: [(arm: String, faults: FaultFigures)]) -> TextTable {
        var table = TextTable(
            [
                "fault", "arm", "times", "at", "for", "cut off", "back 50 %", "90 %", "100 %", "never",
                "tries",
                "peak /s", "mean /s", "peak / mean",
            ], names: 2)
        var names: [String] = []
        for name in cells.flatMap({ $0.faults.outcomes.map(\.name) }) where !names.contains(name) {
            names.append(name)
        }
        for name in names {
            for (arm, faults) in cells {
                guard let outcome = faults.outcomes.first(where: { $0.name == name }) else { continue }
                table.add(row(outcome, arm: arm))
            }
        }
        return table
    }

    private static func row(_ outcome: FaultOutcome, arm: String) -> [String] {
        func time(_ milliseconds: Double?) -> String {
            if let milliseconds { return TimeFormat.milliseconds(milliseconds) }
            return outcome.cutOff > 0 ? "never" : "-"
        }
        let tries: FaultOutcome.Reconnects? = outcome.reconnects
        return [
            outcome.name == outcome.kind ? outcome.name : "\(outcome.name) (\(outcome.kind))", arm,
            NumberFormat.count(outcome.times), TimeFormat.milliseconds(1_000 * outcome.second),
            outcome.seconds > 0 ? TimeFormat.milliseconds(1_000 * outcome.seconds) : "-",
            NumberFormat.count(outcome.cutOff), time(outcome.recovery?.p50Ms), time(outcome.recovery?.p90Ms),
            time(outcome.recovery?.p100Ms), NumberFormat.count(outcome.neverBack),
            NumberFormat.count(tries?.attempts ?? 0),
            tries.map { NumberFormat.significant($0.peakPerSecond) } ?? "-",
            tries.map { NumberFormat.significant($0.meanPerSecond) } ?? "-",
            tries.map { NumberFormat.ratio($0.peakToMean) } ?? "-",
        ]
    }

    private static func updates(_ cells: [(arm: String, faults: FaultFigures)]) -> TextTable {
        var table = TextTable([
            "Updates a client", "lost: mean", "p90", "max", "late: mean", "p90", "max", "latest",
            "duplicated: mean",
            "max", "fallback", "memory before", "after",
        ])
        for (arm, faults) in cells {
            func counts(_ counts: ClientCounts?) -> [String] {
                guard let counts else { return ["-", "-", "-"] }
                return [
                    NumberFormat.significant(counts.mean), NumberFormat.count(counts.p90),
                    NumberFormat.count(counts.max),
                ]
            }
            func bytes(_ value: Double?) -> String { value.map(ByteFormat.text) ?? "-" }
            let duplicated: [String] = counts(faults.duplicated)
            table.add(
                [arm] + counts(faults.lost) + counts(faults.late)
                    + [
                        faults.longestLateMs.map(TimeFormat.milliseconds) ?? "-", duplicated[0],
                        duplicated[2],
                    ]
                    + [
                        faults.fallbackSeconds > 0
                            ? TimeFormat.milliseconds(1_000 * faults.fallbackSeconds) : "0",
                        bytes(faults.residentBytesBefore), bytes(faults.residentBytesAfter),
                    ])
        }
        return table
    }
}
