import Foundation
import GRDB
import Results

extension RunHistory {
    /// Records a run, or records it anew: a run is the one of its id and start.
    ///
    /// Two that began in one second under one name, in different folders and with different figures, are two
    /// runs: the later one is kept with `-2` behind its id.
    ///
    /// The document is kept without its histograms and time series, which are most of its size and which only
    /// reports of the single run need; its folder has them.
    /// - Parameter folder: where the run was written, absolute.
    /// - Throws: ``HistoryError``; the history is then as it was.
    package func record(_ document: ResultsDocument, folder: String?) throws(HistoryError) {
        let json: [UInt8]
        do {
            json = try document.withoutSamples.json()
        } catch {
            throw .cannotWrite(path: path, reason: error.description)
        }
        let recorded = RunSummary(document, folder: folder)
        let figures: [StoredFigure] = StoredFigure.all(document)
        try perform(writing: true) { queue in
            try queue.write { db in
                var summary: RunSummary = recorded
                var number: Int = 2
                while try Self.isTaken(summary, by: document, db) {
                    summary.runId = "\(recorded.runId)-\(number)"
                    number += 1
                }
                try db.execute(
                    sql: "DELETE FROM runs WHERE runId = ? AND startedAt = ?",
                    arguments: [summary.runId, summary.startedAt])
                let run: Int64 = try Self.insert(summary, json: json, into: db)
                for figure in figures { try figure.insert(run: run, into: db) }
                for ratio in summary.ratios { try Self.insert(ratio, run: run, into: db) }
            }
        }
    }

    /// Whether another run has this one's id and start.
    private static func isTaken(
        _ run: RunSummary, by document: ResultsDocument, _ db: Database
    ) throws -> Bool {
        let row = try Row.fetchOne(
            db, sql: "SELECT folder, document FROM runs WHERE runId = ? AND startedAt = ?",
            arguments: [run.runId, run.startedAt])
        guard let row, let other: String = row["folder"], let folder = run.folder, folder != other,
            let json: Data = row["document"], let kept = try? ResultsDocument(json: [UInt8](json))
        else { return false }
        return kept.cells.map(\.summary) != document.cells.map(\.summary)
    }

    private static func insert(_ run: RunSummary, json: [UInt8], into db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO runs (runId, startedAt, scenario, scenarioHash, commitId, isDirty, machine, hostname,
                    cpuModel, benchVersion, verdict, isPartial, seed, folder, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.runId, run.startedAt, run.scenario, run.origin.scenarioHash, run.origin.commit,
                run.origin.isDirty, run.origin.machine, run.hostname, run.cpuModel, run.benchVersion,
                run.verdict.rawValue, run.partial, String(run.seed), run.folder, Data(json),
            ])
        return db.lastInsertedRowID
    }

    private static func insert(_ ratio: RunRatio, run: Int64, into db: Database) throws {
        let interval: [Double] = ratio.confidence95 ?? []
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO ratios (run, metric, load, baseline, candidate, ratio, low, high, pairs)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, ratio.metric, ratio.load, ratio.baseline, ratio.candidate, ratio.ratio, interval.first,
                interval.count > 1 ? interval[1] : nil, ratio.pairs,
            ])
    }
}

/// A metric of a cell, as it is kept.
private struct StoredFigure {
    var metric: Metric
    var cell: Cell
    var value: Double

    static func all(_ document: ResultsDocument) -> [StoredFigure] {
        document.cells.flatMap { cell in
            Metric.all.compactMap { metric in
                guard let value = metric.value(cell.summary), value.isFinite else { return nil }
                return StoredFigure(metric: metric, cell: cell, value: value)
            }
        }
    }

    func insert(run: Int64, into db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO figures (run, metric, arm, load, clients, unit, value)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, metric.name, cell.arm, cell.load.name, cell.clients, metric.unit, value,
            ])
    }
}

extension ResultsDocument {
    /// The document with the figures of its trials but not what they were computed from.
    fileprivate var withoutSamples: ResultsDocument {
        var result = self
        for cell in result.cells.indices {
            for trial in result.cells[cell].trials.indices {
                result.cells[cell].trials[trial].histograms = [:]
                result.cells[cell].trials[trial].series = nil
                result.cells[cell].trials[trial].windows = nil
            }
        }
        return result
    }
}
