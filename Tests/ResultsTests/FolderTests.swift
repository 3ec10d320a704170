import Foundation
import Testing

@testable import Results

@Suite("Folder")
struct FolderTests {
    @Test("missing folders are made, and those that are there are fine, whoever makes them")
    func makes() async throws {
        let root: String = NSTemporaryDirectory() + "folder-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        let path: String = "\(root)/a/b/c"
        let codes: [Int32] = await withTaskGroup(of: Int32.self) { group in
            for _ in 0..<8 { group.addTask { Folder.make(path) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: 0, count: 8))
        #expect(Folder.make(path) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/a/b") == ["c"])
    }

    @Test("what is in the way is told by its errno")
    func refuses() throws {
        let root: String = NSTemporaryDirectory() + "folder-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(Folder.make(root) == 0)
        try AtomicFile.write([1], to: "\(root)/file")
        #expect(Folder.make("\(root)/file") == ENOTDIR)
        #expect(Folder.make("\(root)/file/below") == ENOTDIR)
        #expect(Folder.make("/proc/swarmbench/below") == ENOENT)
    }
}
