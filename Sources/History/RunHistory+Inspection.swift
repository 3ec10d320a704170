import Foundation
import GRDB

extension RunHistory {
    /// What a file holds.
    enum Contents {
        case ours
        /// No tables at all: a new or an empty file.
        case unused
        /// A history with migrations that this program does not know.
        case newer
        case foreign(reason: String)
    }

    static func connect(_ path: String, seconds: Int, readonly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(Double(seconds))
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Nil for a history, and where there is no file; otherwise why the file cannot be one.
    ///
    /// Looks before anything is written: a database of another program stays as it is.
    static func reasonToSetAside(_ path: String, seconds: Int) throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            switch try inspect(connect(path, seconds: seconds, readonly: false), thoroughly: true) {
            case .ours, .unused, .newer: return nil
            case .foreign(let reason): return reason
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
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
            if tables.isEmpty { return .unused }
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            guard application == HistorySchema.applicationID, tables.contains("grdb_migrations") else {
                return .foreign(reason: "it is a database of another program")
            }
            if try HistorySchema.migrator.hasBeenSuperseded(db) { return .newer }
            if thoroughly {
                let words = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "ok"
                if words != "ok" { return .foreign(reason: "the database is damaged: \(words)") }
            }
            return .ours
        }
    }
}
