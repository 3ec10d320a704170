import Yams

extension ScenarioReader {
    /// `at: 10s`, `at: [2s, 6s]` or `rate: 0.1/s`, of a fault that lasts `length` nanoseconds.
    static func timing(_ section: Section, _ value: Value, length: Int64, steady: Int64) -> FaultTiming? {
        switch (section["at"], section["rate"]) {
        case (nil, nil):
            value.report(
                "`\(value.name)` does not say when it comes",
                remedy: "write `at: 5s` after the start of the steady state, a list of times, or "
                    + "`rate: 0.1/s`")
            return nil
        case (_?, let rate?):
            rate.report("`\(value.name)` has both times and a rate", remedy: "leave one of them out")
            return nil
        case (nil, let rate?): return rate.rate(ScenarioLimits.faultRate).map { .rate($0) }
        case (let at?, nil): return times(at, length: length, steady: steady).map { .at($0) }
        }
    }

    private static func times(_ value: Value, length: Int64, steady: Int64) -> [Int64]? {
        let entries: [Value]
        if case .sequence(let list) = value.node {
            guard !list.isEmpty, list.count <= ScenarioLimits.faultTimes else {
                value.report(
                    "`\(value.name)` is no list of up to \(ScenarioLimits.faultTimes) times",
                    remedy: "write `at: [2s, 6s]`")
                return nil
            }
            entries = list.enumerated().map { index, node in
                Value(
                    name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                    tree: value.tree, log: value.log)
            }
        } else {
            entries = [value]
        }
        var times: [Int64] = []
        for entry in entries {
            guard let time = entry.duration(ScenarioLimits.spikeStart) else { return nil }
            guard time < steady, length <= steady - time else {
                let end: String = DurationText.format(time + length)
                entry.report(
                    "`\(entry.name)` is too late: the fault would last until \(end) of a steady state of "
                        + DurationText.format(steady),
                    remedy: "let it come earlier, or make `phases.steady` longer, with time to recover")
                return nil
            }
            if let last = times.last, time < last + max(1, length) {
                entry.report(
                    "`\(entry.name)` comes before the one before it has ended",
                    remedy:
                        "write times in their order, at least \(DurationText.format(max(1, length))) apart")
                return nil
            }
            times.append(time)
        }
        return times
    }
}

extension Fault {
    /// Whether both are at times that are given and some of these overlap, lasting ones or not.
    func meets(_ other: Fault) -> Bool {
        guard case .at(let own) = timing, case .at(let others) = other.timing else { return false }
        return own.contains { begin in
            // What happens at an instant has that instant to itself.
            others.contains { $0 < begin + max(1, kind.length) && begin < $0 + max(1, other.kind.length) }
        }
    }
}

extension Value {
    /// A part of a whole: `0.3` or `30%`.
    func share() -> Double? {
        let wanted: String = "a share such as 0.3 or 30%, more than 0 and at most 1"
        guard let text = text(wanted) else { return nil }
        let isPercent: Bool = text.hasSuffix("%")
        let digits: Substring = isPercent ? text.dropLast() : text[...]
        guard Self.isPlainNumber(digits), let number = Double(digits) else {
            report("`\(name)` is `\(Self.shortened(text))`", remedy: "write \(wanted)")
            return nil
        }
        let share: Double = isPercent ? number / 100 : number
        guard share > 0, share <= 1 else {
            report("`\(name)` is `\(Self.shortened(text))`", remedy: "write \(wanted)")
            return nil
        }
        return share
    }
}
