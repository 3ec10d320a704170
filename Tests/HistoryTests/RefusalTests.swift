import Foundation
import GRDB
import Synchronization
import Testing

@testable import History

@Suite("What is no history stays where it is") struct RefusalTests {
    private func write(_ path: String) throws(HistoryError) -> RunHistory {
        try RunHistory.open(toWrite: path, stamp: "20261123-101112", waiting: 1)
    }

    /// Neither recording nor asking changes or moves it, and both say why.
    private func expectRefusal(_ path: String, _ reason: String, _ folder: TemporaryFolder) throws {
        let refusal = HistoryError.notHistory(path: path, reason: reason)
        let before: [String] = folder.names
        #expect(throws: refusal) { try write(path) }
        #expect(throws: refusal) { try RunHistory.open(toRead: path) }
        #expect(folder.names == before)
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

    @Test("a lock's file that was there before stays, as a history's does")
    func locks() throws {
        let folder = try TemporaryFolder()
        try Data("text".utf8).write(to: URL(fileURLWithPath: folder.path("notes.txt")))
        try Data().write(to: URL(fileURLWithPath: folder.path("notes.txt-lock")))
        try expectRefusal(folder.path("notes.txt"), "it is no SQLite database", folder)
        try write(folder.path("history.sqlite")).queue.close()
        #expect(folder.names.contains("history.sqlite-lock"))
    }

    @Test("one opens at a time, also where some are refused and take the lock's file with them")
    func oneAtATime() throws {
        let folder = try TemporaryFolder()
        let path: String = folder.path("notes.txt")
        let inside = Mutex(0)
        let outcome = Mutex((together: 0, done: 0))
        DispatchQueue.concurrentPerform(iterations: 6) { thread in
            for round in 0..<15 {
                try? OpeningLock.with(path, seconds: 30) {
                    let count: Int = inside.withLock {
                        $0 += 1
                        return $0
                    }
                    // Long enough that others wait for this file, and find it gone.
                    usleep(500)
                    inside.withLock { $0 -= 1 }
                    outcome.withLock {
                        $0.done += 1
                        if count > 1 { $0.together += 1 }
                    }
                    if (thread + round).isMultiple(of: 2) { throw HistoryError.absent(path: path) }
                }
            }
        }
        #expect(outcome.withLock { $0.done } == 90)
        #expect(outcome.withLock { $0.together } == 0)
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
