import Foundation
import Results
import TestSupport

/// A bench started by a test on a scenario of its own, with a results directory of its own.
final class BenchRun {
    let program: RunningProgram
    let directory: URL

    /// - Parameters:
    ///   - scenario: YAML.
    ///   - arguments: after `bench run SCENARIO --output DIR`.
    ///   - history: the file to record in; nil records nothing.
    ///   - environment: added to the test's own.
    init(
        _ scenario: String, _ arguments: [String] = [], history: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let file = directory.appendingPathComponent("scenario.yaml")
        try Data(scenario.utf8).write(to: file)
        program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["run", file.path, "--output", directory.appendingPathComponent("run").path]
                + (history.map { ["--history", $0] } ?? ["--no-history"]) + arguments,
            environment: environment, directory: RepositoryRoot.url)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// A minute and a half covers the slowest machine; no test waits for it to pass.
    func exitStatus() async throws -> Int32 { try await program.exitStatus(within: 90) }

    var reportFile: URL { directory.appendingPathComponent("run/report.json") }

    func document() throws -> ResultsDocument {
        try ResultsDocument(json: Array(Data(contentsOf: reportFile)))
    }

    func markdown() throws -> String { try text("report.md") }

    /// A file of the run's folder.
    func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appendingPathComponent("run/\(name)"), encoding: .utf8)
    }

    /// Waits for a trial to be under way: its server runs and its clients are being driven.
    func serverProcess() async throws -> Int32 {
        var found: Int32?
        try await eventually(
            within: 30, "bench has started a server", else: { self.program.errors.text }
        ) {
            found = ProcessTable.children(of: self.program.processID).first {
                !ProcessTable.commandLine(of: $0).isEmpty
            }
            return found != nil
        }
        guard let found else { throw TestSupportError("no server") }
        return found
    }

    /// Waits for a line of the progress display that holds `text`.
    func progress(containing text: String) async throws {
        try await eventually(within: 60, "bench shows '\(text)'", else: { self.program.errors.text }) {
            self.program.errors.text.contains(text)
        }
    }
}
