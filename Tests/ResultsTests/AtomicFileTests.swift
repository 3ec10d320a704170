import Foundation
import Results
import Testing

@Suite struct AtomicFileTests {
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("atomic-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test("a file is written whole, replaces the old one, and leaves nothing beside it")
    func write() throws {
        try withDirectory { directory in
            let path = directory + "/report.json"
            let large = [UInt8](repeating: 7, count: 3_000_000)
            try AtomicFile.write([1, 2, 3], to: path)
            #expect(try AtomicFile.read(path) == [1, 2, 3])
            try AtomicFile.write(large, to: path)
            #expect(try AtomicFile.read(path) == large)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["report.json"])
        }
    }

    @Test("a place that cannot be written is an error with its path, and what was there stays")
    func unwritable() throws {
        try withDirectory { directory in
            let missing = directory + "/no/report.json"
            #expect(throws: ResultsError.unwritable(path: missing, code: ENOENT)) {
                try AtomicFile.write([1], to: missing)
            }
            // A directory with something in it cannot be replaced by a file.
            let occupied = directory + "/occupied"
            try FileManager.default.createDirectory(
                atPath: occupied + "/inner", withIntermediateDirectories: true)
            #expect(throws: ResultsError.self) { try AtomicFile.write([1], to: occupied) }
            #expect(FileManager.default.fileExists(atPath: occupied + "/inner"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["occupied"])
        }
    }

    @Test("a full disk is told as such, with a remedy")
    func full() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(AtomicFile.write([1, 2, 3], to: descriptor) == ENOSPC)
        let text = ResultsError.unwritable(path: "/x/report.json", code: ENOSPC).description
        #expect(text.contains("/x/report.json"))
        #expect(text.contains("No space left"))
        #expect(text.contains("free some space"))
    }

    @Test("a file that is not there cannot be read, and is named")
    func unreadable() throws {
        let error = try #require(throws: ResultsError.self) { try AtomicFile.read("/nowhere/report.json") }
        #expect(error.description == "cannot read /nowhere/report.json: No such file or directory")
        let folder = try #require(throws: ResultsError.self) { try AtomicFile.read("/") }
        #expect(folder.description == "cannot read /: Is a directory")
    }
}
