import Foundation
import Results
import Testing

@testable import Reporting

@Suite struct ReportFolderTests {
    @Test("folders are made, files written whole, and their paths told in order")
    func writes() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appendingPathComponent("a/b").path
        let outcome = ReportFolder.write([("one.txt", [1]), ("deep/er/two.txt", [2, 3])], to: place)
        #expect(outcome.failures.isEmpty)
        #expect(outcome.written == ["\(place)/one.txt", "\(place)/deep/er/two.txt"])
        #expect(try AtomicFile.read("\(place)/deep/er/two.txt") == [2, 3])
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == ["deep", "one.txt"])
    }

    @Test("a file that cannot be written is named, and the others are there")
    func keepsOthers() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.path
        // A folder has the file's name; a file has the name of the folder that another wants.
        try FileManager.default.createDirectory(
            atPath: "\(place)/taken.txt/x", withIntermediateDirectories: true)
        _ = try folder.file("flat", [9])
        let outcome = ReportFolder.write(
            [("taken.txt", [1]), ("flat/below.txt", [1]), ("good.txt", [1])], to: place)
        #expect(outcome.written == ["\(place)/good.txt"])
        #expect(
            outcome.failures == [
                .unwritable(path: "\(place)/taken.txt", code: EISDIR),
                .unwritable(path: "\(place)/flat/below.txt", code: ENOTDIR),
            ])
        #expect(try AtomicFile.read("\(place)/flat") == [9])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place).sorted() == [
                "flat", "good.txt", "taken.txt",
            ])
    }

    @Test("a file that holds the bytes already is left alone, one with others of that length is not")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.path
        let inode = { (name: String) throws -> UInt64? in
            let path = "\(place)/\(name)"
            return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
        }
        _ = ReportFolder.write([("same.txt", [1, 2]), ("other.txt", [1, 2])], to: place)
        let before: [UInt64?] = [try inode("same.txt"), try inode("other.txt")]
        let outcome = ReportFolder.write([("same.txt", [1, 2]), ("other.txt", [1, 3])], to: place)
        #expect(outcome.written == ["\(place)/same.txt", "\(place)/other.txt"])
        #expect(try inode("same.txt") == before[0])
        #expect(try inode("other.txt") != before[1])
        #expect(try AtomicFile.read("\(place)/other.txt") == [1, 3])
    }

    @Test("files that fail alike are told in one line")
    func oneLineAReason() {
        let failures: [ResultsError] = [
            .unwritable(path: "x/a", code: EACCES), .unwritable(path: "x/b", code: ENOSPC),
            .unwritable(path: "x/c", code: EACCES), .unwritable(path: "x/d", code: EACCES),
        ]
        #expect(
            ReportFolder.describe(failures) == [
                "\(failures[0].description) (and 2 other files)", failures[1].description,
            ])
        #expect(ReportFolder.describe(Array(failures.prefix(1))) == [failures[0].description])
        #expect(
            ReportFolder.describe([failures[0], failures[2]]) == [
                "\(failures[0].description) (and 1 other file)"
            ])
    }

    @Test("a place where nothing can be is told for every file")
    func nowhere() {
        let outcome = ReportFolder.write([("a", [1]), ("b", [1])], to: "/proc/swarmbench")
        #expect(outcome.written.isEmpty)
        #expect(outcome.failures.count == 2)
        #expect(outcome.failures.allSatisfy { $0.description.contains("/proc/swarmbench/") })
    }
}
