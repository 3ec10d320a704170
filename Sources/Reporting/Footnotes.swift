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
                let line: String = "- \(Self.figure(label)): \(arm) has no samples."
                if !lines.contains(line) { lines.append(line) }
            case .notForArm, .tooFewEvents: continue
            }
        }
        return lines + absent()
    }

    /// Distributions that have the same numbers of events in every arm share their list.
    private func tooFewEvents(_ percentile: Percentile) -> String? {
        var perLabel: [(labels: [String], arms: String)] = []
        var labels: [String] = []
        for case (.tooFewEvents(percentile, let label, _), _) in reasons where !labels.contains(label) {
            labels.append(label)
        }
        for label in labels {
            var counts: [String] = []
            for case (.tooFewEvents(percentile, label, let events), let arm) in reasons {
                counts.append("\(arm) \(NumberFormat.count(events))")
            }
            let arms: String = counts.joined(separator: ", ")
            if let index = perLabel.firstIndex(where: { $0.arms == arms }) {
                perLabel[index].labels.append(Self.figure(label))
            } else {
                perLabel.append(([Self.figure(label)], arms))
            }
        }
        guard !perLabel.isEmpty else { return nil }
        let lists: [String] = perLabel.map { "\($0.labels.joined(separator: " and ")): \($0.arms)" }
        let needed: String = NumberFormat.count(percentile.leastEvents)
        return "- \(percentile.rawValue) needs \(needed) distinct events. \(lists.joined(separator: "; "))."
    }

    /// `Update latency` from `Update latency, p99`.
    private static func figure(_ label: String) -> String {
        String(label.split(separator: ",").first ?? "")
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
