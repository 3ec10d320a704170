import Results
import Statistics

/// From which rate of events on push costs more than polling, where a run has both arms.
enum BreakEvenNotes {
    static func all(_ document: ResultsDocument) -> [String] { traffic(document) + cpuBreakEven(document) }

    private static func traffic(_ document: ResultsDocument) -> [String] {
        guard let found = TrafficBreakEven(document) else { return [] }
        return [
            "traffic breaks even at \(RunNotes.rounded(found.even)) events a second by the closed forms "
                + "(\(WireTraffic.pushFormula) = \(WireTraffic.pollingFormula)); at "
                + "\(found.load.phrase) there were \(RunNotes.rounded(found.measured))"
        ]
    }

    /// Where push costs the server as much CPU as polling, at the highest load that allows to tell.
    ///
    /// The swarm's own work is in both arms' CPU. It is taken out by difference: what polling costs
    /// above its idle load is the swarm's, since the polls are the same in number.
    private static func cpuBreakEven(_ document: ResultsDocument) -> [String] {
        for push in TrafficBreakEven.busiestPushFirst(document) {
            func polling(_ load: (LoadPoint) -> Bool) -> Cell? {
                document.cells.first {
                    $0.transport == "interval-polling" && load($0.load)
                        && $0.clients == push.clients
                }
            }
            guard let busy = polling({ $0 == push.load }), let idle = polling(\.isIdle),
                let polls = idle.summary.messagesPerClientSecond, polls > 0,
                let messages = push.summary.messagesPerClientSecond, messages > 0
            else { continue }
            guard let idleCPU = idle.summary.server.cpuPercent,
                let busyCPU = busy.summary.server.cpuPercent, let pushCPU = push.summary.server.cpuPercent
            else { continue }
            let swarmCPU: Double = max(0, busyCPU - idleCPU)
            let pushCost: Double = (pushCPU - swarmCPU) / messages
            guard pushCost > 0, idleCPU > 0 else { continue }
            let even: Double = CPUBreakEven.messagesPerSecond(
                pollCost: idleCPU / polls, interval: 1 / polls, pushCost: pushCost)
            return [
                "server CPU breaks even at \(RunNotes.rounded(even)) messages a second a client "
                    + "(\(CPUBreakEven.formula)); at \(push.load.phrase) there "
                    + "were \(RunNotes.rounded(messages))"
            ]
        }
        return []
    }
}
