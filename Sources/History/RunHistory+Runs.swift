import Foundation
import GRDB
import Results

extension RunHistory {
    /// Runs, newest first.
    ///
    /// - Parameters:
    ///   - scenario: only runs of the scenario of this name.
    ///   - limit: at most so many.
    /// - Throws: ``HistoryError``; no runs at all are no error here.
    package func runs(scenario: String? = nil, limit: Int? = nil) throws(HistoryError) -> [RunSummary] {
        try perform(writing: false) { queue in
            try queue.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(Self.summaryColumns) FROM runs WHERE ?1 IS NULL OR scenario = ?1
                        ORDER BY startedAt DESC, id DESC LIMIT ?2
                        """, arguments: [scenario, limit ?? -1])
                return try rows.map { try Self.summary($0, db) }
            }
        }
    }

    /// The document of a run, without histograms and time series.
    ///
    /// - Throws: ``HistoryError``.
    package func document(of run: RunSummary) throws(HistoryError) -> ResultsDocument {
        let json: Data? = try perform(writing: false) { queue in
            try queue.read { db in
                try Data.fetchOne(
                    db, sql: "SELECT document FROM runs WHERE runId = ? AND startedAt = ?",
                    arguments: [run.runId, run.startedAt])
            }
        }
        guard let json else { throw .noSuchRun(run.runId, close: []) }
        do {
            return try ResultsDocument(json: [UInt8](json))
        } catch {
            throw .cannotRead(path: path, reason: "run \(run.runId): \(error)")
        }
    }

    /// The run that a reference means: `last`, `last~N`, an id or the begin of one, or `ID@START` where ids are
    /// the same.
    ///
    /// - Throws: ``HistoryError``: `empty`, `tooFewRuns`, `noSuchRun` or `ambiguous` with the candidates.
    package func run(_ reference: RunReference) throws(HistoryError) -> RunSummary {
        let all: [RunSummary] = try runs()
        guard !all.isEmpty else { throw .empty(path: path, scenario: nil) }
        return try reference.find(in: all)
    }

    /// All but the document, which is most of a run's size.
    static let summaryColumns: String =
        "id, runId, startedAt, scenario, scenarioHash, commitId, isDirty, machine, hostname, cpuModel, "
        + "benchVersion, verdict, isPartial, seed, folder"

    static func summary(_ row: Row, _ db: Database) throws -> RunSummary {
        let ratios = try Row.fetchAll(
            db, sql: "SELECT * FROM ratios WHERE run = ? ORDER BY metric, load, candidate",
            arguments: [row["id"] as Int64])
        return RunSummary(
            runId: row["runId"], startedAt: row["startedAt"], scenario: row["scenario"],
            seed: UInt64(row["seed"] as String) ?? 0,
            // A verdict that this version does not know is no reason to hide the run.
            verdict: Verdict(rawValue: row["verdict"]) ?? .invalid, partial: row["isPartial"],
            origin: RunOrigin(
                scenarioHash: row["scenarioHash"], commit: row["commitId"], isDirty: row["isDirty"],
                machine: row["machine"]),
            hostname: row["hostname"], cpuModel: row["cpuModel"], benchVersion: row["benchVersion"],
            folder: row["folder"], ratios: ratios.map(ratio))
    }

    static func ratio(_ row: Row) -> RunRatio {
        let low: Double? = row["low"]
        let high: Double? = row["high"]
        return RunRatio(
            metric: row["metric"], load: row["load"], baseline: row["baseline"],
            candidate: row["candidate"], ratio: row["ratio"],
            confidence95: low.flatMap { low in high.map { [low, $0] } }, pairs: row["pairs"])
    }
}
