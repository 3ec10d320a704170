import Foundation
import GRDB
import Results

extension RunHistory {
    /// Records what a gate said, or records it anew.
    ///
    /// It is the one of its name and start, in its folder; a copy of the folder that says the same takes its place.
    /// - Throws: ``HistoryError``; the history is then as it was.
    package func record(_ judgement: Judgement) throws(HistoryError) {
        try perform(writing: true) { queue in
            try queue.write { db in
                try db.execute(
                    sql: """
                        DELETE FROM judgements WHERE runId = ? AND startedAt = ?
                            AND (folder = ? OR (verdict = ? AND finding = ?))
                        """,
                    arguments: [
                        judgement.runId, judgement.startedAt, judgement.folder, judgement.verdict,
                        judgement.finding,
                    ])
                try db.execute(
                    sql: """
                        INSERT INTO judgements (kind, runId, startedAt, scenario, scenarioHash, commitId, isDirty,
                            machine, hostname, cpuModel, benchVersion, verdict, isPartial, folder, metric, change,
                            pairs, finding)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        judgement.kind.rawValue, judgement.runId, judgement.startedAt, judgement.scenario,
                        judgement.origin.scenarioHash, judgement.origin.commit, judgement.origin.isDirty,
                        judgement.origin.machine, judgement.hostname, judgement.cpuModel,
                        judgement.benchVersion, judgement.verdict, judgement.partial, judgement.folder,
                        judgement.metric, judgement.change, judgement.pairs, judgement.finding,
                    ])
            }
        }
    }

    /// Verdicts of gates, newest first; of kinds that this version does not know none.
    ///
    /// A history that an earlier version wrote, and that this one has only read so far, has none.
    /// - Parameters:
    ///   - scenario: only those of the scenario of this name.
    ///   - limit: at most so many.
    /// - Throws: ``HistoryError``.
    package func judgements(
        scenario: String? = nil, limit: Int? = nil
    ) throws(HistoryError) -> [Judgement] {
        try perform(writing: false) { queue in
            try queue.read { db in
                guard try db.tableExists("judgements") else { return [] }
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM judgements WHERE ?1 IS NULL OR scenario = ?1
                        ORDER BY startedAt DESC, id DESC LIMIT ?2
                        """, arguments: [scenario, limit ?? -1])
                return rows.compactMap(Self.judgement)
            }
        }
    }

    private static func judgement(_ row: Row) -> Judgement? {
        guard let kind = Judgement.Kind(rawValue: row["kind"]) else { return nil }
        return Judgement(
            kind: kind, runId: row["runId"], startedAt: row["startedAt"], scenario: row["scenario"],
            verdict: row["verdict"], partial: row["isPartial"],
            origin: RunOrigin(
                scenarioHash: row["scenarioHash"], commit: row["commitId"], isDirty: row["isDirty"],
                machine: row["machine"]),
            hostname: row["hostname"], cpuModel: row["cpuModel"], benchVersion: row["benchVersion"],
            folder: row["folder"], metric: row["metric"], change: row["change"], pairs: row["pairs"],
            finding: row["finding"])
    }
}
