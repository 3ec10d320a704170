import GRDB

/// The tables of a history and how older ones become the present ones.
///
/// A migration that was once released never changes: later layouts are further migrations.
enum HistorySchema {
    /// Marks a database as a history of this program (`SwBh`), so that nobody else's is ever written to.
    static let applicationID: Int32 = 0x5377_4268

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try version1($0) }
        migrator.registerMigration("2") { try version2($0) }
        return migrator
    }

    private static func version1(_ db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(
            sql: """
                CREATE TABLE runs (
                    id INTEGER PRIMARY KEY,
                    runId TEXT NOT NULL,
                    startedAt TEXT NOT NULL,
                    scenario TEXT NOT NULL,
                    scenarioHash TEXT,
                    commitId TEXT,
                    isDirty INTEGER,
                    machine TEXT,
                    hostname TEXT NOT NULL,
                    cpuModel TEXT NOT NULL,
                    benchVersion TEXT NOT NULL,
                    verdict TEXT NOT NULL,
                    isPartial INTEGER NOT NULL,
                    seed TEXT NOT NULL,
                    folder TEXT,
                    document BLOB NOT NULL,
                    UNIQUE (runId, startedAt)
                );
                CREATE INDEX runsByStart ON runs (startedAt);
                CREATE TABLE figures (
                    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
                    metric TEXT NOT NULL,
                    arm TEXT NOT NULL,
                    load TEXT NOT NULL,
                    clients INTEGER NOT NULL,
                    unit TEXT NOT NULL,
                    value REAL NOT NULL,
                    PRIMARY KEY (run, metric, arm, load, clients)
                ) WITHOUT ROWID;
                CREATE TABLE ratios (
                    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
                    metric TEXT NOT NULL,
                    load TEXT NOT NULL,
                    baseline TEXT NOT NULL,
                    candidate TEXT NOT NULL,
                    ratio REAL NOT NULL,
                    low REAL,
                    high REAL,
                    pairs INTEGER NOT NULL,
                    PRIMARY KEY (run, metric, load, baseline, candidate)
                ) WITHOUT ROWID;
                """)
    }

    /// Verdicts that are no runs: of gates. A second gate of one name, begun in the same second, is another one by its
    /// folder.
    private static func version2(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE judgements (
                    id INTEGER PRIMARY KEY,
                    kind TEXT NOT NULL,
                    runId TEXT NOT NULL,
                    startedAt TEXT NOT NULL,
                    scenario TEXT NOT NULL,
                    scenarioHash TEXT,
                    commitId TEXT,
                    isDirty INTEGER,
                    machine TEXT,
                    hostname TEXT NOT NULL,
                    cpuModel TEXT NOT NULL,
                    benchVersion TEXT NOT NULL,
                    verdict TEXT NOT NULL,
                    isPartial INTEGER NOT NULL,
                    folder TEXT NOT NULL,
                    metric TEXT,
                    change REAL,
                    pairs INTEGER,
                    finding TEXT NOT NULL,
                    UNIQUE (runId, startedAt, folder)
                );
                CREATE INDEX judgementsByStart ON judgements (startedAt);
                """)
    }
}
