import Results
import Statistics

/// What a reader of a run's numbers must know.
enum RunNotes {
    static func all(_ document: ResultsDocument) -> [String] {
        let findings: [String] = document.cells.flatMap { cell in
            cell.summary.findings.map { "\(cell.label): \($0)" }
        }
        return findings + document.predictions.compactMap(CellPrediction.finding)
            + cpuBreakEven(document) + path(document)
    }

    /// Where push costs the server as much CPU as polling, at the highest load that allows to tell.
    ///
    /// The swarm's own work is in both arms' CPU. It is taken out by difference: what polling costs
    /// above its idle load is the swarm's, since the polls are the same in number.
    private static func cpuBreakEven(_ document: ResultsDocument) -> [String] {
        let pushes = document.cells.filter { $0.transport == "websocket" && $0.load.tasksPerSecond > 0 }
        for push in pushes.sorted(by: { $0.load.tasksPerSecond > $1.load.tasksPerSecond }) {
            func polling(_ load: Double) -> Cell? {
                document.cells.first {
                    $0.transport == "interval-polling" && $0.load.tasksPerSecond == load
                        && $0.clients == push.clients
                }
            }
            guard let busy = polling(push.load.tasksPerSecond), let idle = polling(0),
                let polls = messageRate(idle, document), polls > 0,
                let messages = messageRate(push, document), messages > 0
            else { continue }
            let idleCPU: Double = idle.summary.server.cpuPercent
            let swarmCPU: Double = max(0, busy.summary.server.cpuPercent - idleCPU)
            let pushCost: Double = (push.summary.server.cpuPercent - swarmCPU) / messages
            guard pushCost > 0, idleCPU > 0 else { continue }
            let even: Double = CPUBreakEven.messagesPerSecond(
                pollCost: idleCPU / polls, interval: 1 / polls, pushCost: pushCost)
            return [
                "server CPU breaks even at \(rounded(even)) messages a second a client "
                    + "(\(CPUBreakEven.formula)); at \(LoadLabel.text(push.load.tasksPerSecond)) tasks/s there "
                    + "were \(rounded(messages))"
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
