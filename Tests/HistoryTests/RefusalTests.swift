import Foundation
import GRDB
import Testing

@testable import History

@Suite("What is no history stays where it is") struct RefusalTests {
    private func write(_ path: String) throws(HistoryError) -> RunHistory {
        try RunHistory.open(toWrite: path, stamp: "20261123-101112", waiting: 1)
    }

    /// Neither recording nor asking changes or moves it, and both say why.
    private func expectRefusal(_ path: String, _ reason: String, _ folder: TemporaryFolder) throws {
        let refusal = HistoryError.notHistory(path: path, reason: reason)
        #expect(throws: refusal) { try write(path) }
        #expect(throws: refusal) { try RunHistory.open(toRead: path) }
        #expect(!folder.names.contains { $0.contains("set-aside") })
        #expect(refusal.description.contains("name another file with --history FILE"))
    }

    @Test("another program's database is not taken from it")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let other = try DatabaseQueue(path: path)
        try other.write {
            try $0.execute(sql: "CREATE TABLE letters (text TEXT); INSERT INTO letters VALUES ('a')")
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try expectRefusal(path, "it is a database of another program", folder)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM letters") } == 1)
    }

    @Test(
        "a mistyped path moves no file that is something else",
        arguments: ["small.yaml", "passwd", "report.json"])
    func somethingElse(name: String) throws {
        let folder = try TemporaryFolder()
        let contents = Data(String(repeating: "clients: 20\n", count: 100).utf8)
        try contents.write(to: URL(fileURLWithPath: folder.path(name)))
        try expectRefusal(folder.path(name), "it is no SQLite database", folder)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) == contents)
    }

    @Test("a folder and a device are named as what they are")
    func noFile() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("sub"), withIntermediateDirectories: false)
        try expectRefusal(folder.path("sub"), "it is a folder", folder)
        try expectRefusal("/dev/null", "it is no file", folder)
    }

    @Test("a file whose making a full disk or a crash cut off becomes a history the next time")
    func cutOff() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        // What a migrator writes first, in a transaction of its own.
        let half = try DatabaseQueue(path: path)
        try half.write {
            try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try half.close()
        #expect(throws: HistoryError.empty(path: path, scenario: nil)) { try RunHistory.open(toRead: path) }
        let history = try write(path)
        #expect(history.setAside == nil)
        try history.record(SampleRun.document(1), folder: nil)
        #expect(try RunHistory.open(toRead: path).runs().count == 1)
    }
}
