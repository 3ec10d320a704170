/// Why cells of a table are `-`, gathered while it is filled and said once under it.
struct Footnotes: Sendable {
    private var reasons: [(reason: MissingReason, arm: String)] = []

    mutating func note(_ reason: MissingReason, arm: String) {
        guard !reasons.contains(where: { $0.reason == reason && $0.arm == arm }) else { return }
        reasons.append((reason, arm))
    }

    /// One sentence a cause, in the order in which the table met them.
    var lines: [String] {
        var lines: [String] = []
        for percentile in Percentile.allCases {
            if let line = tooFewEvents(percentile) { lines.append(line) }
        }
        for (reason, arm) in reasons {
            switch reason {
            case .neverArrived(let label, let updates):
                lines.append(
                    "- \(label): lies among the \(NumberFormat.count(updates)) updates that \(arm) never delivered."
                )
            case .noSamples(let label):
                // All figures of one distribution are missing together: it is named once.
                let line: String = "- \(label.split(separator: ",").first ?? ""): \(arm) has no samples."
                if !lines.contains(line) { lines.append(line) }
            case .notForArm, .tooFewEvents: continue
            }
        }
        return lines + absent()
    }

    private func tooFewEvents(_ percentile: Percentile) -> String? {
        var fewest: [(arm: String, events: Int)] = []
        for case (.tooFewEvents(percentile, let events), let arm) in reasons {
            if let index = fewest.firstIndex(where: { $0.arm == arm }) {
                fewest[index].events = min(fewest[index].events, events)
            } else {
                fewest.append((arm, events))
            }
        }
        guard !fewest.isEmpty else { return nil }
        let list: String = fewest.map { "\($0.arm) \(NumberFormat.count($0.events))" }.joined(separator: ", ")
        let needed: String = NumberFormat.count(percentile.leastEvents)
        return "- \(percentile.rawValue) needs \(needed) distinct events, and there were too few: \(list)."
    }

    private func absent() -> [String] {
        var arms: [String] = []
        for case (.notForArm, let arm) in reasons where !arms.contains(arm) { arms.append(arm) }
        return arms.map { arm in
            var labels: [String] = []
            for case (.notForArm(let label), arm) in reasons { labels.append(label) }
            return "- does not exist for \(arm): \(labels.joined(separator: ", "))."
        }
    }
}
