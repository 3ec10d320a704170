import Foundation
import Results
import TestSupport
import Testing

@Suite("bench report")
struct ReportCommandTests {
    /// A folder with a run's document, removed with it.
    private final class RunFolder {
        let url: URL
        var path: String { url.path }

        init(_ bytes: [UInt8]? = nil) throws {
            url = FileManager.default.temporaryDirectory
                .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try Data(bytes ?? ReportCommandTests.document().json())
                .write(to: url.appendingPathComponent("report.json"))
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func text(_ name: String) throws -> String {
            try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
        }
    }

    /// A cell with a histogram and a series, and a threshold that did not hold.
    private static func document() -> ResultsDocument {
        var document = ResultsDocument(
            scenario: "rendered", runId: "run-1", startedAt: "2026-11-23T03:00:00Z", seed: 7,
            environment: Environment(
                hostname: "host", kernel: "Linux", cpuModel: "CPU", cpus: 2, memoryBytes: 1,
                clockSource: "tsc",
                descriptorLimit: 1, network: "loopback", serverCPUs: nil, generatorCPUs: nil,
                benchVersion: "0", serverCommand: [], phaseSeconds: ["steady": 7]))
        var trial = Trial(
            block: 0, position: 1, discarded: false, partial: false, figures: .empty,
            histograms: [
                HistogramKey.updateLatency: SparseHistogram(
                    unit: "ns", pairs: [[1_000_000, 4]], count: 4, sum: 4_000_000, max: 1_000_000,
                    infinite: 0,
                    events: 4)
            ])
        trial.series = TrialSeries(
            sliceSeconds: 1,
            slices: [
                TrialSeries.Slice(
                    second: 0, phase: "steady", updateLatencyMs: nil, deliveryLatencyMs: nil, messages: 3,
                    submissions: 1, clients: 5, errors: 0, serverCPUPercent: nil, residentBytes: nil)
            ])
        document.cells = [
            Cell(
                arm: "push", transport: "websocket", load: LoadPoint(tasksPerSecond: 2), clients: 5,
                pooling: [trial])
        ]
        document.thresholds = [ThresholdResult(expression: "push.lost@2 == 0", value: 1, passed: false)]
        document.verdict = .fail
        return document
    }

    private func bench(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (status: Int32, output: String, errors: String) {
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: ["report"] + arguments, environment: environment,
            directory: RepositoryRoot.url)
        let status = try await program.exitStatus(within: 30)
        return (status, program.output.text, program.errors.text)
    }

    @Test("renders every format into the run's folder and prints the paths", arguments: [true, false])
    func all(namesFolder: Bool) async throws {
        let run = try RunFolder()
        let before = try run.text("report.json")
        let result = try await bench([namesFolder ? run.path : "\(run.path)/report.json"])
        #expect(result.status == 0, "\(result.errors)")
        let paths: [String] = result.output.split(separator: "\n").map {
            String($0.replacing("\(run.path)/", with: ""))
        }
        for file in [
            "report.md", "pull-request.md", "junit.xml", "series.csv", "percentiles/push@2.hgrm",
            "metrics.txt",
        ] {
            #expect(paths.contains(file))
            #expect(try !run.text(file).isEmpty)
        }
        #expect(try run.text("report.json") == before)
    }

