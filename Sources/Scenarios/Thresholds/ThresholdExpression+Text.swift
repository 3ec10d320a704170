extension ThresholdExpression: CustomStringConvertible {
    /// The canonical spelling.
    package var description: String {
        let value: String =
            switch combination {
            case nil: "\(left)"
            case .ratio(let right): "\(left) / \(right)"
            case .difference(let right): "\(left) - \(right)"
            }
        let windows: String = window.map { " every \(DurationText.format($0))" } ?? ""
        return "\(value) \(comparison.rawValue) \(limit)\(windows)"
    }
}

extension ThresholdOperand: CustomStringConvertible {
    package var description: String {
        let arm: String = arm.map { "\(Self.armText($0))." } ?? ""
        let load: String = load.map { "@\(Self.loadText($0))" } ?? ""
        return arm + figure.description + load
    }

    /// Quoted where it would be read as something else: a figure's name, a number.
    private static func armText(_ name: String) -> String {
        let isWord: Bool = ThresholdTokenizer.isWord(name) && !ThresholdFigure.firstWords.contains(name)
        return isWord ? name : ThresholdTokenizer.quoted(name)
    }

    private static func loadText(_ label: String) -> String {
        ThresholdTokenizer.isLoadLabel(label) ? label : ThresholdTokenizer.quoted(label)
    }
}

extension ThresholdFigure: CustomStringConvertible {
    package var description: String {
        guard case .errors(let kind?) = self else { return path.joined(separator: ".") }
        return "errors." + (ThresholdTokenizer.isWord(kind) ? kind : ThresholdTokenizer.quoted(kind))
    }
}

extension ThresholdQuantity: CustomStringConvertible {
    package var description: String { digits + unit.rawValue }
}
