import Results

/// Why surprising figures came out as they did, computed from the document and said only where so.
enum Explanations {
    static func all(_ facts: ReportFacts, at load: LoadPoint) -> [String] {
        guard let baseline = facts.baseline(at: load) else { return [] }
        let pushes: [Cell] = facts.cells(at: load).filter { $0.transport == "websocket" }
        return pushes.flatMap { push in
            [traffic(push: push, polling: baseline), batching(push)].compactMap(\.self)
        }
    }

    /// Push costs more bytes than polling once it sends so many more messages than there are polls
    /// that their smaller size does not make up for it.
    private static func traffic(push: Cell, polling: Cell) -> String? {
        guard polling.transport == "interval-polling" else { return nil }
        let pushBytes: Double = push.summary.traffic.wireBytesPerClientHour.total / 3_600
        let pollBytes: Double = polling.summary.traffic.wireBytesPerClientHour.total / 3_600
        guard let pushed = push.summary.messagesPerClientSecond,
            let polled = polling.summary.messagesPerClientSecond,
            push.summary.traffic.wireTotalWithHeartbeats > polling.summary.traffic.wireTotalWithHeartbeats,
            pushed > polled, polled > 0
        else { return nil }
        let rate: String = NumberFormat.significant(pushed)
        let size: String = ByteFormat.text(pushBytes / pushed)
        let polls: String =
            polled.rounded() == 1 && abs(polled - 1) < 0.05
            ? "one poll" : "\(NumberFormat.significant(polled)) polls"
        return """
            Why \(push.arm) costs more bytes here: it sent each client \(rate) messages a second of \(size) \
            on the wire, while \(polling.arm) cost each client \(polls) a second of \
            \(ByteFormat.text(pollBytes / polled)), which brings the latest state however much happened in \
            between. What push costs grows with every event; what a poll costs only with the state it brings.
            """
    }

    /// Batching windows, not the network, make up most of a push latency.
    private static func batching(_ push: Cell) -> String? {
        let figures: Figures = push.summary
        guard let total = figures.updateLatencyMs.mean, let waited = figures.serverDelayMs?.mean, total > 0,
            waited > total / 2
        else { return nil }
        let share: String = NumberFormat.percent(100 * min(1, waited / total))
        var text: String = """
            An update of \(push.arm) takes \(TimeFormat.milliseconds(total)) on average: \
            \(TimeFormat.milliseconds(waited)) (\(share)) in the server until its batching window closes
            """
        if let delivery = figures.deliveryLatencyMs.mean {
            text += ", \(TimeFormat.milliseconds(delivery)) in delivery"
        }
        return text + "."
    }
}
