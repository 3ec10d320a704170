import Yams

extension ScenarioReader {
    /// The conditions under `thresholds`; those with errors are reported and left out.
    static func thresholds(_ value: Value?, in scenario: Scenario) -> [Threshold] {
        guard let value else { return [] }
        guard let entries = value.entries, !entries.isEmpty else {
            value.report(
                "`thresholds` is no list of conditions",
                remedy: "write one `- push.updateLatency.p50 < 100ms` a condition")
            return []
        }
        guard entries.count <= ScenarioLimits.thresholds else {
            value.report(
                "`thresholds` has \(entries.count) entries",
                remedy: "keep at most \(ScenarioLimits.thresholds)")
            return []
        }
        // What could not be read is missing among the names: none is then looked up.
        let scope: ThresholdScope? = value.log.isEmpty ? scenario.thresholdScope : nil
        return entries.compactMap { threshold($0, scope: scope) }
    }

    private static func threshold(_ value: Value, scope: ThresholdScope?) -> Threshold? {
        guard value.node.mapping != nil else { return expression(value, scope: scope).map { Threshold($0) } }
        guard let section = value.section(["check", "abort", "delay-abort"]) else { return nil }
        guard let check = section["check"] else {
            value.report("`\(value.name).check` is missing", remedy: "give a condition such as lost == 0")
            return nil
        }
        let aborts: Bool = section["abort"]?.choice(["true", "false"]) == "true"
        var delay: Int64 = 0
        if let written = section["delay-abort"] {
            delay = written.duration(ScenarioLimits.abortDelay) ?? 0
            if !aborts {
                written.report(
                    "`\(written.name)` delays nothing without `abort: true`", remedy: "add it, or remove this"
                )
            }
        }
        return expression(check, scope: scope).map { Threshold($0, aborts: aborts, abortDelay: delay) }
    }

    private static func expression(_ value: Value, scope: ThresholdScope?) -> ThresholdExpression? {
        guard let text = value.text("a condition such as push.updateLatency.p50 < 100ms") else { return nil }
        do {
            return try ThresholdParser.parse(text, scope: scope)
        } catch {
            value.log.add(
                at: value.position(ofScalar: error.range.lowerBound, in: text),
                error.complaint(in: value.name),
                excerpt: error.excerpt)
            return nil
        }
    }
}

extension ThresholdSyntaxError {
    /// Named after the key or option that the expression came from.
    func complaint(in name: String) -> Complaint {
        Complaint("`\(name)`: \(complaint.what)", remedy: complaint.remedy)
    }
}
