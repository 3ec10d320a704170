import Foundation

/// Writing a file whole or not at all.
package enum AtomicFile {
    /// Replaces `path` by these bytes: they go to a new file beside it, to the disk, and take its name
    /// only then, so that a reader and a crash see the old contents or the new, never a part.
    ///
    /// - Throws: ``ResultsError/unwritable(path:code:)``; `path` is then as it was.
    package static func write(_ bytes: [UInt8], to path: String) throws(ResultsError) {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor: Int32 = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
        var code: Int32 = write(bytes, to: descriptor)
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, rename(temporary, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(temporary)
            throw .unwritable(path: path, code: code)
        }
    }

    /// Writes everything; 0 or the errno that stopped it.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var done: Int = 0
            while done < buffer.count {
                let count: Int = Foundation.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                if count > 0 {
                    done += count
                } else if count == 0 {
                    return EIO
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    /// - Throws: ``ResultsError/unreadable(path:reason:)``.
    package static func read(_ path: String) throws(ResultsError) -> [UInt8] {
        let descriptor: Int32 = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count: Int = Foundation.read(descriptor, &part, part.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += part[..<count]
            } else if errno != EINTR {
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
