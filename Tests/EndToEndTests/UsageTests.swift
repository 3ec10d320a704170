import Foundation
import TestSupport
import Testing

@Suite("Mistakes on the command line")
struct UsageTests {
    private func bench(_ arguments: [String]) async throws -> (status: Int32, errors: String, output: String)
    {
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: arguments, directory: RepositoryRoot.url)
        let status = try await program.exitStatus(within: 30)
        return (status, program.errors.text, program.output.text)
    }

    @Test(
        "exit with 64 and name the remedy",
        arguments: [
            (["run"], "SCENARIO"),
            (["run", "scenarios/absent.yaml"], "scenarios/absent.yaml"),
            (["run", "scenarios/polling-vs-push.yaml", "--clinets", "5"], "--clients"),
            (["run", "scenarios/polling-vs-push.yaml", "--clients", "0"], "clients"),
            (["run", "scenarios/polling-vs-push.yaml", "--clients", "900000"], "fewer clients"),
            (["run", "scenarios/polling-vs-push.yaml", "--steady", "7"], "7s"),
            (
                ["run", "scenarios/polling-vs-push.yaml", "--server", "no-such-server --flag"],
                "no-such-server"
            ),
            (
                ["run", "scenarios/polling-vs-push.yaml", "--server", "/nonexistent/server"],
                "/nonexistent/server"
            ),
            (["validate", "scenarios/absent.yaml"], "scenarios/absent.yaml"),
            (["frobnicate"], "frobnicate"),
        ])
    func usage(arguments: [String], mentions: String) async throws {
        let result = try await bench(arguments)
        #expect(result.status == 64, "\(result.errors)")
        #expect(result.errors.lowercased().contains(mentions.lowercased()), "\(result.errors)")
    }

    @Test(
        "results that cannot be written exit with 73 before any load is sent",
        arguments: [
            "/proc/swarmbench", "/dev/null/run",
        ])
    func unwritable(directory: String) async throws {
        let result = try await bench(["run", "scenarios/polling-vs-push.yaml", "--output", directory])
        #expect(result.status == 73, "\(result.errors)")
        #expect(result.errors.contains(directory))
        #expect(result.errors.contains("--output"))
    }

    @Test("a directory that holds a run is not written over")
    func usedDirectory() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = folder.appendingPathComponent("report.json")
        try Data("earlier".utf8).write(to: report)
        let result = try await bench(["run", "scenarios/polling-vs-push.yaml", "--output", folder.path])
        #expect(result.status == 73, "\(result.errors)")
        #expect(result.errors.contains("already holds a run"))
        #expect(try String(contentsOf: report, encoding: .utf8) == "earlier")
    }

    @Test("the shipped scenarios are valid", arguments: ["polling-vs-push", "busy"])
    func shipped(name: String) async throws {
        let result = try await bench(["validate", "scenarios/\(name).yaml"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(name))
    }

    @Test("help names the options and the exit codes")
    func help() async throws {
        let general = try await bench(["--help"])
        #expect(general.status == 0)
        let codes: String = try #require(general.output.components(separatedBy: "Exit codes:").last)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "0 all thresholds held, or the gate found no regression;", "or the gate found a regression; 3 ",
            "a threshold undecided, or the gate cannot tell; 64 ", "130",
        ] {
            #expect(codes.contains(part), "\(codes)")
        }
        let run = try await bench(["run", "--help"])
        for option in ["--clients", "--steady", "--trials", "--seed", "--output", "--server", "--quiet"] {
            #expect(run.output.contains(option))
        }
    }
}
