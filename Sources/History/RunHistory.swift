import Foundation
import GRDB
import Results

/// Past runs in one SQLite file.
///
/// Several processes may read and write it at once: SQLite's write-ahead log keeps readers and a writer
/// apart, and who has to wait waits up to `seconds`. A run is recorded in one transaction, so a crash
/// leaves it in whole or not at all. May be used from any thread.
package final class RunHistory: Sendable {
    package let path: String
    /// Where a file that could not be used went when this history was opened; nil when there was none.
    package let setAside: SetAside?
    let queue: DatabaseQueue
    private let seconds: Int

    /// A file that was no history, or no longer one.
    package struct SetAside: Sendable, Equatable, CustomStringConvertible {
        package var path: String
        package var newPath: String
        package var reason: String

        package var description: String {
            "the history \(path) could not be used (\(reason)): it is kept as \(newPath), and a new one was begun"
        }
    }

    private init(path: String, queue: DatabaseQueue, setAside: SetAside?, seconds: Int) {
        self.path = path
        self.queue = queue
        self.setAside = setAside
        self.seconds = seconds
    }

    /// Opens a history to record in it, and makes it (and its folder) where there is none.
    ///
    /// A file that is damaged is set aside under a name with `stamp`, and a new history begun. What never was a
    /// history (another program's database, a file that is not named as a database) is refused and stays.
    /// - Parameters:
    ///   - stamp: `YYYYMMDD-HHMMSS` of now.
    ///   - seconds: how long to wait for another program's lock.
    /// - Throws: ``HistoryError``.
    package static func open(
        toWrite path: String, stamp: String, waiting seconds: Int = 10
    ) throws(HistoryError) -> RunHistory {
        do {
            return try makeFolderAndOpen(path, stamp: stamp, seconds: seconds)
        } catch let error as HistoryError {
            throw error
        } catch let error as DatabaseError {
            throw HistoryError(error, path: path, writing: true, waited: seconds)
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// Opens a history that exists, to ask it. Nothing is changed, set aside or begun.
    ///
    /// - Throws: ``HistoryError``.
    package static func open(
        toRead path: String, waiting seconds: Int = 10
    ) throws(HistoryError) -> RunHistory {
        guard FileManager.default.fileExists(atPath: path) else { throw .absent(path: path) }
        try refuseOtherThanFile(path)
        do {
            let queue = try connect(path, seconds: seconds, readonly: true)
            switch try inspect(queue, thoroughly: false) {
            case .ours: break
            case .unused: throw HistoryError.empty(path: path, scenario: nil)
            case .newer: throw HistoryError.newer(path: path)
            case .foreign: throw HistoryError.notHistory(path: path, reason: foreignDatabase)
            case .damaged(let reason): throw HistoryError.damaged(path: path, reason: reason)
            }
            return RunHistory(path: path, queue: queue, setAside: nil, seconds: seconds)
        } catch let error as HistoryError {
            throw error
        } catch let error as DatabaseError {
            throw HistoryError(error, path: path, writing: false, waited: seconds)
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
    }

    private static func makeFolderAndOpen(_ path: String, stamp: String, seconds: Int) throws -> RunHistory {
        try refuseOtherThanFile(path)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw HistoryError.cannotWrite(path: path, reason: "its folder cannot be made")
        }
        return try OpeningLock.with(path, seconds: seconds) {
            var setAside: SetAside?
            if let reason = try reasonToSetAside(path, seconds: seconds) {
                let newPath: String = try SettingAside.move(path, stamp: stamp)
                setAside = SetAside(path: path, newPath: newPath, reason: reason)
            }
            let queue = try connect(path, seconds: seconds, readonly: false)
            if case .newer = try inspect(queue, thoroughly: false) { throw HistoryError.newer(path: path) }
            // Not in the configuration, which would change the journal of a foreign file before it is known
            // to be one.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try HistorySchema.migrator.migrate(queue)
            return RunHistory(path: path, queue: queue, setAside: setAside, seconds: seconds)
        }
    }

    /// Runs a piece of work on the history and puts what SQLite complains of in words.
    func perform<Value>(
        writing: Bool, _ body: (DatabaseQueue) throws -> Value
    ) throws(HistoryError) -> Value {
        do {
            return try body(queue)
        } catch let error as HistoryError {
            throw error
        } catch let error as DatabaseError {
            throw HistoryError(error, path: path, writing: writing, waited: seconds)
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
    }
}
