import Foundation
import Results
import TestSupport
import Testing

/// A sender that a sending occupies for 200 us, and 100 events a second: saturated at 1 / (100 x 200 us) = 50 clients.
private let queueScenario = """
    name: queue
    clients: 10
    arms:
      - {name: push, transport: websocket}
    load: {tasks-per-second: 0}
    phases: {warm-up: 200ms, steady: 1s}
    """

@Suite("bench capacity, from the command line to the answer", .serialized)
struct CapacityTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(queueScenario.utf8).write(to: directory.appendingPathComponent("queue.yaml"))
    }

    private func start(
        _ arguments: [String], responder: String = "--send-cost 200 --events 100"
    ) throws -> RunningProgram {
        let bench = try BuiltProduct.url(named: "bench")
        return try RunningProgram(
            bench,
            arguments: [
                "capacity", directory.appendingPathComponent("queue.yaml").path, "--server",
                "\(bench.path) responder \(responder)", "--output",
                directory.appendingPathComponent("run").path,
            ] + arguments, directory: directory)
    }

    private func stored() throws -> CapacityReport {
        try CapacityReport(
            json: Array(Data(contentsOf: directory.appendingPathComponent("run/capacity.json"))))
    }

    @Test("finds the planted edge of a sender that is saturated at 50 clients")
    func planted() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let search = try start([
            "--slo", "push.deliveryLatency.p90 < 30ms", "--clients", "20", "--confirmations", "2",
            "--resolution", "10", "--below", "1", "--beyond", "4", "--max-time", "40s",
        ])
        let status = try await search.exitStatus(within: 180)
        let report = try stored()
        // A machine that takes the CPUs away lets nothing be told (3), or not as far up.
        #expect(status == 0 || status == 3, "\(status): \(search.errors.text)")
        guard status == 0 else { return }
        let clients = try #require(report.answer.clients)
        #expect(clients <= 54, "\(search.output.text)")
        // At 28 senders are busy 56 % of the time, and a tenth of the messages wait 13 ms and more.
        if report.answer.kind == .found { #expect(clients >= 28, "\(search.output.text)") }
        // Loads beyond the edge come after the answer.
        let around: Set<CapacityTrial.Purpose> = [.spread, .saturation]
        #expect(report.trials.last { !around.contains($0.purpose) }?.purpose == .confirmation)
        #expect(report.trials.filter { $0.clients >= 60 }.allSatisfy { $0.outcome != .held })
        #expect(report.plan?.rows.last?.users == 1e7)
        if let model = report.fanOut {
            // 200 us and what the sending itself takes.
            let cost: Double = model.sendCostMicroseconds.value
            #expect(cost > 120 && cost < 400, "\(cost)")
        } else {
            #expect(report.notes.contains { $0.contains("the fan-out model") }, "\(report.notes)")
        }
        if let law = report.scalability {
            // One after the other, whatever the load: 5,000 a second, which is contention alone.
            let most: Double = try #require(law.residuals.map(\.measured).max())
            #expect(most > 2_000 && most < 5_500, "\(law)")
        }
        #expect(search.output.text.contains("clients at 0 tasks/s"))
        #expect(search.errors.text.contains("capacity: 20 clients at 0 tasks/s: "))
        let folder = directory.appendingPathComponent("run")
        #expect(
            try String(contentsOf: folder.appendingPathComponent("capacity.md"), encoding: .utf8).hasPrefix(
                "# Capacity: queue"))
        #expect(
            try String(contentsOf: folder.appendingPathComponent("capacity.html"), encoding: .utf8)
                .contains("<svg"))
        #expect(ProcessTable.children(of: search.processID).isEmpty)
        try checkLoads(report, folder)
        try await checkRendering(folder)
    }

    /// Every trial is in the document of its load, as `bench run` writes them, with the figures that it was judged by.
    private func checkLoads(_ report: CapacityReport, _ folder: URL) throws {
        for trial in report.trials {
            guard let figures = trial.figures else { continue }
            let name = CapacityTrial.folder(clients: trial.clients, tasksPerSecond: trial.tasksPerSecond)
            let document = try ResultsDocument(
                json: Array(Data(contentsOf: folder.appendingPathComponent("\(name)/report.json"))))
            let kept = try #require(
                document.cells.first?.trials.first { $0.position == trial.position }, "\(name)")
            #expect(kept.figures == figures)
            #expect(!kept.histograms.isEmpty)
            #expect(document.cells.first?.clients == trial.clients)
        }
    }

    /// `bench report` writes the same pages from capacity.json.
    private func checkRendering(_ folder: URL) async throws {
        let rendered = directory.appendingPathComponent("again", isDirectory: true)
        let render = try RunningProgram(
            BuiltProduct.url(named: "bench"),
            arguments: ["report", folder.path, "--output", rendered.path], directory: directory)
        #expect(try await render.exitStatus(within: 30) == 0, "\(render.errors.text)")
        for name in ["capacity.md", "capacity.html"] {
            #expect(
                try Data(contentsOf: rendered.appendingPathComponent(name))
                    == Data(contentsOf: folder.appendingPathComponent(name)))
        }
        let other = try RunningProgram(
            BuiltProduct.url(named: "bench"), arguments: ["report", folder.path, "--format", "junit"],
            directory: directory)
        #expect(try await other.exitStatus(within: 30) == 64)
        #expect(other.errors.text.contains("a capacity search is rendered as html and markdown"))
    }

    @Test("along the rate it finds the planted edge of a sender that is saturated at 500 tasks a second")
    func alongRate() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let scenario: String = queueScenario.replacing("tasks-per-second: 0", with: "tasks-per-second: 120")
            .replacing("clients: 10", with: "clients: 20")
        try Data(scenario.utf8).write(to: directory.appendingPathComponent("queue.yaml"))
        let search = try start(
            [
                "--slo", "push.deliveryLatency.mean < 8ms", "--along", "rate", "--confirmations", "2",
                "--resolution", "20", "--below", "1", "--max-time", "30s", "--quiet",
            ], responder: "--send-cost 100 --events 0 --task-duration 5")
        let status = try await search.exitStatus(within: 180)
        #expect(status == 0 || status == 3, "\(status): \(search.errors.text)")
        guard status == 0 else { return }
        let report = try stored()
        let rate = try #require(report.answer.tasksPerSecond)
        #expect(report.answer.clients == 20)
        #expect(rate <= 550, "\(search.output.text)")
        if report.answer.kind == .found { #expect(rate >= 150, "\(search.output.text)") }
        if let model = report.fanOut {
            let cost: Double = model.sendCostMicroseconds.value
            #expect(cost > 50 && cost < 250, "\(cost)")
            // An event a task, and nothing else.
            #expect(abs(model.messagesPerTask - 1) < 0.2)
            let text: String = search.output.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains("tasks/s where senders are saturated"))
        }
        #expect(report.notes.contains { $0.contains("along clients only") })
    }

    @Test("its own limit is not the server's: at least so many, with the reason")
    func limited() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let search = try start([
            "--slo", "push.updateLatency.p50 < 1s", "--max", "12", "--confirmations", "1", "--quiet",
            "--max-time", "30s",
        ])
        let status = try await search.exitStatus(within: 120)
        #expect(status == 0 || status == 3, "\(status): \(search.errors.text)")
        guard status == 0 else { return }
        let report = try stored()
        #expect(report.answer.kind == .atLeast)
        let reason: String = try #require(report.answer.reason)
        let text: String = search.output.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.hasPrefix("At least "))
        #expect(text.contains("It was not the server that ended the search"))
        // A machine that others used meanwhile ends it below.
        guard reason == "--max allows no more" else { return }
        #expect(report.answer.clients == 12)
        #expect(text.hasPrefix("At least 12 clients"))
    }

    @Test("Ctrl-C leaves what was measured and no server, and ends with 130")
    func interrupted() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let search = try start(["--slo", "push.updateLatency.p50 < 1s"])
        try await eventually(within: 60, "a trial has been told", else: { search.errors.text }) {
            search.errors.text.contains("capacity: 10 clients")
        }
        search.send(SIGINT)
        #expect(try await search.exitStatus(within: 20) == 130)
        let report = try stored()
        #expect(report.partial)
        #expect(report.answer.kind == .stopped)
        #expect(!report.trials.isEmpty)
        #expect(search.output.text.contains("Cannot tell"))
        #expect(ProcessTable.children(of: search.processID).isEmpty)
    }

    @Test(
        "mistakes exit with 64 and name the remedy",
        arguments: [
            ([], "--slo: there is no condition"),
            (["--slo", "push.nonsense < 1"], "--slo"),
            (["--slo", "push.updateLatency.p50 < 1s", "--along", "rate"], "--along: `rate` at 0 tasks/s"),
            (
                ["--slo", "push.updateLatency.p50 < 1s", "--max", "5"],
                "--max: the search begins with 10 clients"
            ),
            (["--slo", "push.updateLatency.p50 < 1s", "--headroom", "100"], "--headroom"),
            (["--slo", "push.updateLatency.p50 < 1s", "--need", "0"], "--need"),
        ])
    func usage(arguments: [String], mentions: String) async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let search = try start(arguments)
        #expect(try await search.exitStatus(within: 30) == 64, "\(search.errors.text)")
        #expect(search.errors.text.contains(mentions), "\(search.errors.text)")
    }
}
