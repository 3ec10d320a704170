import Foundation

/// A run's folder, whose files are served and nothing else.
package struct ServedFolder: Sendable, Equatable {
    package let path: String

    package init(path: String) { self.path = path }

    /// A file that was opened to be sent; whoever takes it closes it.
    struct OpenFile: Sendable, Equatable {
        let descriptor: Int32
        let size: Int
    }

    /// Opens a file below the folder; nil when there is none that may be served.
    ///
    /// Goes down folder by folder and follows no symbolic link, so that nothing outside can be reached whatever
    /// the folder holds.
    func open(_ request: RequestPath) -> OpenFile? {
        guard let last = request.names.last else { return nil }
        var folder: Int32 = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for name in request.names.dropLast() where folder >= 0 {
            let next: Int32 = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            close(folder)
            folder = next
        }
        guard folder >= 0 else { return nil }
        // Non-blocking: a named pipe must not hold the server up.
        let file: Int32 = openat(folder, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        close(folder)
        guard file >= 0 else { return nil }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            return nil
        }
        return OpenFile(descriptor: file, size: Int(status.st_size))
    }

    /// Whether there is such a file.
    package func holds(_ name: String) -> Bool {
        guard let request = RequestPath(target: "/" + name), let file = open(request) else { return false }
        close(file.descriptor)
        return true
    }

    /// Names of the files that can be asked for, folders' after their folder, in alphabetical order.
    var files: [String] {
        guard let found = FileManager.default.enumerator(atPath: path) else { return [] }
        return found.compactMap { $0 as? String }.filter { holds($0) }.sorted()
    }
}
