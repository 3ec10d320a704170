import Foundation
import Results

/// Documents of runs with figures that are chosen, not measured.
enum SampleRun {
    /// Polling and push at 10 tasks/s with three trials each.
    ///
    /// - Parameters:
    ///   - number: tells runs apart: id, day and commit.
    ///   - push: server CPU of push in each trial; polling's is 10 %.
    static func document(
        _ number: Int, scenario: String = "sample", host: String = "host", push: [Double] = [20, 21, 19],
        verdict: Verdict = .pass, partial: Bool = false
    ) -> ResultsDocument {
        let day: String = number < 10 ? "0\(number)" : "\(number)"
        var document = ResultsDocument(
            scenario: scenario, runId: "202611\(day)-\(scenario)", startedAt: "2026-11-\(day)T08:00:00Z",
            seed: UInt64.max - UInt64(number), environment: environment(host))
        document.origin = RunOrigin(
            scenarioHash: "00000000000000aa", commit: String(repeating: day, count: 20), isDirty: false,
            machine: nil)
        document.verdict = verdict
        document.partial = partial
        let load = LoadPoint(tasksPerSecond: 10)
        document.cells = [
            cell("polling", "interval-polling", load, [10, 10, 10]),
            cell("push", "websocket", load, push),
        ]
        let mean: Double = push.reduce(0, +) / Double(max(1, push.count))
        document.comparisons = [
            Comparison(
                metric: "server.cpuPercent", load: load, baseline: "polling", candidate: "push",
                ratio: mean / 10, difference: mean - 10, unit: "%", confidence95: [mean / 11, mean / 9],
                bootstrap95: nil, pairs: 3)
        ]
        return document
    }

    private static func environment(_ host: String) -> Environment {
        Environment(
            hostname: host, kernel: "Linux 6.1", cpuModel: "CPU of \(host)", cpus: 2,
            memoryBytes: 8_000_000_000, clockSource: "tsc", descriptorLimit: 20_000, network: "loopback",
            serverCPUs: [0], generatorCPUs: [1], benchVersion: "0.1.0", serverCommand: ["swarm-server"],
            phaseSeconds: ["warmUp": 1, "steady": 7])
    }

    private static func cell(_ arm: String, _ transport: String, _ load: LoadPoint, _ cpu: [Double]) -> Cell {
        let trials: [Trial] = cpu.enumerated().map { block, percent in
            var figures: Figures = .empty
            figures.server.cpuPercent = percent
            figures.lost = 0
            return Trial(
                block: block, position: block, discarded: false, partial: false, figures: figures,
                histograms: [
                    HistogramKey.updateLatency: SparseHistogram(
                        unit: "ns", pairs: [[1_000_000, 4]], count: 4, sum: 4_000_000, max: 1_000_000,
                        infinite: 0, events: 4)
                ])
        }
        return Cell(arm: arm, transport: transport, load: load, clients: 50, pooling: trials)
    }
}

/// A folder that goes when the test ends.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-history-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a run's folder as `bench run` would, and names it.
    func write(_ document: ResultsDocument) throws -> String {
        let folder: String = path("runs/\(document.runId)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(document.json(), to: "\(folder)/report.json")
        return folder
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
}
