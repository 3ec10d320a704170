/// Why cells of a table are `-`, or are marked, gathered while it is filled and said once under it.
struct Footnotes: Sendable {
    private var reasons: [(reason: MissingReason, arm: String)] = []

    mutating func note(_ reason: MissingReason, arm: String) {
        guard !reasons.contains(where: { $0.reason == reason && $0.arm == arm }) else { return }
        reasons.append((reason, arm))
    }

    /// One sentence a cause. Each starts with the mark that it explains: `-` or `*`.
    var lines: [String] {
        var lines: [String] = []
        for percentile in Percentile.allCases {
            if let line = tooFewEvents(percentile) { lines.append(line) }
        }
        for (reason, arm) in reasons {
            guard let line = Self.line(reason, arm: arm), !lines.contains(line) else { continue }
            lines.append(line)
        }
        return lines + causes() + absent() + notCompared()
    }

    /// Of the reasons that stand for themselves. All figures of one distribution are missing together,
    /// so it is named once.
    private static func line(_ reason: MissingReason, arm: String) -> String? {
        switch reason {
        case .meanOfArrived(let label, let infinite):
            "* \(figure(label)): mean of those that arrived; \(NumberFormat.count(infinite)) of \(arm) never did."
        case .neverArrived(let label, let updates):
            "- \(label): lies among the \(NumberFormat.count(updates)) updates that \(arm) never delivered."
        case .noSamples(let label):
            "- \(figure(label)): \(arm) has no samples."
        case .notForArm, .tooFewEvents, .because, .notCompared:
            nil
        }
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
        let lists: [String] = perLabel.map { "\(Self.listed($0.labels)): \($0.arms)" }
        let needed: String = NumberFormat.count(percentile.leastEvents)
        return "- \(percentile.rawValue) needs \(needed) distinct events. \(lists.joined(separator: "; "))."
    }

    private func causes() -> [String] {
        MissingCause.allCases.compactMap { cause in
            var labels: [String] = []
            var arms: [String] = []
            for case (.because(cause, let label), let arm) in reasons {
                labels.append(Self.figure(label))
                arms.append(arm)
            }
            guard !labels.isEmpty else { return nil }
            return "- \(cause.rawValue) (\(Self.listed(arms))): \(Self.listed(labels))."
        }
    }

    private func absent() -> [String] {
        var arms: [String] = []
        for case (.notForArm, let arm) in reasons where !arms.contains(arm) { arms.append(arm) }
        return arms.map { arm in
            var labels: [String] = []
            for case (.notForArm(let label), arm) in reasons { labels.append(Self.figure(label)) }
            return "- does not exist for \(arm): \(Self.listed(labels))."
        }
    }

    private func notCompared() -> [String] {
        var whys: [String] = []
        for case (.notCompared(_, let why), _) in reasons where !whys.contains(why) { whys.append(why) }
        return whys.map { why in
            var labels: [String] = []
            for case (.notCompared(let label, why), _) in reasons { labels.append(Self.figure(label)) }
            return "- no ratio for \(why): \(Self.listed(labels))."
        }
    }

    /// `Update latency` from `Update latency, p99`, `poll wait` from `of it: poll wait, mean`.
    private static func figure(_ label: String) -> String {
        let name: Substring = label.split(separator: ",").first ?? ""
        return String(name.hasPrefix("of it: ") ? name.dropFirst("of it: ".count) : name)
    }

    /// `a`, `a and b`, `a, b and c`; each once.
    private static func listed(_ items: [String]) -> String {
        var once: [String] = []
        for item in items where !once.contains(item) { once.append(item) }
        guard let last = once.popLast() else { return "" }
        return once.isEmpty ? last : "\(once.joined(separator: ", ")) and \(last)"
    }
}
