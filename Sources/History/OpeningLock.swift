import Glibc

/// Lets one process at a time open a history for writing, so that two that begin together neither make the
/// tables twice nor set each other's new file aside.
///
/// An advisory lock on a file beside the database; the kernel gives it back when a process dies. The file stays
/// with the history. Where none is opened, a file that was made for it goes again.
enum OpeningLock {
    static func with<Value>(
        _ path: String, seconds: Int, _ body: () throws -> Value
    ) throws -> Value {
        let name: String = path + "-lock"
        var attempts: Int = 0
        while true {
            let (descriptor, isNew): (Int32, Bool) = try make(name, for: path)
            defer { close(descriptor) }
            try lock(descriptor, for: path, seconds: seconds, attempts: &attempts)
            // Whoever had the lock may have removed the file meanwhile: a third process would lock another one.
            guard bears(name, descriptor) else { continue }
            do {
                return try body()
            } catch {
                if isNew { unlink(name) }
                throw error
            }
        }
    }

    /// Opens the file, and tells whether it was not there before.
    private static func make(_ name: String, for path: String) throws -> (Int32, Bool) {
        let flags: Int32 = O_RDWR | O_CREAT | O_CLOEXEC
        let new: Int32 = open(name, flags | O_EXCL, 0o644)
        if new >= 0 { return (new, true) }
        let old: Int32 = open(name, flags, 0o644)
        guard old >= 0 else {
            throw HistoryError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        return (old, false)
    }

    private static func lock(
        _ descriptor: Int32, for path: String, seconds: Int, attempts: inout Int
    ) throws {
        // flock has no time limit of its own.
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code: Int32 = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                throw HistoryError.cannotWrite(path: path, reason: String(cString: strerror(code)))
            }
            guard attempts < seconds * 50 else { throw HistoryError.locked(path: path, seconds: seconds) }
            attempts += 1
            usleep(20_000)
        }
    }

    /// Whether the open file is the one of this name.
    private static func bears(_ name: String, _ descriptor: Int32) -> Bool {
        var named = stat()
        var opened = stat()
        return stat(name, &named) == 0 && fstat(descriptor, &opened) == 0
            && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }
}
