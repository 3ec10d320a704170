import Results

/// What happened to the clients, and how it healed, as people say it: a sentence a fault, and one on their updates.
///
/// "After a restart of 2.04 s, all 200 clients were back in 5.82 s; the tries peaked at 6.9 times their mean."
enum FaultSentence {
    /// What faults did to an arm.
    private struct Victim {
        var arm: String
        var clients: Int
        var faults: FaultFigures
    }

    /// Empty where no fault was injected.
    static func all(_ facts: ReportFacts, at load: LoadPoint) -> [String] {
        let victims: [Victim] = facts.cells(at: load).compactMap { cell in
            guard let faults = cell.summary.faults, !faults.outcomes.isEmpty else { return nil }
            return Victim(arm: cell.arm, clients: cell.clients, faults: faults)
        }
        var names: [String] = []
        for name in victims.flatMap({ $0.faults.outcomes.map(\.name) }) where !names.contains(name) {
            names.append(name)
        }
        let start: String = facts.loads.count > 1 ? "At \(ReportFacts.name(load)), " : ""
        let all: [String] = names.map { sentence($0, victims) } + updates(victims)
        return all.map { start.isEmpty ? $0 : start + $0.prefix(1).lowercased() + $0.dropFirst() }
    }

    private static func sentence(_ name: String, _ victims: [Victim]) -> String {
        let all: [(victim: Victim, outcome: FaultOutcome)] = victims.compactMap { victim in
            victim.faults.outcomes.first { $0.name == name }.map { (victim, $0) }
        }
        let outcomes: [FaultOutcome] = all.map(\.outcome)
        // One arm alone needs no name.
        let isSingle: Bool = victims.count == 1
        func listed(_ values: [(value: String, arm: String)]) -> String {
            joined(values.map { isSingle ? $0.value : "\($0.value) (\($0.arm))" })
        }
        var clauses: [String] = []
        var groups: [(who: String, times: [(value: String, arm: String)])] = []
        for (victim, outcome) in all where outcome.cutOff > 0 && outcome.neverBack == 0 {
            guard let time = outcome.recovery?.p100Ms else { continue }
            let who: String = who(outcome, of: victim.clients)
            let entry = (value: TimeFormat.milliseconds(time), arm: victim.arm)
            if let place = groups.firstIndex(where: { $0.who == who }) {
                groups[place].times.append(entry)
            } else {
                groups.append((who, [entry]))
            }
        }
        let isRepeated: Bool = outcomes.contains { $0.times > 1 }
        clauses += groups.map { group in
            "\(group.who) were back in \(listed(group.times))\(isRepeated ? " at the longest" : "")"
        }
        clauses += all.filter { $0.outcome.neverBack > 0 }.map { victim, outcome in
            let missing: String =
                "\(NumberFormat.count(outcome.neverBack)) of \(NumberFormat.count(outcome.cutOff)) clients that "
                + "were cut off \(outcome.neverBack == 1 ? "was" : "were") not back when the trial ended"
            return missing + (isSingle ? "" : " (\(victim.arm))")
        }
        let spared: [String] = all.filter { $0.outcome.cutOff == 0 }.map(\.victim.arm)
        if !spared.isEmpty {
            clauses.append("nobody was cut off" + (spared.count == all.count ? "" : " (\(joined(spared)))"))
        }
        let tries: [(value: String, arm: String)] = all.compactMap { victim, outcome in
            outcome.reconnects.map { (NumberFormat.ratio($0.peakToMean), victim.arm) }
        }
        if !tries.isEmpty { clauses.append("the tries peaked at \(listed(tries)) times their mean") }
        return "\(cause(outcomes)), \(clauses.joined(separator: "; "))."
    }

    private static func who(_ outcome: FaultOutcome, of clients: Int) -> String {
        if outcome.cutOff == clients * outcome.times { return "all \(NumberFormat.count(clients)) clients" }
        let count: String = NumberFormat.count(outcome.cutOff)
        if outcome.times > 1 { return "the clients that were cut off (\(count) in all)" }
        return outcome.cutOff == 1 ? "the client that was cut off" : "the \(count) clients that were cut off"
    }

