import Glibc

/// Lets one process at a time open a history for writing, so that two that begin together neither make the
/// tables twice nor set each other's new file aside.
///
/// An advisory lock on a file beside the database; the kernel gives it back when a process dies. The file
/// stays: to remove it would let a third process lock another one of the same name.
enum OpeningLock {
    static func with<Value>(
        _ path: String, seconds: Int, _ body: () throws -> Value
    ) throws -> Value {
        let name: String = path + "-lock"
        let descriptor: Int32 = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw HistoryError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        // flock has no time limit of its own.
        var attempts: Int = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code: Int32 = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                throw HistoryError.cannotWrite(path: path, reason: String(cString: strerror(code)))
            }
            guard attempts < seconds * 50 else { throw HistoryError.locked(path: path, seconds: seconds) }
            attempts += 1
            usleep(20_000)
        }
        return try body()
    }
}
