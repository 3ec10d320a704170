import Foundation

/// Gives a file that cannot be used as a history another name, with what SQLite keeps beside it.
enum SettingAside {
    /// - Parameter stamp: for the new name, `YYYYMMDD-HHMMSS`.
    /// - Returns: the new path. A file that is already there is never written over.
    static func move(_ path: String, stamp: String) throws -> String {
        var target: String = "\(path).set-aside-\(stamp)"
        var number: Int = 2
        while exists(target) {
            target = "\(path).set-aside-\(stamp)-\(number)"
            number += 1
        }
        // The journal first: a database under the old name without its journal would lose what is in it.
        for suffix in ["-wal", "-shm", "-journal", ""] where exists(path + suffix) {
            guard rename(path + suffix, target + suffix) == 0 else {
                throw HistoryError.cannotWrite(
                    path: path, reason: "it cannot be set aside: \(String(cString: strerror(errno)))")
            }
        }
        return target
    }

    /// Whether a file's name says that it is a database. Under another one it is something else (a mistyped
    /// path may well be a scenario's), and nobody wants it moved.
    static func isNamedAsDatabase(_ path: String) -> Bool {
        ["sqlite", "sqlite3", "db"].contains(URL(fileURLWithPath: path).pathExtension.lowercased())
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}
