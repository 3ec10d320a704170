import Foundation
import Results
import TestSupport
import Testing

/// Both arms at a load; short, since what is asserted does not depend on speed.
let smallScenario = """
    name: small
    clients: 20
    arms:
      - name: polling
        transport: interval-polling
        interval: 250ms
      - name: push
        transport: websocket
    load:
      tasks-per-second: 20
    phases:
      warm-up: 500ms
      steady: 2s
    blocks: 1
    """

@Suite("bench run, from the command line to the report", .serialized)
struct RunTests {
    @Test("compares polling and push, loses nothing, and leaves no server behind")
    func comparison() async throws {
        let run = try BenchRun(smallScenario, ["--seed", "7"])
        let status = try await run.exitStatus()
        let errors = run.program.errors.text
        let document = try run.document()
        // A busy machine may saturate the generator (3); nothing else may go wrong.
        #expect(status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(errors)")
        #expect(!document.partial)
        #expect(document.cells.map(\.arm) == ["polling", "push"])
        for cell in document.cells {
            #expect(cell.summary.lost == 0, "\(cell.arm) lost entries")
            #expect(cell.summary.duplicated == 0)
            #expect(cell.summary.reordered == 0)
            #expect(cell.summary.errors.isEmpty, "\(cell.summary.errors)")
            #expect(cell.summary.updates == (cell.summary.events ?? 0) * 20)
            #expect((cell.summary.events ?? 0) > 50)
            #expect(cell.checks?.contains { $0.name == "wall clock" } == true)
            for trial in cell.trials {
                let slices = try #require(trial.series).slices
                let steady = slices.filter { $0.phase == "steady" }
                #expect(steady.count == 20)
                #expect(steady.reduce(0) { $0 + $1.messages } == trial.figures.messages)
                #expect(steady.allSatisfy { $0.clients == 20 && $0.errors == 0 })
                #expect(steady.contains { $0.serverCPUPercent != nil && $0.residentBytes != nil })
                #expect(slices.contains { $0.phase == "warmUp" && $0.updateLatencyMs != nil })
                // 20 tasks a second: the whole trial's are 50 on average, and 10 less than once in a million.
                #expect(trial.discarded || slices.reduce(0) { $0 + $1.submissions } > 10)
            }
        }
        // The same arrivals in both arms: two seconds at 20 tasks a second make the same tasks.
        let polling = try #require(document.cells.first { $0.arm == "polling" })
        let push = try #require(document.cells.first { $0.arm == "push" })
        #expect(polling.summary.serverDelayMs == nil)
        #expect(push.summary.serverDelayMs != nil)
        // On average a poll comes half an interval after an entry, whatever the machine: never less
        // than a third of the interval over 20 stratified phases.
        #expect(try #require(polling.summary.updateLatencyMs.mean) > 83)
        let table = run.program.output.text
        #expect(table.contains("polling") && table.contains("push"))
        #expect(try run.markdown().contains("# "))
        for file in [
            "report.html", "pull-request.md", "junit.xml", "series.csv", "metrics.txt",
            "percentiles/push@20.hgrm", "percentiles/polling@20-delivery.hgrm",
        ] {
            #expect(try !run.text(file).isEmpty, "\(file)")
        }
        // A line for each slice of the three trials, and one for the columns.
        let slices = document.cells.flatMap(\.trials).compactMap(\.series).reduce(0) { $0 + $1.slices.count }
        #expect(try run.text("series.csv").split(separator: "\n").count == slices + 1)
        #expect(ProcessTable.children(of: run.program.processID).isEmpty)
    }

    @Test("keeps what was measured and the other files when one cannot be written, and exits with 73")
    func unwritable() async throws {
        let run = try BenchRun(
            """
            name: tiny
            clients: 2
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 20}
            phases: {warm-up: 100ms, steady: 1s}
            blocks: 1
            """)
        // A folder has the file's name; bench comes to it after its trials.
        let taken = run.directory.appendingPathComponent("run/junit.xml/x")
        try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
        #expect(try await run.exitStatus() == 73)
        #expect(run.program.errors.text.contains("run/junit.xml: Is a directory"))
        #expect(try run.document().cells.count == 1)
        #expect(try run.text("metrics.txt").hasSuffix("# EOF\n"))
        #expect(run.program.output.text.contains("report: "))
    }

    @Test("writes the raw data of every trial")
    func rawData() async throws {
        let run = try BenchRun(smallScenario, ["--quiet"])
        _ = try await run.exitStatus()
        let trials = try FileManager.default.contentsOfDirectory(
            atPath: run.directory.appendingPathComponent("run/trials").path
        ).sorted()
        #expect(trials.count == 3)
        let push = try #require(trials.last { $0.contains("push") })
        let entries = try String(
            contentsOf: run.directory.appendingPathComponent("run/trials/\(push)/entries.csv"),
            encoding: .utf8)
        let log = try String(
            contentsOf: run.directory.appendingPathComponent("run/trials/\(push)/log.csv"), encoding: .utf8)
        let progress = try String(
            contentsOf: run.directory.appendingPathComponent("run/trials/\(push)/progress.csv"),
            encoding: .utf8)
        #expect(progress.hasPrefix("instant,phase,connected,messages,errors,submitted\n"))
        #expect(progress.split(separator: "\n").contains { $0.contains(",steady,20,") })
        let logged = Set(log.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[0] })
        let received = Set(entries.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] })
        #expect(received.count > 50)
        #expect(received.isSubset(of: logged), "every entry received is in the server's log")
        #expect(run.program.errors.text.isEmpty, "--quiet shows no progress")
    }

    @Test("measures a server built on python-socketio with the same push arm")
    func independentServer() async throws {
        let peer = RepositoryRoot.url.appendingPathComponent("peers/swarm_peer.py").path
        let run = try BenchRun(
            smallScenario, ["--server", "\(try PythonPeer.interpreter().path) \(peer)"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(status == 0 || status == 3, "\(status): \(run.program.errors.text)")
        let push = try #require(document.cells.first { $0.arm == "push" })
        #expect((push.summary.events ?? 0) > 20)
        #expect(push.summary.updates == (push.summary.events ?? 0) * 20)
        #expect(push.summary.lost == 0)
        #expect(push.summary.duplicated == 0)
        #expect(push.summary.reordered == 0)
        #expect(push.summary.errors.isEmpty, "\(push.summary.errors)")
    }
}
