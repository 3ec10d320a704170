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
    init(_ scenario: String, _ arguments: [String] = []) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let file = directory.appendingPathComponent("scenario.yaml")
        try Data(scenario.utf8).write(to: file)
        program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["run", file.path, "--output", directory.appendingPathComponent("run").path]
                + arguments,
            directory: RepositoryRoot.url)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// A minute and a half covers the slowest machine; no test waits for it to pass.
    func exitStatus() async throws -> Int32 { try await program.exitStatus(within: 90) }

    var reportFile: URL { directory.appendingPathComponent("run/report.json") }

    func document() throws -> ResultsDocument {
        try ResultsDocument(json: Array(Data(contentsOf: reportFile)))
    }

    func markdown() throws -> String {
        try String(contentsOf: directory.appendingPathComponent("run/report.md"), encoding: .utf8)
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

/// What /proc tells about processes.
enum ProcessTable {
    static func children(of parent: Int32) -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { parentOf($0) == parent }.sorted()
    }

    static func exists(_ process: Int32) -> Bool {
        // A zombie has ended; only its parent has not asked yet.
        guard let stat = stat(of: process) else { return false }
        return stat.first != "Z"
    }

    static func commandLine(of process: Int32) -> String {
        let path = "/proc/\(process)/cmdline"
        guard let bytes = FileManager.default.contents(atPath: path) else { return "" }
        return String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    private static func parentOf(_ process: Int32) -> Int32? {
        guard let stat = stat(of: process), stat.count > 1 else { return nil }
        return Int32(stat[1])
    }

    /// Fields of /proc/PID/stat after the command's name, which can hold spaces.
    private static func stat(of process: Int32) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }
}
