import Results
import Statistics

/// What a reader of a run's numbers must know.
enum RunNotes {
    static func all(_ document: ResultsDocument) -> [String] {
        let findings: [String] = document.cells.flatMap { cell in
            cell.summary.findings.map { "\(cell.label): \($0)" }
        }
        return findings + document.predictions.compactMap(CellPrediction.finding)
            + document.comparisons.compactMap { traffic($0, in: document) }
            + cpuBreakEven(document) + path(document)
    }

    /// Why push costs more bytes than polling, where it does.
    private static func traffic(_ comparison: Comparison, in document: ResultsDocument) -> String? {
        guard comparison.metric == "traffic", let ratio = comparison.ratio, ratio > 1,
            let push = cell(comparison.candidate, comparison.load, document), push.transport == "websocket",
            let polling = cell(comparison.baseline, comparison.load, document),
            let messages = messageRate(push, document), let polls = messageRate(polling, document), polls > 0
        else { return nil }
        let bytes: Double = polling.summary.traffic.wireTotalWithHeartbeats / 3_600 / polls
        let segments = Int(WireTraffic.segmentsOfPush * WireTraffic.segmentOverhead)
        return "at \(LoadLabel.text(comparison.load.tasksPerSecond)) tasks/s \(push.arm) costs "
            + "\(rounded(ratio)) times the bytes of \(polling.arm): every client gets \(rounded(messages)) "
            + "messages a second, each with its entries in full and \(segments) bytes of segment headers, "
            + "while one poll of \(Int(bytes.rounded())) bytes brings the latest state whatever happened since"
    }

    /// At the highest load where both kinds of arm were measured.
    private static func cpuBreakEven(_ document: ResultsDocument) -> [String] {
        let pushes = document.cells.filter { $0.transport == "websocket" }
        let sorted = pushes.sorted { $0.load.tasksPerSecond > $1.load.tasksPerSecond }
        for push in sorted {
            let polling = document.cells.first {
                $0.transport == "interval-polling" && $0.load == push.load && $0.clients == push.clients
            }
            guard let polling, let pollCost = polling.summary.server.cpuMicrosecondsPerMessage,
                let pushCost = push.summary.server.cpuMicrosecondsPerMessage, pushCost > 0,
                let polls = messageRate(polling, document), polls > 0,
                let messages = messageRate(push, document)
            else { continue }
            let even: Double = CPUBreakEven.messagesPerSecond(
                pollCost: pollCost, interval: 1 / polls, pushCost: pushCost)
            return [
                "server CPU breaks even at \(rounded(even)) messages a second a client "
                    + "(\(CPUBreakEven.formula), costs measured at "
                    + "\(LoadLabel.text(push.load.tasksPerSecond)) tasks/s, where there were "
                    + "\(rounded(messages)))"
            ]
        }
        return []
    }

    private static func path(_ document: ResultsDocument) -> [String] {
        guard document.environment.network == "loopback" else { return [] }
        return [
            "on loopback the receive stamp falls inside the server's own send: push delivery is the server's "
                + "queue and the place in the fan-out, without a network; and push server CPU contains the "
                + "clients' side of the stack, which polling server CPU partly omits"
        ]
    }

    private static func cell(_ arm: String, _ load: LoadPoint, _ document: ResultsDocument) -> Cell? {
        document.cells.first { $0.arm == arm && $0.load == load }
    }

    /// Messages a second and client over the steady states that count.
    private static func messageRate(_ cell: Cell, _ document: ResultsDocument) -> Double? {
        let trials: Int = cell.trials.count(where: \.counts)
        guard let steady = document.environment.phaseSeconds["steady"], steady > 0, trials > 0,
            cell.clients > 0
        else { return nil }
        return Double(cell.summary.messages) / (steady * Double(trials) * Double(cell.clients))
    }

    private static func rounded(_ value: Double) -> String {
        LoadLabel.text(value >= 10 ? value.rounded() : (value * 10).rounded() / 10)
    }
}
