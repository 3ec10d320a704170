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

    /// What the second version added.
    private static let version2 = """
        INSERT INTO grdb_migrations VALUES ('2');
        CREATE TABLE judgements (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, runId TEXT NOT NULL,
            startedAt TEXT NOT NULL, scenario TEXT NOT NULL, scenarioHash TEXT, commitId TEXT, isDirty INTEGER,
            machine TEXT, hostname TEXT NOT NULL, cpuModel TEXT NOT NULL, benchVersion TEXT NOT NULL,
            verdict TEXT NOT NULL, isPartial INTEGER NOT NULL, folder TEXT NOT NULL, metric TEXT, change REAL,
            pairs INTEGER, finding TEXT NOT NULL, UNIQUE (runId, startedAt, folder));
        CREATE INDEX judgementsByStart ON judgements (startedAt);
        INSERT INTO judgements VALUES (1, 'gate', 'old-gate', '2026-11-02T08:00:00Z', 'gate', 'aa', 'bb', 0, NULL,
            'host', 'CPU', '0.1.0', 'regressed', 0, '/gone', 'server.cpuMicrosecondsPerMessage', 0.08, 9, 'more');
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
        #expect(try history.judgements().isEmpty)
        try history.record(SampleGate.judgement(3))
        #expect(try history.judgements().count == 1)
    }

    @Test("version 1 that is only read has no gates, and stays what it is")
    func oneIsOnlyRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: Self.version1) }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let history = try RunHistory.open(toRead: path)
        #expect(try history.judgements().isEmpty)
        #expect(try history.runs().count == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("version 2 is read and written on")
    func two() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: Self.version1 + Self.version2) }
        try queue.close()
        let history = try RunHistory.open(toWrite: path, stamp: "20261123-000000")
        #expect(history.setAside == nil)
        let old = try #require(try history.judgements().first)
        #expect(old.kind == .gate && old.verdict == "regressed" && old.origin.commit == "bb")
        #expect(old.change == 0.08 && old.pairs == 9 && old.finding == "more" && !old.partial)
        #expect(try history.runs().map(\.runId) == ["old"])
        try history.record(SampleGate.judgement(3))
        #expect(try history.judgements().map(\.runId) == ["20261103-gate", "old-gate"])
    }

    @Test("a new history has the layout that the last version's statements make")
    func layout() throws {
        let folder = try TemporaryFolder()
        let made = try RunHistory.open(toWrite: folder.path("new.sqlite"), stamp: "20261123-000000")
        let known = try DatabaseQueue(path: folder.path("known.sqlite"))
        try known.write { try $0.execute(sql: Self.version1 + Self.version2) }
        func columns(_ queue: DatabaseQueue) throws -> [[String]] {
            try queue.read { db in
                try ["runs", "figures", "ratios", "judgements"].map { table in
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