    @Test("writes a gate's files again from its document, and refuses formats that a gate does not have")
    func gate() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let reference = RepositoryRoot.url.appendingPathComponent("Reports/reference/gate")
        try FileManager.default.copyItem(
            at: reference.appendingPathComponent("gate.json"), to: folder.appendingPathComponent("gate.json"))
        let refused = try await bench([folder.path, "--format", "html"])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("holds a gate"), "\(refused.errors)")
        let result = try await bench([folder.path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "\(folder.path)/gate.md\n\(folder.path)/junit.xml\n")
        for file in ["gate.md", "junit.xml"] {
            #expect(
                try Data(contentsOf: folder.appendingPathComponent(file))
                    == Data(contentsOf: reference.appendingPathComponent(file)))
        }
    }

    @Test("renders the formats that are asked for, elsewhere where told to")
    func chosen() async throws {
        let run = try RunFolder()
        let place = "\(run.path)/else/where"
        let result = try await bench([
            run.path, "--format", "junit", "--format", "csv", "--output", place,
        ])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "\(place)/junit.xml\n\(place)/series.csv\n")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place).sorted() == [
                "junit.xml", "series.csv",
            ])
    }

    @Test("prints one format to standard output and nothing else")
    func standardOutput() async throws {
        let run = try RunFolder()
        let result = try await bench([run.path, "--format", "openmetrics", "--output", "-"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("# TYPE ") && result.output.hasSuffix("# EOF\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.path) == ["report.json"])
        let several = try await bench([run.path, "--output", "-"])
        #expect(several.status == 64)
        #expect(several.errors.contains("--format"))
    }

    @Test("appends the text for pull requests to the summary of a GitHub step")
    func stepSummary() async throws {
        let run = try RunFolder()
        let summary = "\(run.path)/summary.md"
        let result = try await bench(
            [run.path, "--format", "pull-request"], environment: ["GITHUB_STEP_SUMMARY": summary])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try run.text("summary.md") == "\n" + run.text("pull-request.md"))
        // Nothing is missing where the summary cannot be written: it is said, and that is all.
        let other = try await bench(
            [run.path, "--format", "pull-request"], environment: ["GITHUB_STEP_SUMMARY": "/nowhere/s.md"])
        #expect(other.status == 0)
        #expect(other.errors.contains("/nowhere/s.md"))
        let junit = try await bench(
            [run.path, "--format", "junit"], environment: ["GITHUB_STEP_SUMMARY": summary])
        #expect(junit.status == 0)
        #expect(try run.text("summary.md") == "\n" + run.text("pull-request.md"))
    }

    @Test(
        "says what is wrong with a document in one line, and exits with 64",
        arguments: [
            (#"{"schema": 1, "scenario": "x", "runId""#, "not a results document"),
            (#"{"schema": 99}"#, "schema 99, this program knows schema 1: use a newer bench"),
            (#"{"schema": 1}"#, "key scenario is missing"), ("", "not a results document"),
            ("[]", "not a results document"),
        ])
    func malformed(text: String, complaint: String) async throws {
        let run = try RunFolder(Array(text.utf8))
        let result = try await bench([run.path])
        #expect(result.status == 64)
        #expect(result.errors.contains("\(run.path)/report.json: "))
        #expect(result.errors.contains(complaint), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test("says what is missing, and exits with 64")
    func missing() async throws {
        let run = try RunFolder()
        let none = try await bench(["\(run.path)/absent"])
        #expect(none.status == 64)
        #expect(
            none.errors
                == "bench: there is no \(run.path)/absent: name the folder of a run, or its report.json\n")
        try FileManager.default.removeItem(atPath: "\(run.path)/report.json")
        let empty = try await bench([run.path])
        #expect(empty.status == 64)
        #expect(empty.errors.hasPrefix("bench: \(run.path) holds no report.json"))
        let format = try await bench([run.path, "--format", "pdf"])
        #expect(format.status == 64)
        #expect(format.errors.contains("openmetrics"))
    }

    @Test("a run without time series has none to render, and says so")
    func nothing() async throws {
        var document = Self.document()
        document.cells[0].trials[0].series = nil
        let run = try RunFolder(document.json())
        let result = try await bench([run.path, "--format", "csv"])
        #expect(result.status == 64)
        #expect(result.errors.contains("nothing to render as csv"))
        #expect(try await bench([run.path]).status == 0)
    }

    @Test("what cannot be written is named, the rest is there, and the exit code is 73")
    func unwritable() async throws {
        let run = try RunFolder()
        try FileManager.default.createDirectory(
            atPath: "\(run.path)/junit.xml/x", withIntermediateDirectories: true)
        let result = try await bench([run.path])
        #expect(result.status == 73)
        #expect(result.errors.contains("cannot write \(run.path)/junit.xml: "))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(try run.text("metrics.txt").hasSuffix("# EOF\n"))
        let nowhere = try await bench([run.path, "--format", "junit", "--output", "/proc/swarmbench"])
        #expect(nowhere.status == 73)
        #expect(nowhere.errors.contains("/proc/swarmbench/junit.xml"))
    }
}
