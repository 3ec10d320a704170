import Results
import Statistics

/// What a plan takes for granted beside what was measured.
package struct CapacityAssumptions: Sendable, Equatable {
    /// The part of a server's capacity that stays free.
    package var headroom: Double = 0.3
    package var spareServers: Int = 1
    /// Of the users, how many are connected at the peak, and on average over a month.
    package var connectedShare: Double = 1
    package var averageShare: Double = 1
    /// CPUs that a server gets.
    package var coresPerServer: Double = 1

    package init() {}

    /// Each as a sentence, for the reader of the plan.
    func sentences(_ report: CapacityReport, hasMemory: Bool) -> [String] {
        func percent(_ share: Double) -> String { "\(LoadLabel.text((share * 1_000).rounded() / 10)) %" }
        let clients: String = report.answer.clients.map(String.init) ?? "0"
        let rate: String = LoadLabel.text(report.answer.tasksPerSecond ?? 0)
        var result: [String] = [
            "one server carries \(clients) clients at \(rate) tasks/s within the objective, as measured here over "
                + "\(report.environment.network) on \(report.environment.cpuModel)",
            "\(percent(headroom)) of that stays free on every server",
            "\(spareServers) server\(spareServers == 1 ? "" : "s") can be lost, and the others carry all users within "
                + "that headroom",
            "\(percent(connectedShare)) of the users are connected at the peak, and \(percent(averageShare)) on average "
                + "over a month of \(Int(CapacityPlan.hoursOfMonth)) hours",
            "every client is sent every event, and there are as many events whatever the number of users",
            "what servers tell one another, so that all of them have every event, is not in the plan",
            "a server has \(LoadLabel.text(coresPerServer)) CPU\(coresPerServer == 1 ? "" : "s") like the one it had here",
            "egress is what went down the wire to clients here, without TLS, and half of the heartbeats",
        ]
        if hasMemory {
            result.append("memory is resident memory; what the kernel holds for each socket comes on top")
        }
        return result
    }
}
