import ArgumentParser
import History
import Reporting
import Results
import Statistics

/// `bench trend METRIC`: a metric from run to run, and where its level changed.
struct TrendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend", abstract: "Shows a metric from run to run, and where its level changed.",
        discussion: """
            METRIC is a name as thresholds use it: updateLatency.p50, traffic, server.cpuPercent, with an arm in \
            front (push.traffic), two arms (push/polling traffic) or a load behind (traffic@10). Ratios of arms within \
            the runs are shown, which machines disturb least; --absolute shows the values themselves. Runs that \
            are partial or invalid are left out. Exit codes: 0, 64 when there is nothing to show, 73 where --html \
            cannot be written.
            """)

    @Argument(help: "The metric, for instance updateLatency.mean.")
    var metric: String

    @Option(
        help: ArgumentHelp(
            "The scenario of this name; that of the newest run unless told.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("Only this arm.", valueName: "name"))
    var arm: String?

    @Option(help: ArgumentHelp("Only this load point, for instance 10.", valueName: "load"))
    var load: String?

    @Flag(help: "Values instead of ratios of arms.")
    var absolute = false

    @Option(help: ArgumentHelp("Only runs made on this host.", valueName: "host"))
    var machine: String?

    @Flag(help: "Absolute values of several machines in one trend.")
    var mixMachines = false

    @Flag(help: "Print the trends as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Write the trends as a page to this file.", valueName: "file"))
    var html: String?

    @OptionGroup var options: HistoryOptions

    func run() throws {
        do {
            // A mistyped metric is said even where there is no history yet.
            let reference: MetricReference = try reference()
            let history = try RunHistory.open(toRead: options.history)
            let found: (findings: [TrendFinding], leftOut: Int) = try find(reference, in: history)
            if json {
                StandardStreams.print(try TrendJSON.render(found.findings))
            } else {
                show(found.findings, leftOut: found.leftOut)
            }
            if let html { try write(found.findings, to: html) }
        } catch let error as ResultsError {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }

    private func show(_ findings: [TrendFinding], leftOut: Int) {
        StandardStreams.print(TrendReport.render(findings, style: .standardOutput))
        guard leftOut > 0 else { return }
        StandardStreams.print(
            "\n\(leftOut == 1 ? "1 run is" : "\(leftOut) runs are") left out: partial or invalid.")
    }

    private func write(_ findings: [TrendFinding], to path: String) throws {
        let scenario: String = findings.first?.trend.points.first?.run.scenario ?? ""
        try AtomicFile.write(Array(TrendPage.render(findings, scenario: scenario).utf8), to: path)
        if !json { StandardStreams.print("\npage: \(path)") }
    }

    private func reference() throws -> MetricReference {
        var reference = try MetricReference(parsing: metric)
        if let arm { reference.arm = arm }
        if let load { reference.load = load }
        if absolute, reference.baseline != nil {
            throw TrendError(
                text: "\(metric) names two arms, which is a ratio: leave --absolute out, or name one arm")
        }
        return reference
    }

    private func find(
        _ reference: MetricReference, in history: RunHistory
    ) throws -> (findings: [TrendFinding], leftOut: Int) {
        guard let name = try scenario ?? history.runs(limit: 1).first?.scenario else {
            throw HistoryError.empty(path: options.history, scenario: nil)
        }
        let runs: [RunSummary] = try history.runs(scenario: name).filter { run in
            machine.map { run.hostname == $0 } ?? true
        }
        let trends = try history.trends(
            RunHistory.TrendQuery(
                reference: reference, scenario: name, isAbsolute: absolute, machine: machine))
        guard !trends.isEmpty else { throw nothing(reference, of: name, runs: runs) }
        if absolute, !mixMachines { try TrendError.refuseMixedMachines(trends) }
        return (try trends.map { try TrendFinding($0) }, runs.filter { !$0.isMeasurement }.count)
    }

    /// Why there is nothing to show.
    private func nothing(
        _ reference: MetricReference, of scenario: String, runs: [RunSummary]
    ) -> any Error {
        let place: String = machine.map { " on \($0)" } ?? ""
        guard !runs.isEmpty else {
            return HistoryError.empty(path: options.history, scenario: scenario + place)
        }
        guard runs.contains(where: \.isMeasurement) else {
            return TrendError(
                text: """
                    no run of \(scenario)\(place) is whole and valid (of \(runs.count)), so there is no trend
                    """)
        }
        let arm: String =
            reference.arm.map { name in
                reference.baseline.map { " of \(name) to \($0)" } ?? " of the arm \(name)"
            } ?? ""
        let load: String = reference.load.map { " at \($0)" } ?? ""
        return TrendError(
            text: """
                no run of \(scenario)\(place) has \(absolute ? "" : "a ratio of ")\(reference.metric)\(arm)\(load)\
                \(absolute ? "" : "; --absolute shows values instead of ratios to the baseline")
                """)
    }
}

/// A trend that cannot be shown.
struct TrendError: Error, CustomStringConvertible {
    var text: String
    var description: String { text }

    /// Absolute values change with the machine: who wants them in one line has to say so.
    static func refuseMixedMachines(_ trends: [MetricTrend]) throws {
        var machines: [(run: RunSummary, runs: Set<String>)] = []
        for point in trends.flatMap(\.points) {
            let key: String = "\(point.run.runId)@\(point.run.startedAt)"
            if let place = machines.firstIndex(where: { $0.run.isOnMachine(of: point.run) }) {
                machines[place].runs.insert(key)
            } else {
                machines.append((point.run, [key]))
            }
        }
        guard machines.count > 1 else { return }
        let list: String = machines.map { machine in
            "\(machine.run.machineName) (\(machine.runs.count) run\(machine.runs.count == 1 ? "" : "s"))"
        }.joined(separator: "; ")
        throw TrendError(
            text: """
                absolute values of different machines are no trend: \(list). Pick one with --machine HOST, take them all \
                with --mix-machines, or leave --absolute out: ratios carry over
                """)
    }
}
