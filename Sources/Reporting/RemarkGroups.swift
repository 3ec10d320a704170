import Results

/// Remarks of which many say the same of several trials or cells, a line each.
struct RemarkGroups: Sendable {
    /// A remark and what it is about.
    private struct Remark {
        var whole: String
        /// `push@10`, `push at 10 tasks/s`; nil for a remark about the run.
        var cell: String?
        /// `trials 1, 4`.
        var trials: String?
        var text: String
    }

    private let remarks: [Remark]

    init(_ facts: ReportFacts) {
        let cells: [String] = facts.document.cells.flatMap { cell in
            ["\(cell.arm)@\(cell.load.name)", "\(cell.arm) at \(ReportFacts.name(cell.load))"]
        }
        remarks = facts.remarks().map { Self.parted($0, cells: cells) }
    }

    /// A line for each remark, in their order; those that say the same share the first one's place.
    ///
    /// - Parameter joiningFigures: also those that differ in their figures alone, of which the first one's
    ///   are shown.
    func lines(joiningFigures: Bool) -> [String] {
        var order: [String] = []
        var groups: [String: [Remark]] = [:]
        for remark in remarks {
            let isOfCell: Bool = remark.cell != nil
            let key: String =
                !isOfCell ? remark.whole : joiningFigures ? Self.withoutFigures(remark.text) : remark.text
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(remark)
        }
        return order.compactMap { groups[$0].flatMap(Self.line) }
    }

    private static func line(_ group: [Remark]) -> String? {
        guard let first = group.first else { return nil }
        guard group.count > 1 else { return first.whole }
        guard group.allSatisfy({ $0.text == first.text }) else {
            let cells: [String] = once(group.dropFirst().compactMap(\.cell))
            return "\(first.whole) (and \(group.count - 1) more with other figures: \(listed(cells)))"
        }
        let places: [String] = once(
            group.map { [$0.cell, $0.trials].compactMap(\.self).joined(separator: " ") })
        return "\(first.text) (\(places.count) times: \(places.joined(separator: "; ")))"
    }

    private static func parted(_ remark: String, cells: [String]) -> Remark {
        var parts = Remark(whole: remark, text: remark)
        guard let cell = cells.first(where: { remark.hasPrefix("\($0): ") }) else { return parts }
        parts.cell = cell
        parts.text.removeFirst(cell.count + 2)
        guard parts.text.hasPrefix("trial"), let colon = parts.text.firstIndex(of: ":") else { return parts }
        let trials: Substring = parts.text[..<colon]
        let numbers: Substring = trials.drop { $0.isLetter }
        guard numbers.allSatisfy({ $0.isNumber || $0 == "," || $0 == " " }) else { return parts }
        parts.trials = String(trials)
        parts.text = String(parts.text[colon...].dropFirst().drop { $0 == " " })
        return parts
    }

    /// With `#` for every number.
    private static func withoutFigures(_ text: String) -> String {
        var result = ""
        var isInNumber = false
        for character in text {
            let isPoint: Bool = isInNumber && (character == "." || character == ",")
            if character.isNumber {
                if !isInNumber { result.append("#") }
                isInNumber = true
            } else if !isPoint {
                isInNumber = false
                result.append(character)
            }
        }
        return result
    }

    private static func once(_ items: [String]) -> [String] {
        items.enumerated().filter { items.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    /// The first few, and how many more there are.
    private static func listed(_ items: [String]) -> String {
        let shown: [String] = Array(items.prefix(mostNamed))
        let more: Int = items.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more cells" : "")
    }

    private static let mostNamed: Int = 4
}
