import Foundation
import Results
import TestSupport
import Testing

@Suite("bench report --open")
struct OpenReportTests {
    @Test("serves the rendered report on loopback, opens it where there is a desktop, and ends at Ctrl-C")
    func opens() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("open-report-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = folder.appendingPathComponent("run")
        let programs = folder.appendingPathComponent("programs")
        for made in [run, programs] {
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        }
        let document = ResultsDocument(
            scenario: "opened", runId: "run-1", startedAt: "2026-11-23T03:00:00Z", seed: 7,
            environment: Environment(
                hostname: "host", kernel: "Linux", cpuModel: "CPU", cpus: 2, memoryBytes: 1,
                clockSource: "tsc", descriptorLimit: 1, network: "loopback", serverCPUs: nil,
                generatorCPUs: nil, benchVersion: "0", serverCommand: [], phaseSeconds: [:]))
        try Data(document.json()).write(to: run.appendingPathComponent("report.json"))
        // Stands for a desktop's: notes what it is asked to open.
        let opened = folder.appendingPathComponent("opened").path
        let script = programs.appendingPathComponent("xdg-open").path
        try "#!/bin/sh\necho \"$1\" > '\(opened).new' && mv '\(opened).new' '\(opened)'\n"
            .write(toFile: script, atomically: false, encoding: .utf8)
        chmod(script, 0o755)

        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: ["report", run.path, "--open"],
            environment: ["DISPLAY": ":0", "PATH": "\(programs.path):/usr/bin:/bin"])
        let prefix = "serving \(run.path) at "
        let line = try await program.line(startingWith: prefix)
        let address = String(line.dropFirst(prefix.count).prefix { $0 != " " })
        let port = try #require(URL(string: address)?.port)
        func ask(_ target: String, host: String) throws -> RawResponse {
            let connection = try RawConnection(port: port)
            connection.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            return try connection.response()
        }
        let own = "127.0.0.1:\(port)"
        #expect(try ask("/", host: own).headers["location"] == "/report.html")
        #expect(try ask("/report.html", host: own).text.contains("opened"))
        #expect(try ask("/report.html", host: "evil.example:\(port)").status == 421)
        #expect(try ask("/%2e%2e/opened", host: own).status == 404)
        try await eventually { FileManager.default.fileExists(atPath: opened) }
        #expect(try String(contentsOfFile: opened, encoding: .utf8) == address + "\n")
        program.send(SIGINT)
        #expect(try await program.exitStatus(within: 10) == 0)
    }

    @Test("has a folder to serve, not standard output")
    func noFolder() async throws {
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["report", "/nonexistent", "--open", "--output", "-"])
        #expect(try await program.exitStatus(within: 10) == 64)
        #expect(program.errors.text.contains("--open serves a folder"))
    }
}
