import Results

/// The answer of a capacity search in one sentence.
package struct CapacitySentence: Sendable {
    /// `At least 12,000 clients`, what the eye should find.
    package let word: String
    /// What follows it, without the full stop.
    package let rest: String

    package var text: String { "\(word)\(rest)." }

    package init(_ report: CapacityReport) {
        let answer: CapacityAnswer = report.answer
        let load: String = Self.load(answer, report)
        let objective: String = report.objective.map { "`\($0)`" }.joined(separator: " and ")
        switch answer.kind {
        case .found:
            word = load
            rest = " hold \(objective): all of \(report.rule.confirmations) fresh trials there did"
        case .atLeast:
            word = "At least \(load)"
            rest =
                " hold \(objective): all of \(report.rule.confirmations) fresh trials there did. It was not the server "
                + "that ended the search: \(answer.reason ?? "")"
        case .none:
            word = "No load"
            rest = " holds \(objective): not even the lowest one, \(Self.lowest(report))"
        case .unknown:
            word = "Cannot tell"
            rest = ": no trial told anything about the server: \(answer.reason ?? "")"
        case .stopped:
            word = "Cannot tell"
            let held: String =
                answer.clients == nil ? "no load was seen to hold" : "\(load) held in a single trial"
            rest =
                ": the search ended early (\(answer.reason ?? "no reason")); until then \(held), unconfirmed"
        }
    }

    /// `1,200 clients at 10 tasks/s`.
    static func load(clients: Int, tasksPerSecond: Double) -> String {
        "\(NumberFormat.count(clients)) client\(clients == 1 ? "" : "s") at "
            + LoadPoint(tasksPerSecond: tasksPerSecond).phrase
    }

    private static func load(_ answer: CapacityAnswer, _ report: CapacityReport) -> String {
        guard let clients = answer.clients, let rate = answer.tasksPerSecond else { return "" }
        return load(clients: clients, tasksPerSecond: rate)
    }

    private static func lowest(_ report: CapacityReport) -> String {
        report.trials.last.map { load(clients: $0.clients, tasksPerSecond: $0.tasksPerSecond) } ?? "-"
    }
}
