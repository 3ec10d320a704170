import Foundation
import Testing

@testable import Experiment

@Suite("The folder of a run") struct RunDirectoryTests {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("runs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    private func names(_ path: String = "") -> [String] {
        (FileManager.default.enumerator(atPath: root.appendingPathComponent(path).path)?
            .compactMap { $0 as? String } ?? []).sorted()
    }

    private func create(_ path: String, _ kind: RunDirectory.Kind = .run) throws -> RunDirectory {
        try RunDirectory.create(
            output: root.appendingPathComponent(path).path, scenario: "x", startedAt: Date(), kind: kind)
    }

    @Test("is made with what it is in, and withdrawn with it", arguments: RunDirectory.Kind.allCases)
    func withdrawn(kind: RunDirectory.Kind) throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let directory = try create("runs/one", kind)
        #expect(names().starts(with: ["runs", "runs/one"]))
        directory.withdraw()
        #expect(names() == [])
    }

    @Test("is withdrawn no further than it was made, and never with anything in it")
    func kept() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("mine"), withIntermediateDirectories: true)
        try create("mine").withdraw()
        #expect(names() == ["mine"])
        let used = try create("mine/used")
        try used.write([1], to: "notes")
        used.withdraw()
        #expect(names() == ["mine", "mine/used", "mine/used/notes"])
    }

    @Test("that cannot be made leaves nothing behind")
    func refused() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        // A name longer than any file system takes, below folders that can be made.
        let name = String(repeating: "x", count: 300)
        #expect(throws: RunDirectoryError.self) { try create("a/b/\(name)") }
        #expect(names() == [])
    }
}
