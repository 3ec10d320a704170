import Results

/// What the clients of each behaviour saw and did, a line a behaviour.
enum BehaviourTable {
    /// A table for each cell whose clients do more than listen; empty without any.
    static func all(_ facts: ReportFacts, at load: LoadPoint) -> [(arm: String, table: TextTable)] {
        facts.cells(at: load).compactMap { cell in
            // Viewers alone are all of the arm: its own figures say the same.
            guard let behaviours = cell.summary.behaviours,
                behaviours.count > 1 || behaviours.first.map({ $0.kind != "viewer" }) == true
            else { return nil }
            return (cell.arm, table(behaviours, arm: cell.arm))
        }
    }

    /// Why columns say what they say; once under the tables.
    static let remark: String = """
        Counts are of all trials. Fallback: time in which push did not work and clients asked for the state every \
        second, summed over the clients. Response: of a task submitted over the socket, from its intended instant to \
        its acknowledgement. * not in the figures of the arm: these clients are late by their own choice.
        """

    private static func table(_ behaviours: [BehaviourFigures], arm: String) -> TextTable {
        var table = TextTable([
            "Clients of \(arm)", "clients", "update mean", "p50", "p99", "lost", "sessions", "disconnects",
            "drops", "reconnects", "fallback", "response p50", "p99",
        ])
        for own in behaviours {
            func time(_ value: Double?) -> String { value.map(TimeFormat.milliseconds) ?? "-" }
            let mark: String = own.isSummarised ? "" : " *"
            table.add([
                (own.name == own.kind ? own.name : "\(own.name) (\(own.kind))") + mark,
                NumberFormat.count(own.clients), time(own.updateLatencyMs.mean),
                time(own.updateLatencyMs.p50), time(own.updateLatencyMs.p99), NumberFormat.count(own.lost),
                own.kind == "refresher" ? NumberFormat.count(own.sessions) : "-",
                NumberFormat.count(own.disconnects),
                NumberFormat.count(own.drops), NumberFormat.count(own.reconnects),
                own.fallbackSeconds > 0 ? TimeFormat.milliseconds(1_000 * own.fallbackSeconds) : "0",
                time(own.operations?.responseMs.p50), time(own.operations?.responseMs.p99),
            ])
        }
        return table
    }
}
