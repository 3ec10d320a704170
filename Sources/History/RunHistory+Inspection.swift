import Foundation
import GRDB

extension RunHistory {
    /// What a file holds.
    enum Contents {
        case ours
        /// No tables yet: a new or an empty file, or one whose making was cut off.
        case unused
        /// A history with migrations that this program does not know.
        case newer
        /// Another program's database.
        case foreign
        case damaged(reason: String)
    }

    static func connect(_ path: String, seconds: Int, readonly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(Double(seconds))
        // SQLite reads more than a file's name in some texts (`:memory:`, `file:x`), but not behind a folder's.
        return try DatabaseQueue(path: URL(fileURLWithPath: path).path, configuration: configuration)
    }

    /// Nil for a history, and where there is no file; otherwise why the file can be one no more.
    ///
    /// Looks before anything is written.
    /// - Throws: ``HistoryError`` for what never was a history: it belongs to somebody else and stays where it is.
    static func reasonToSetAside(_ path: String, seconds: Int) throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            switch try inspect(connect(path, seconds: seconds, readonly: false), thoroughly: true) {
            case .ours, .unused, .newer: return nil
            case .foreign: throw HistoryError.notHistory(path: path, reason: foreignDatabase)
            case .damaged(let reason): return reason
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB where !SettingAside.isNamedAsDatabase(path):
                throw HistoryError.notHistory(path: path, reason: "it is no SQLite database")
            case .SQLITE_NOTADB: return "it is no SQLite database"
            case .SQLITE_CORRUPT: return "the database is damaged"
            default: throw error
            }
        }
    }

    /// - Parameter thoroughly: also reads every page, which finds damage that no query has met yet.
    static func inspect(_ queue: DatabaseQueue, thoroughly: Bool) throws -> Contents {
        try queue.read { db in
            let tables = try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            if application == 0, try isUnused(tables, db) { return .unused }
            guard application == HistorySchema.applicationID, tables.contains(migrations) else {
                return .foreign
            }
            if try HistorySchema.migrator.hasBeenSuperseded(db) { return .newer }
            if thoroughly {
                let words = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "ok"
                if words != "ok" { return .damaged(reason: damage(words)) }
            }
            return .ours
        }
    }

    static let foreignDatabase = "it is a database of another program"
    /// The first table that is made, in a transaction of its own.
    private static let migrations = "grdb_migrations"

    /// A full disk or a crash may have left the table of migrations alone, without one in it.
    private static func isUnused(_ tables: Set<String>, _ db: Database) throws -> Bool {
        if tables.isEmpty { return true }
        guard tables == [migrations] else { return false }
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(migrations)") == 0
    }

    /// What SQLite's check says, in a line and without its heading.
    private static func damage(_ words: String) -> String {
        let lines: [Substring] = words.split(separator: "\n").filter { !$0.hasPrefix("***") }
        return "the database is damaged" + (lines.isEmpty ? "" : ": \(lines.joined(separator: "; "))")
    }

    /// - Throws: ``HistoryError`` for a folder, a device and anything else that is there and no file.
    static func refuseOtherThanFile(_ path: String) throws(HistoryError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .notHistory(path: path, reason: "it is a folder")
        default: throw .notHistory(path: path, reason: "it is no file")
        }
    }
}
