import Foundation
import Glibc

/// Gets a scenario file's bytes without trusting what the path names.
enum ScenarioFile {
    /// The whole file, or one byte more than the largest allowed when it is larger.
    ///
    /// - Throws: `ScenarioError` when there is no such file, it cannot be read, or it is no file.
    static func bytes(path: String) throws(ScenarioError) -> [UInt8] {
        func failure(_ what: String, remedy: String) -> ScenarioError {
            ScenarioError([
                ScenarioProblem(place: .file(path), complaint: Complaint(what, remedy: remedy))
            ])
        }
        // Without O_NONBLOCK opening a named pipe would wait for a writer.
        let descriptor: Int32 = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code: Int32 = errno
            let remedy: String =
                switch code {
                case ENOENT, ENOTDIR: "check the path; the scenarios that come along are in scenarios/"
                case EACCES: "make it readable for you"
                default: "check the path"
                }
            throw failure("cannot open the scenario: \(String(cString: strerror(code)))", remedy: remedy)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let isDirectory: Bool = status.st_mode & S_IFMT == S_IFDIR
            throw failure(
                isDirectory ? "this is a directory" : "this is no regular file",
                remedy: "name a scenario file, such as scenarios/polling-vs-push.yaml")
        }
        var bytes: [UInt8] = []
        var chunk: [UInt8] = Array(repeating: 0, count: 16 * 1024)
        while bytes.count <= SourceText.maximumBytes {
            let count: Int = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw failure(
                    "cannot read the scenario: \(String(cString: strerror(errno)))", remedy: "check the disk")
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }
}