    /// What was done, from the beginning of the sentence.
    private static func cause(_ outcomes: [FaultOutcome]) -> String {
        guard let first = outcomes.first else { return "" }
        let length: String = range(outcomes.map { 1_000 * $0.seconds })
        let most: Int = outcomes.map { $0.connections / max(1, $0.times) }.max() ?? 0
        let connections: String =
            (outcomes.allSatisfy { $0.connections == first.connections && $0.times == first.times }
                ? "" : "up to ")
            + "\(NumberFormat.count(most)) connections"
            + (outcomes.contains { $0.times > 1 } ? " on average" : "")
        var text: String =
            switch first.kind {
            case "restart": "After a restart of \(length)"
            case "stop": "After a standstill of \(length)"
            case "reset": "After a reset of \(connections)"
            case "half-open": "After \(connections) were left half-open"
            case "delay": "After \(length) of added delay"
            case "bandwidth": "After \(length) of narrow bandwidth"
            case "blackhole": "After \(length) of a blackhole"
            case "slow-reader": "After \(length) of slow reading"
            default: "After \(first.kind)"
            }
        var asides: [String] = first.name == first.kind ? [] : [first.name]
        let times: Int = outcomes.map(\.times).max() ?? 1
        if times > 1 { asides.append("\(NumberFormat.count(times)) times") }
        if !asides.isEmpty { text += " (\(asides.joined(separator: ", ")))" }
        return text
    }

    /// What clients missed through all the faults; known for the arm as a whole only.
    private static func updates(_ victims: [Victim]) -> [String] {
        guard !victims.isEmpty else { return [] }
        let isSingle: Bool = victims.count == 1
        func mean(_ counts: (FaultFigures) -> ClientCounts?) -> String? {
            let known: [String] = victims.compactMap { victim in
                counts(victim.faults).map {
                    count($0.mean) + (isSingle ? "" : " (\(victim.arm))")
                }
            }
            return known.count == victims.count ? joined(known) : nil
        }
        func any(_ counts: (FaultFigures) -> ClientCounts?) -> Bool {
            victims.contains { (counts($0.faults)?.total ?? 0) > 0 }
        }
        guard let lost = mean(\.lost), let late = mean(\.late) else {
            return ["What clients missed is not known: the server's log does not tell."]
        }
        // What nobody saw of a server that was killed is in no log.
        let isBound: Bool = victims.contains { $0.faults.outcomes.contains { $0.kind == "restart" } }
        var clauses: [String] = [
            any(\.lost)
                ? "\(isBound ? "at least " : "")\(lost) updates a client were lost"
                : isBound ? "no update that is in a log was lost" : "no update was lost",
            any(\.late) ? "\(late) came late\(lateness(victims))" : "none came late",
        ]
        if any(\.duplicated), let duplicated = mean(\.duplicated) {
            clauses.append("\(duplicated) came twice")
        }
        let fallback: Double = victims.reduce(0) { $0 + $1.faults.fallbackSeconds }
        if fallback > 0 {
            clauses.append(
                "clients spent \(TimeFormat.milliseconds(1_000 * fallback)) in polling fallback, all together"
            )
        }
        return ["In all, \(clauses.joined(separator: "; "))."]
    }

    /// `3` for a mean that is whole.
    private static func count(_ mean: Double) -> String {
        mean == mean.rounded() && mean.magnitude < 1e9
            ? NumberFormat.count(Int(mean)) : NumberFormat.significant(mean)
    }

    /// From what on an update counts as late, where that is the same for all arms.
    private static func lateness(_ victims: [Victim]) -> String {
        let limits: Set<Double> = Set(victims.map(\.faults.lateAfterMs))
        guard limits.count == 1, let limit = limits.first else { return "" }
        return " (more than \(TimeFormat.milliseconds(limit)) after their stamp)"
    }

    /// `2.04 s to 2.53 s`, or one time where both ends read the same.
    private static func range(_ milliseconds: [Double]) -> String {
        let ends: [String] = [milliseconds.min() ?? 0, milliseconds.max() ?? 0].map(TimeFormat.milliseconds)
        return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func joined(_ texts: [String]) -> String {
        guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
        return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
    }
}
