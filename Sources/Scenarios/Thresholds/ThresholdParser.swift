/// Reads a threshold expression by recursive descent.
///
///     threshold  = value comparison quantity [ "every" duration ]
///     value      = operand [ ( "/" | "-" ) operand ] | arm "/" arm figure [ "@" load ]
///     operand    = [ arm "." ] figure [ "@" load ]
///     figure     = word { "." word }
///     comparison = "<" | "<=" | ">" | ">=" | "==" | "!="
///     quantity   = [ "-" ] number [ unit ]
///
/// Names are words (a letter or `_` first, then digits and `-` too) or stand in quotes. A minus between
/// two figures has blanks around it, since names may hold one.
package struct ThresholdParser {
    let text: String
    /// What the names are looked up in; nil takes any.
    let scope: ThresholdScope?
    private let tokens: [ThresholdToken]
    private var next: Int = 0

    /// - Parameter scope: the scenario's arms and load points; without it names are not looked up.
    /// - Throws: at the first thing that is wrong.
    package static func parse(
        _ text: String, scope: ThresholdScope? = nil
    ) throws(ThresholdSyntaxError) -> ThresholdExpression {
        var parser = ThresholdParser(
            text: text, scope: scope, tokens: try ThresholdTokenizer.tokens(of: text))
        return try parser.expression()
    }

    private init(text: String, scope: ThresholdScope?, tokens: [ThresholdToken]) {
        self.text = text
        self.scope = scope
        self.tokens = tokens
    }

    /// The next token; the end again and again.
    var token: ThresholdToken { tokens[min(next, tokens.count - 1)] }

    /// The one after it.
    var following: ThresholdToken { tokens[min(next + 1, tokens.count - 1)] }

    mutating func advance() { next += 1 }

    func error(_ range: Range<Int>, _ what: String, remedy: String) -> ThresholdSyntaxError {
        ThresholdSyntaxError(text: text, range: range, complaint: Complaint(what, remedy: remedy))
    }

    private mutating func expression() throws(ThresholdSyntaxError) -> ThresholdExpression {
        let left: ThresholdOperand
        let combination: ThresholdExpression.Combination?
        let start: Int = token.range.lowerBound
        if let pair = try armPair() {
            (left, combination) = (pair.left, .ratio(pair.right))
        } else {
            left = try operand()
            combination = try self.combination(left, from: start)
        }
        let value: Range<Int> = start..<tokens[next - 1].range.upperBound
        let comparison = try self.comparison(isCombined: combination != nil)
        var result = ThresholdExpression(
            left: left, combination: combination, comparison: comparison, limit: .zero)
        result.limit = try quantity(of: result.dimension, left.figure, isRatio: isRatio(combination))
        result.window = try window(result, value: value)
        guard token.kind == .end else {
            throw error(
                token.range, "\(token.words) stands behind the condition",
                remedy: "end it here, or go on with `every 5s`")
        }
        return result
    }

    private func isRatio(_ combination: ThresholdExpression.Combination?) -> Bool {
        if case .ratio = combination { true } else { false }
    }

    private mutating func combination(
        _ left: ThresholdOperand, from start: Int
    ) throws(ThresholdSyntaxError) -> ThresholdExpression.Combination? {
        guard token.kind == .slash || token.kind == .minus else { return nil }
        let isRatio: Bool = token.kind == .slash
        let leftRange: Range<Int> = start..<tokens[next - 1].range.upperBound
        advance()
        let rightStart: Int = token.range.lowerBound
        let right: ThresholdOperand = try operand()
        let rightRange: Range<Int> = rightStart..<tokens[next - 1].range.upperBound
        for (operand, range) in [(left, leftRange), (right, rightRange)] where operand.arm == nil {
            throw error(
                range, "`\(operand.figure)` names no arm, and a comparison of two figures needs both",
                remedy: "write ARM.\(operand.figure)")
        }
        let (one, other) = (left.figure.dimension, right.figure.dimension)
        guard one == other else {
            throw error(
                rightRange,
                "`\(left.figure)` is \(one.words) and `\(right.figure)` is \(other.words)",
                remedy: "compare figures of one kind")
        }
        return isRatio ? .ratio(right) : .difference(right)
    }

    private mutating func comparison(isCombined: Bool) throws(ThresholdSyntaxError) -> ThresholdComparison {
        if case .comparison(let comparison) = token.kind {
            advance()
            return comparison
        }
        let isThird: Bool = isCombined && (token.kind == .slash || token.kind == .minus)
        guard !isThird else {
            throw error(
                token.range, "a threshold compares at most two figures", remedy: "write < and a limit here")
        }
        throw error(
            token.range, "\(token.words) stands where a comparison has to be",
            remedy: isCombined ? "write < and a limit" : "write < and a limit, or / and a second figure")
    }

    private mutating func quantity(
        of dimension: ThresholdDimension, _ figure: ThresholdFigure, isRatio: Bool
    ) throws(ThresholdSyntaxError) -> ThresholdQuantity {
        let start: Int = token.range.lowerBound
        var sign: String = ""
        if token.kind == .minus {
            sign = "-"
            advance()
        }
        guard case .number(let written) = token.kind else {
            let isFigure: Bool = if case .word = token.kind { true } else { false }
            throw error(
                token.range, "\(token.words) stands where the limit has to be",
                remedy: isFigure
                    ? "write \(dimension.example); two figures are divided: push.traffic / polling.traffic < 1"
                    : "write \(dimension.example)")
        }
        let digits: Substring = written.prefix { $0.isNumber || $0 == "." }
        var name: String = String(written.dropFirst(digits.count))
        var unitRange: Range<Int> = (token.range.lowerBound + digits.count)..<token.range.upperBound
        let numberRange: Range<Int> = start..<(token.range.lowerBound + digits.count)
        advance()
        if name.isEmpty, let separate = separateUnit() {
            name = separate
            unitRange = token.range
            advance()
        }
        guard let unit = ThresholdUnit(name: name) else { throw unknownUnit(name, unitRange) }
        guard let quantity = ThresholdQuantity(sign + digits, unit: unit) else {
            throw error(
                numberRange, "`\(sign)\(Value.shortened(String(digits)))` is no number of up to 15 digits",
                remedy: "write \(dimension.example)")
        }
        // 0 is the same in every unit.
        guard dimension.accepts(unit) || unit == .none && quantity == .zero else {
            let what: String = isRatio ? "a ratio" : "`\(figure)` (\(dimension.words))"
            let found: String = unit == .none ? "a number without a unit" : "`\(unit.rawValue)`"
            throw error(
                unit == .none ? numberRange : unitRange, "\(what) is not compared with \(found)",
                remedy: "write \(dimension.example)")
        }
        // A limit that every run meets guards nothing: 5 was meant as a percentage.
        guard scope == nil || isRatio || dimension != .share || quantity.value(of: .share).magnitude <= 1
        else {
            throw error(
                numberRange, "`\(figure)` is a part of a whole, at most 1",
                remedy: "write a percentage such as 5%, or a number up to 1")
        }
        return quantity
    }

    /// A unit that stands apart from its number.
    private func separateUnit() -> String? {
        switch token.kind {
        case .percent: return "%"
        case .word(let word) where word != "every": return word
        default: return nil
        }
    }

    private func unknownUnit(_ name: String, _ range: Range<Int>) -> ThresholdSyntaxError {
        let nearest: String? =
            ThresholdUnit.names.first { $0.lowercased() == name.lowercased() }
            ?? NearestKey.suggestion(for: name, among: ["every"])
        return error(
            range, "`\(Value.shortened(name))` is no unit",
            remedy: nearest.map { "did you mean `\($0)`?" }
                ?? "use one of \(ThresholdUnit.names.joined(separator: ", "))")
    }

    private mutating func window(
        _ expression: ThresholdExpression, value: Range<Int>
    ) throws(ThresholdSyntaxError) -> Int64? {
        guard case .word("every") = token.kind else { return nil }
        let keyword: Range<Int> = token.range
        advance()
        guard case .number(let written) = token.kind else {
            throw error(
                token.range, "\(token.words) stands where the length of the windows has to be",
                remedy: "write a duration such as 5s")
        }
        let range: Range<Int> = token.range
        advance()
        let length: Int64
        do {
            length = try DurationText.nanoseconds(from: written)
        } catch {
            let complaint = ScenarioLimits.complaint("every", text: Value.shortened(written), error)
            throw ThresholdSyntaxError(text: text, range: range, complaint: complaint)
        }
        guard expression.combination == nil else {
            throw error(
                keyword, "windows are looked at one figure at a time",
                remedy: "leave out `every`, or compare one figure with a limit")
        }
        guard expression.left.figure.hasWindows else {
            throw error(
                value, "`\(expression.left.figure)` is known of the whole run only",
                remedy: "leave out `every`, or use \(Self.windowed)")
        }
        if let complaint = ScenarioLimits.complaint("every", duration: length, ScenarioLimits.thresholdWindow)
        {
            throw ThresholdSyntaxError(text: text, range: range, complaint: complaint)
        }
        if let complaint = scope?.windowComplaint(length) {
            throw ThresholdSyntaxError(text: text, range: range, complaint: complaint)
        }
        return length
    }

    private static let windowed: String =
        "a latency (mean, p50, p90, p99, max), messages, updates, events, lost, errors, server.cpuPercent or "
        + "server.residentBytes"
}
