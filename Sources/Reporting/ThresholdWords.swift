import Results

/// What a report says about a threshold, in the words that all formats share.
enum ThresholdWords {
    /// The value that decides, in words where there is none: `61.2 ms`, `not known`.
    static func value(_ result: ThresholdResult) -> String {
        result.value.map { text($0, of: result) } ?? (result.note == nil ? "not known" : "without bound")
    }

    /// The value that decides: `61.2 ms`, `0.048 (95 % 0.046 to 0.050)`, `-` without one. An interval
    /// whose ends read the same is left out.
    static func measured(_ result: ThresholdResult) -> String {
        let value: String =
            result.value.map { text($0, of: result) } ?? (result.note == nil ? "-" : "without bound")
        guard let bounds = result.confidence95, bounds.count == 2 else { return value }
        let ends: [String] = bounds.map { text($0, of: result) }
        return ends[0] == ends[1] ? value : "\(value) (95 % \(ends[0]) to \(ends[1]))"
    }

    /// The cell that decides, and of windows which one: `push@10, trial 4 at 5 s`.
    static func place(_ result: ThresholdResult) -> String {
        let worst: String? = result.windows?.worst.map {
            "trial \($0.trial) at \(seconds($0.second)) s"
        }
        return [result.cell, worst].compactMap(\.self).joined(separator: ", ")
    }

    /// What a reader must know beside the value; nil where it says all.
    static func remark(_ result: ThresholdResult) -> String? {
        var parts: [String] = []
        if let aborted = result.aborted {
            let place: String =
                aborted.second.map { "in trial \(aborted.trial), at \(seconds($0)) s" }
                ?? "after trial \(aborted.trial)"
            parts.append("it ended the run \(place)")
        }
        if let windows = result.windows, windows.failed > 0 {
            parts.append("\(windows.failed) of \(windows.checked) windows failed")
        }
        if let reason = result.undecided { parts.append("undecided: \(reason)") }
        if let note = result.note { parts.append(note) }
        return parts.isEmpty ? nil : "\(result.expression): \(parts.joined(separator: "; "))"
    }

    private static func text(_ value: Double, of result: ThresholdResult) -> String {
        let unit: String = result.unit ?? ""
        let isCount: Bool = unit.isEmpty && value == value.rounded() && value.magnitude < 1e15
        return isCount ? NumberFormat.count(Int(value)) : UnitFormat.text(value, unit: unit)
    }

    /// To a tenth, as short as it can be.
    private static func seconds(_ value: Double) -> String {
        NumberFormat.chosen((value * 10).rounded() / 10)
    }
}
