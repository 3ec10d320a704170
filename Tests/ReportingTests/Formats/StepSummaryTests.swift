import Foundation
import Results
import Testing

@testable import Reporting

@Suite struct StepSummaryTests {
    private func append(_ path: String) -> String? {
        StepSummary.append(SampleDocument.busyRun(), environment: [StepSummary.variable: path])
    }

    @Test("the pull request's text is appended to what the step wrote before")
    func appends() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("summary.md", Array("earlier".utf8))
        #expect(append(file) == nil)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text == "earlier\n" + PullRequestReport.render(SampleDocument.busyRun(), limit: 1_000_000))
    }

    @Test("a file that is not there is made, and without the variable nothing is")
    func fresh() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("new.md").path
        #expect(append(path) == nil)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(StepSummary.append(SampleDocument.busyRun(), environment: [:]) == nil)
        #expect(StepSummary.append(SampleDocument.busyRun(), environment: [StepSummary.variable: ""]) == nil)
    }

    @Test("with little room left the text is cut and says so, and the file stays under 1 MiB")
    func littleRoom() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("summary.md", [UInt8](repeating: 97, count: StepSummary.limit - 4_000))
        #expect(append(file) == nil)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.utf8.count < StepSummary.limit)
        #expect(text.contains("Left out, since this text would be too long"))
    }

    @Test("with no room left the file stays as it is, and the reason is told")
    func noRoom() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("summary.md", [UInt8](repeating: 97, count: StepSummary.limit - 100))
        let problem = try #require(append(file))
        #expect(problem.contains("has no room left: 1048476 of 1048576 bytes are used"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)).count == StepSummary.limit - 100)
    }

    @Test("other Markdown is appended as it is, or not at all")
    func markdown() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("summary.md", [UInt8](repeating: 97, count: StepSummary.limit - 100))
        let environment = [StepSummary.variable: file]
        #expect(StepSummary.append(markdown: "# Gate\n", environment: environment) == nil)
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("a\n# Gate\n"))
        let long = String(repeating: "b", count: 92)
        #expect(
            StepSummary.append(markdown: long, environment: environment)?.contains("no room left") == true)
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("a\n# Gate\n"))
    }

    @Test("a file that cannot be written is named", arguments: ["/nowhere/summary.md", "/dev/full"])
    func unwritable(path: String) throws {
        let problem = try #require(append(path))
        #expect(problem.contains("GITHUB_STEP_SUMMARY=\(path)"))
    }
}
