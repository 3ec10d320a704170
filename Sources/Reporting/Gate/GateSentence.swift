import Results

/// What a gate says, as a colleague would: the verdict first, then what it rests on.
package struct GateSentence: Sendable {
    /// `Regressed`, `Improved`, `No difference of 5 % or more`, `Cannot tell`.
    package let word: String
    /// The rest, from behind the colon.
    package let rest: String

    package var text: String { "\(word): \(rest)" }

    package init(_ report: GateReport) {
        let effect: String = GateNumbers.percent(report.rule.smallestEffect)
        let deciding: [GateMetric] = report.metrics.filter { $0.role != .advisory }
        switch report.verdict {
        case .regressed:
            word = "Regressed"
            let grown: [String] = deciding.filter { $0.verdict == .regressed }.map(Self.grown)
            rest = Self.joined(grown + report.reasons) + Self.after(report)
        case .improved:
            word = "Improved"
            let fallen: [String] = deciding.filter { $0.verdict == .improved }.map(Self.fallen)
            rest =
                Self.joined(fallen + ["nothing grew by \(effect) or more"] + Self.unsettled(deciding))
                + Self.after(report)
        case .noDifference:
            word = "No difference of \(effect) or more"
            rest =
                Self.joined(deciding.prefix(1).map(Self.settled) + Self.unsettled(deciding))
                + Self.after(report)
        case .cannotTell:
            word = "Cannot tell"
            let open: [String] = deciding.filter { $0.verdict == .open }.map { Self.open($0, report: report) }
            rest = Self.joined(report.reasons + open) + Self.after(report)
        }
    }

    private static func after(_ report: GateReport) -> String {
        let pairs: Int = report.looks.last?.pairs ?? report.pairs.count
        return " (\(pairs) pair\(pairs == 1 ? "" : "s"), \(TimeFormat.length(seconds: report.seconds)))"
    }

    static func grown(_ metric: GateMetric) -> String {
        "\(metric.title) grew by \(GateNumbers.percent(metric.change)) (at least \(GateNumbers.percent(metric.lower)))"
            + values(metric)
    }

    private static func fallen(_ metric: GateMetric) -> String {
        "\(metric.title) fell by \(GateNumbers.percent(metric.change.map { -$0 })) "
            + "(at least \(GateNumbers.percent(metric.upper.map { -$0 })))" + values(metric)
    }

    private static func values(_ metric: GateMetric) -> String {
        guard let base = metric.base, let head = metric.head else { return "" }
        return
            ", from \(UnitFormat.text(base, unit: metric.unit)) to \(UnitFormat.text(head, unit: metric.unit))"
    }

    private static func settled(_ metric: GateMetric) -> String {
        "\(metric.title) \(GateNumbers.signed(metric.change)), at most \(GateNumbers.signed(metric.settledUpper))"
    }

    /// Metrics beside the primary one that are open although there is a verdict.
    private static func unsettled(_ metrics: [GateMetric]) -> [String] {
        let open: [GateMetric] = metrics.filter { $0.verdict == .open && $0.role == .beside }
        guard !open.isEmpty else { return [] }
        let names: [String] = open.map {
            "\($0.title) (\(GateNumbers.signed($0.change)), at most \(GateNumbers.signed($0.settledUpper)))"
        }
        let all: String =
            names.count == 1
            ? names[0] : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
        return ["\(all) \(names.count == 1 ? "is" : "are") too noisy here to tell"]
    }

    private static func open(_ metric: GateMetric, report: GateReport) -> String {
        let needed: String =
            metric.pairsNeeded.map { "about \($0) pairs would tell" + options(pairs: $0, report) }
            ?? "more than a thousand pairs would be needed"
        return "\(metric.title) \(GateNumbers.signed(metric.change)) could be anything from "
            + "\(GateNumbers.signed(metric.lower)) to \(GateNumbers.signed(metric.settledUpper)): \(needed)"
    }

    /// What lets a gate run so many pairs, in brackets; empty where it would already.
    private static func options(pairs: Int, _ report: GateReport) -> String {
        var options: [String] = pairs > report.rule.maxPairs ? ["--max-pairs \(pairs)"] : []
        if let limit = report.rule.maxSeconds, !report.pairs.isEmpty {
            // Repeated trials come at random: a tenth more.
            let pair: Double = report.seconds / Double(report.pairs.count)
            let seconds: Double = 1.1 * pair * Double(max(pairs, report.rule.maxPairs))
            if seconds > limit { options.append("--max-time \(Int((seconds / 60).rounded(.up)))m") }
        }
        return options.isEmpty ? "" : " (\(options.joined(separator: " ")))"
    }

    private static func joined(_ parts: [String]) -> String {
        parts.isEmpty ? "no look at the pairs was reached" : parts.joined(separator: "; ")
    }
}

/// Relative changes in percent.
enum GateNumbers {
    /// `10.4 %` from 0.104.
    static func percent(_ change: Double?) -> String {
        guard let change else { return "-" }
        // Small changes keep one decimal, as their bounds do.
        let value: Double = 100 * change
        let places: Int = value == value.rounded() || value.magnitude >= 99.95 ? 0 : 1
        return "\(NumberFormat.decimal(value, places: places)) %"
    }

    /// With its sign.
    static func signed(_ change: Double?) -> String {
        guard let change else { return "-" }
        let text: String =
            "\(NumberFormat.decimal(100 * change, places: change.magnitude >= 0.9995 ? 0 : 1)) %"
        return change > 0 && text != "0.0 %" ? "+\(text)" : text
    }
}
