import Foundation
import TestSupport
import Testing

@Suite("bench_engine.py")
struct BenchEngineTests {
    private struct Document: Decodable {
        struct Row: Decodable {
            struct Limit: Decodable {
                var on: String
                var value: Double
            }
            var name: String
            var value: Double?
            var unit: String
            var reference: Double?
            var ratio: Double?
            var limit: Limit?
            var pass: Bool?
            var note: String
            var values: [Double]
            var references: [Double]
        }
        var verdict: String
        var partial: Bool
        var rows: [Row]
    }

    private let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("bench-engine-\(UUID().uuidString)", isDirectory: true)

    /// Starts the program with `arguments`; our own programs are looked for in `directory`.
    private func start(_ arguments: [String]) throws -> RunningProgram {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let script = RepositoryRoot.url.appendingPathComponent("Benchmarks/bench_engine.py").path
        return try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: [
                "python3", script, "--quick", "--seconds", "0.5", "--binaries", directory.path,
                "--c-programs",
                try CProgram.directory().path, "--output", directory.appendingPathComponent("runs").path,
            ] + arguments)
    }

    private func document() throws -> Document {
        let runs = directory.appendingPathComponent("runs")
        let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
        #expect(names.count == 1)
        let file = runs.appendingPathComponent(names[0]).appendingPathComponent("engine.json")
        return try JSONDecoder().decode(Document.self, from: try Data(contentsOf: file))
    }

    @Test("A figure that cannot be measured says why, and is no pass")
    func unmeasured() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let program = try start(["--only", "push-cpu"])
        #expect(try await program.exitStatus(within: 60) == 99, "\(program.errors.text)")
        let document = try document()
        #expect(document.verdict == "fail")
        #expect(document.rows.count == 1)
        #expect(document.rows[0].value == nil)
        #expect(document.rows[0].pass == false)
        #expect(document.rows[0].note.contains("engine-driver"))
        #expect(program.output.text.contains("not measured"))
    }

    private func median(_ four: [Double]) -> Double {
        let ordered: [Double] = four.sorted()
        return (ordered[1] + ordered[2]) / 2
    }

    @Test("A row holds value, reference, ratio and limit, and the verdict follows from them")
    func measured() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // The bare sender in place of the server: what is tested is the arithmetic, not the server.
        try FileManager.default.createSymbolicLink(
            at: directory.appendingPathComponent("fanout-server"),
            withDestinationURL: try CProgram.directory().appendingPathComponent("bare-sender"))
        let program = try start(["--only", "fan-out", "--pairs", "1"])
        let status = try await program.exitStatus(within: 90)
        let document = try document()
        let row = try #require(document.rows.first)
        let value = try #require(row.value)
        let ratio = try #require(row.ratio)
        #expect(row.unit == "us")
        // Four pairs for each that was asked for; the median of neighbours' ratios, not the ratio of medians.
        try #require(row.values.count == 4 && row.references.count == 4)
        #expect(abs(value - median(row.values)) < 1e-9)
        #expect(abs(try #require(row.reference) - median(row.references)) < 1e-9)
        #expect(abs(ratio - median(zip(row.values, row.references).map { $0 / $1 })) < 1e-9)
        #expect(row.note.contains("4 pairs; ratio "), "\(row.note)")
        #expect(row.limit?.on == "ratio")
        #expect(row.limit?.value == 1.1)
        #expect(!row.note.contains("lost"), "\(row.note)")
        #expect(row.pass == (ratio <= 1.1))
        #expect(status == (ratio <= 1.1 ? 0 : 99))
        #expect(!document.partial)
    }

    @Test("Ctrl-C ends it and everything it started, and keeps what there is")
    func interrupted() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: directory.appendingPathComponent("fanout-server"),
            withDestinationURL: try CProgram.directory().appendingPathComponent("bare-sender"))
        let program = try start(["--only", "fan-out", "--seconds", "60"])
        var children: [Int32] = []
        try await eventually(within: 30, "two programs run", else: { program.errors.text }) {
            children = ProcessTable.children(of: program.processID)
            return children.count == 2
        }
        program.send(SIGINT)
        #expect(try await program.exitStatus(within: 20) == 130)
        for child in children { #expect(!ProcessTable.exists(child)) }
        #expect(try document().partial)
    }

    @Test("The arithmetic of the scripts passes its own tests")
    func arithmetic() async throws {
        let folder = RepositoryRoot.url.appendingPathComponent("Benchmarks")
        let tests = try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: ["python3", "-m", "unittest", "discover", "-s", "tests", "-t", "."], directory: folder)
        #expect(try await tests.exitStatus(within: 30) == 0, "\(tests.errors.text)")
        #expect(!tests.errors.text.contains("Ran 0 tests"))
    }
}
