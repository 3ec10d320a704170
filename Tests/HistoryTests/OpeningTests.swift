import Foundation
import GRDB
import Results
import Testing

@testable import History

@Suite("Opening a history") struct OpeningTests {
    private let stamp = "20261123-101112"

    private func write(_ path: String) throws(HistoryError) -> RunHistory {
        try RunHistory.open(toWrite: path, stamp: stamp, waiting: 1)
    }

    /// A history with one run, closed again.
    private func filled(_ path: String) throws {
        let history = try write(path)
        try history.record(SampleRun.document(1), folder: nil)
        try history.queue.close()
    }

    @Test("what is no database is set aside as it was, and a new history begun")
    func garbage() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let contents = Data(String(repeating: "not a database, ", count: 500).utf8)
        try contents.write(to: URL(fileURLWithPath: path))
        let history = try write(path)
        let setAside = try #require(history.setAside)
        #expect(setAside.newPath == "\(path).set-aside-\(stamp)")
        #expect(setAside.description.contains("no SQLite database"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: setAside.newPath)) == contents)
        try history.record(SampleRun.document(1), folder: nil)
        #expect(try history.runs().count == 1)
        #expect(try write(path).setAside == nil)
    }

    @Test("a second file set aside in the same second writes over nothing")
    func twice() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        for text in ["first", "second", "third"] {
            try Data(String(repeating: text, count: 1_000).utf8).write(to: URL(fileURLWithPath: path))
            try write(path).queue.close()
        }
        let aside = folder.names.filter { $0.contains("set-aside") }
        #expect(
            aside.map { $0.replacingOccurrences(of: "history.sqlite.set-aside-\(stamp)", with: "") }
                == ["", "-2", "-3"])
        let texts = try aside.map { try String(contentsOfFile: folder.path($0), encoding: .utf8).prefix(5) }
        #expect(texts == ["first", "secon", "third"])
    }

    @Test("damage in the middle of the file is found before anything is written")
    func damagedPage() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        try filled(path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.count > 12_288)
        // The last page only, which opening does not come across.
        for index in (bytes.count - 4_096)..<bytes.count { bytes[index] = 0xFF }
        try bytes.write(to: URL(fileURLWithPath: path))
        let history = try write(path)
        let setAside = try #require(history.setAside)
        #expect(!setAside.description.contains("\n"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: setAside.newPath)) == bytes)
        #expect(try history.runs().isEmpty)
    }

    @Test("damage that a question comes across is said, and the file stays")
    func readingDamage() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        try filled(path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in 4_096..<bytes.count { bytes[index] = 0xFF }
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: HistoryError.self) { try RunHistory.open(toRead: path).runs() }
        #expect(error?.description.contains("damaged") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    @Test("reading changes nothing: a file that is no history is reported and stays")
    func readingGarbage() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        try Data(String(repeating: "x", count: 5_000).utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: HistoryError.self) { try RunHistory.open(toRead: path) }
        #expect(error?.description.contains("sets it aside") == true)
        #expect(folder.names == ["history.sqlite"])
    }

    @Test("an empty file is a new history, and no file at all is said to be absent")
    func empty() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        #expect(throws: HistoryError.absent(path: path)) { try RunHistory.open(toRead: path) }
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(throws: HistoryError.empty(path: path, scenario: nil)) { try RunHistory.open(toRead: path) }
        let history = try write(path)
        #expect(history.setAside == nil)
        #expect(throws: HistoryError.empty(path: path, scenario: nil)) {
            try history.run(RunReference("last"))
        }
    }

    @Test("a history of a newer bench is neither read nor written, and stays as it is")
    func newer() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        try filled(path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        try queue.close()
        #expect(throws: HistoryError.newer(path: path)) { try write(path) }
        #expect(throws: HistoryError.newer(path: path)) { try RunHistory.open(toRead: path) }
        #expect(!folder.names.contains { $0.contains("set-aside") })
    }

    @Test(
        "a place that cannot be written is named",
        arguments: ["/proc/swarmbench/history.sqlite", "/dev/null/h"])
    func unwritable(path: String) throws {
        let error = #expect(throws: HistoryError.self) { try write(path) }
        #expect(error?.description.contains("cannot write the history \(path)") == true)
    }

    @Test("a full disk is said, and what was recorded before stays")
    func full() throws {
        let folder = try TemporaryFolder()
        let history = try write(folder.path("history.sqlite"))
        try history.record(SampleRun.document(1), folder: nil)
        // SQLite answers as on a full disk once the file may not grow.
        try history.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        let error = #expect(throws: HistoryError.self) {
            for number in 2...20 { try history.record(SampleRun.document(number), folder: nil) }
        }
        #expect(error?.description.contains("disk is full") == true)
        #expect(try history.runs().contains { $0.runId == "20261101-sample" })
    }

    @Test("a lock that another program keeps is waited for, then said")
    func locked() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history.sqlite")
        let history = try write(path)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(throws: HistoryError.locked(path: path, seconds: 1)) {
            try history.record(SampleRun.document(1), folder: nil)
        }
        // Readers are not kept out.
        #expect(try RunHistory.open(toRead: path).runs().isEmpty)
        try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try history.record(SampleRun.document(1), folder: nil)
    }
}
