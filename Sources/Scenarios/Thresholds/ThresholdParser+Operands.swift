extension ThresholdParser {
    /// A name as it stands in the expression.
    struct Name {
        var text: String
        var range: Range<Int>
        var isQuoted: Bool
    }

    /// `arm.figure@load`, without arm or load point where these are left out.
    mutating func operand() throws(ThresholdSyntaxError) -> ThresholdOperand {
        var names: [Name] = [try name("an arm or a figure")]
        while token.kind == .dot {
            advance()
            names.append(try name("a name"))
        }
        let arm: Name? = try self.arm(names)
        let words: [Name] = arm == nil ? names : Array(names.dropFirst())
        let last: Name = names[names.count - 1]
        let range: Range<Int> = names[0].range.lowerBound..<last.range.upperBound
        return try located(try figure(words, of: arm, after: last), arm: arm, at: range)
    }

    /// `push/polling traffic`: one figure of two arms. Nil where something else stands here.
    mutating func armPair() throws(ThresholdSyntaxError) -> (left: ThresholdOperand, right: ThresholdOperand)?
    {
        var ahead: ThresholdParser = self
        guard let left = try? ahead.name(""),
            left.isQuoted || !ThresholdFigure.firstWords.contains(left.text),
            ahead.token.kind == .slash
        else { return nil }
        ahead.advance()
        guard let right = try? ahead.name("") else { return nil }
        guard case .word = ahead.token.kind else { return nil }
        var words: [Name] = [try ahead.name("a figure")]
        while ahead.token.kind == .dot {
            ahead.advance()
            words.append(try ahead.name("a name"))
        }
        self = ahead
        try check(arm: left)
        try check(arm: right)
        let figure: ThresholdFigure = try self.figure(words, of: left, after: words[words.count - 1])
        let range: Range<Int> = words[0].range.lowerBound..<words[words.count - 1].range.upperBound
        // What follows the figure belongs to both arms.
        var again: ThresholdParser = self
        let one: ThresholdOperand = try again.located(figure, arm: left, at: range)
        return (one, try located(figure, arm: right, at: range))
    }

    private mutating func name(_ wanted: String) throws(ThresholdSyntaxError) -> Name {
        let found: ThresholdToken = token
        switch found.kind {
        case .word(let text):
            advance()
            return Name(text: text, range: found.range, isQuoted: false)
        case .quoted(let text):
            advance()
            return Name(text: text, range: found.range, isQuoted: true)
        case .number:
            throw error(
                found.range, "\(found.words) stands where \(wanted) has to be",
                remedy: "write the figure first, and quote names that begin with a digit")
        default:
            throw error(
                found.range, "\(found.words) stands where \(wanted) has to be",
                remedy: "write a figure such as push.updateLatency.p99, or lost for all arms")
        }
    }

    /// The arm that a path of names begins with; nil when it begins with a figure.
    private func arm(_ names: [Name]) throws(ThresholdSyntaxError) -> Name? {
        let first: Name = names[0]
        if !first.isQuoted, ThresholdFigure.firstWords.contains(first.text) { return nil }
        let isArm: Bool = scope?.arms.contains { $0.name == first.text } ?? true
        guard names.count > 1 else {
            guard !first.isQuoted, scope == nil || !isArm else {
                throw error(
                    first.range.upperBound..<first.range.upperBound,
                    "a figure of the arm `\(first.text)` is missing",
                    remedy: "go on with one such as .updateLatency.p50")
            }
            throw unknown(first, among: ThresholdFigure.firstWords, as: "figure")
        }
        // A misspelt figure is no arm.
        if !first.isQuoted, scope == nil || !isArm, !ThresholdFigure.firstWords.contains(names[1].text),
            NearestKey.suggestion(for: first.text, among: ThresholdFigure.firstWords) != nil
        {
            throw unknown(first, among: ThresholdFigure.firstWords, as: "figure")
        }
        try check(arm: first)
        return first
    }

    private func check(arm name: Name) throws(ThresholdSyntaxError) {
        guard let scope, !scope.arms.contains(where: { $0.name == name.text }) else { return }
        throw unknown(name, among: scope.arms.map(\.name), as: "arm")
    }

    /// The figure that words name; all of them, or it is none.
    private func figure(
        _ words: [Name], of arm: Name?, after last: Name
    ) throws(ThresholdSyntaxError) -> ThresholdFigure {
        if words.first?.text == "errors", words.count == 2 { return .errors(kind: try kind(words[1])) }
        var candidates: [ThresholdFigure] = ThresholdFigure.all
        for (place, word) in words.enumerated() {
            let fitting: [ThresholdFigure] = candidates.filter {
                $0.path.count > place && $0.path[place] == word.text
            }
            guard !fitting.isEmpty else {
                var options: [String] = []
                for path in candidates.map(\.path) where path.count > place && !options.contains(path[place])
                {
                    options.append(path[place])
                }
                guard place > 0 else { throw unknown(word, among: options, as: "figure") }
                let before: String = words[..<place].map(\.text).joined(separator: ".")
                guard !options.isEmpty else {
                    throw error(
                        word.range, "`\(before)` has nothing named `\(Value.shortened(word.text))`",
                        remedy: "leave it out")
                }
                throw unknown(word, among: options, as: "part of `\(before)`")
            }
            candidates = fitting
        }
        if let figure = candidates.first(where: { $0.path.count == words.count }) { return figure }
        let options: [String] = candidates.map { ".\($0.path.dropFirst(words.count).joined(separator: "."))" }
        let end: Int = last.range.upperBound
        throw error(
            end..<end, "`\(words.map(\.text).joined(separator: "."))` has several values",
            remedy: "go on with one of \(options.joined(separator: ", "))")
    }

    /// A kind of errors, which has to be one that a run can count.
    private func kind(_ name: Name) throws(ThresholdSyntaxError) -> String {
        guard scope != nil, !ErrorKind.isKnown(name.text) else { return name.text }
        let nearest: String? = ErrorKind.nearest(name.text).map { $0.contains(" ") ? "\"\($0)\"" : $0 }
        throw error(
            name.range, "`\(Value.shortened(name.text))` is no kind of errors",
            remedy: nearest.map { "did you mean `\($0)`?" } ?? "write one of \(ErrorKind.summary)")
    }

    /// With its load point, if one follows, and checked against what the arm can have.
    ///
    /// - Parameter range: of the operand's names.
    private mutating func located(
        _ figure: ThresholdFigure, arm: Name?, at range: Range<Int>
    ) throws(ThresholdSyntaxError) -> ThresholdOperand {
        var operand = ThresholdOperand(arm: arm?.text, figure: figure)
        if case .load(let label) = token.kind {
            let found: ThresholdToken = token
            advance()
            if let scope, !scope.loads.contains(where: { $0.label == label }) {
                let name = Name(text: label, range: found.range, isQuoted: true)
                throw unknown(name, among: scope.loads.map(\.label), as: "load point")
            }
            operand.load = label
        }
        if let complaint = scope?.complaint(operand) {
            throw ThresholdSyntaxError(text: text, range: range, complaint: complaint)
        }
        return operand
    }

    private func unknown(_ name: Name, among known: [String], as kind: String) -> ThresholdSyntaxError {
        // One rate is as near to another as any.
        let isNumber: Bool = Double(name.text) != nil
        let nearest: String? = isNumber ? nil : NearestKey.suggestion(for: name.text, among: known)
        // A minus without blanks is a part of the name before it.
        let isJoined: Bool = !name.isQuoted && nearest == nil && name.text.contains("-")
        var remedy: String =
            nearest.map { "did you mean `\($0)`?" } ?? "write one of \(known.joined(separator: ", "))"
        if isJoined { remedy += "; a minus between figures needs blanks around it" }
        return error(name.range, "`\(Value.shortened(name.text))` is no \(kind)", remedy: remedy)
    }
}
