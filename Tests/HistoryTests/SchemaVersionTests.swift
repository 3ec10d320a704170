import Foundation
import GRDB
import Results
import Testing

@testable import History

/// Files as released versions wrote them, made by the statements they used: never to be changed.
@Suite("Histories of earlier versions") struct SchemaVersionTests {
    private static let version1 = """
        PRAGMA application_id = 1400324712;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1');
        CREATE TABLE runs (id INTEGER PRIMARY KEY, runId TEXT NOT NULL, startedAt TEXT NOT NULL,
            scenario TEXT NOT NULL, scenarioHash TEXT, commitId TEXT, isDirty INTEGER, machine TEXT,
            hostname TEXT NOT NULL, cpuModel TEXT NOT NULL, benchVersion TEXT NOT NULL, verdict TEXT NOT NULL,
            isPartial INTEGER NOT NULL, seed TEXT NOT NULL, folder TEXT, document BLOB NOT NULL,
            UNIQUE (runId, startedAt));
        CREATE INDEX runsByStart ON runs (startedAt);
        CREATE TABLE figures (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            metric TEXT NOT NULL, arm TEXT NOT NULL, load TEXT NOT NULL, clients INTEGER NOT NULL,
            unit TEXT NOT NULL, value REAL NOT NULL,
            PRIMARY KEY (run, metric, arm, load, clients)) WITHOUT ROWID;
        CREATE TABLE ratios (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            metric TEXT NOT NULL, load TEXT NOT NULL, baseline TEXT NOT NULL, candidate TEXT NOT NULL,
            ratio REAL NOT NULL, low REAL, high REAL, pairs INTEGER NOT NULL,
            PRIMARY KEY (run, metric, load, baseline, candidate)) WITHOUT ROWID;
        INSERT INTO runs VALUES (1, 'old', '2026-11-01T08:00:00Z', 'sample', 'aa', 'bb', 1, NULL, 'host',
            'CPU', '0.1.0', 'pass', 0, '18446744073709551615', '/gone', '{}');
        INSERT INTO figures VALUES (1, 'traffic', 'push', '10', 50, 'bytes/client/h', 1000000.0);
        INSERT INTO ratios VALUES (1, 'traffic', '10', 'polling', 'push', 0.2, 0.19, 0.21, 3);
        """

    @Test("version 1 is read and written on")
    func one() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: Self.version1) }
        try queue.close()
        let history = try RunHistory.open(toWrite: path, stamp: "20261123-000000")
        #expect(history.setAside == nil)
        let old = try #require(try history.runs().first)
        #expect(
            old.runId == "old" && old.seed == .max && old.origin.commit == "bb" && old.origin.isDirty == true)
        #expect(
            old.ratios == [
                RunRatio(
                    metric: "traffic", load: "10", baseline: "polling", candidate: "push", ratio: 0.2,
                    confidence95: [0.19, 0.21], pairs: 3)
            ])
        let reference = try MetricReference(parsing: "push.traffic")
        let trend = try history.trends(
            RunHistory.TrendQuery(reference: reference, scenario: "sample", isAbsolute: true))
        #expect(trend.first?.points.map(\.value) == [1_000_000])
        try history.record(SampleRun.document(2), folder: nil)
        #expect(try history.runs().count == 2)
    }

    @Test("a new history has the layout that the last version's statements make")
    func layout() throws {
        let folder = try TemporaryFolder()
        let made = try RunHistory.open(toWrite: folder.path("new.sqlite"), stamp: "20261123-000000")
        let known = try DatabaseQueue(path: folder.path("known.sqlite"))
        try known.write { try $0.execute(sql: Self.version1) }
        func columns(_ queue: DatabaseQueue) throws -> [[String]] {
            try queue.read { db in
                try ["runs", "figures", "ratios"].map { table in
                    try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map {
                        "\($0["name"] as String) \($0["type"] as String) \($0["notnull"] as Int) \($0["pk"] as Int)"
                    }
                }
            }
        }
        #expect(try columns(made.queue) == columns(known))
        let application = try made.queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
        #expect(application == 1_400_324_712)
    }
}
