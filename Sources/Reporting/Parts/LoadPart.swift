import Results

/// Everything that reports show of a load point in tables.
struct LoadPart: Sendable {
    let load: LoadPoint
    let title: String
    /// Latency, event types, submissions, cost, completeness: those that there is something in.
    let tables: [LoadTable]
    /// What the clients of each behaviour saw and did, a table an arm; empty where all only listen.
    let behaviours: [TextTable]
    /// What faults did to the clients, by fault and by arm; empty where none were injected.
    let faults: [TextTable]

    init(_ facts: ReportFacts, _ load: LoadPoint) {
        self.load = load
        title = Self.title(load)
        let hasSubmissions: Bool = facts.cells(at: load).contains { $0.summary.submissions != nil }
        let parts: [(name: String, rows: [FigureRow])] = [
            ("Latency", Self.latencyRows(facts, load)),
            ("Update latency by event type, mean", FigureRows.byType(facts.cells(at: load))),
            ("Submissions", hasSubmissions ? FigureRows.submissions : []),
            ("Cost", FigureRows.cost),
            ("Completeness", FigureRows.delivery),
        ]
        tables = parts.filter { !$0.rows.isEmpty }.map { part in
            LoadTable(facts, at: load, corner: part.name, rows: part.rows)
        }.filter { !$0.table.rows.isEmpty }
        behaviours = BehaviourTable.all(facts, at: load).map(\.table)
        faults = FaultTables.all(facts, at: load)
    }

    /// Heads what is said of a load point.
    static func title(_ load: LoadPoint) -> String {
        load.isIdle ? "Idle swarm (0 tasks/s)" : ReportFacts.name(load)
    }

    /// Heads the tables of faults.
    static let faultsTitle: String = "Faults"

    /// What explains the tables of behaviours, and those of faults; nil where there are none.
    var behavioursRemark: String? { behaviours.isEmpty ? nil : BehaviourTable.remark }
    var faultsRemark: String? { faults.isEmpty ? nil : FaultTables.remark }

    static func all(_ facts: ReportFacts) -> [LoadPart] { facts.loads.map { LoadPart(facts, $0) } }

    /// p999 only where some arm has the events for it: most runs do not, and need no line to say so.
    private static func latencyRows(_ facts: ReportFacts, _ load: LoadPoint) -> [FigureRow] {
        let hasIt: Bool = facts.cells(at: load).contains { $0.summary.updateLatencyMs.p999 != nil }
        return FigureRows.latency.filter { hasIt || !$0.label.hasSuffix("p999") }
    }
}
