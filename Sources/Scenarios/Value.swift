import Yams

/// A value of the scenario file: reads it as what its key wants, or reports why it cannot.
struct Value {
    /// Dotted path, for instance `phases.steady`.
    let name: String
    let node: Node
    /// Where the key stands, for values that are missing.
    let key: Position
    let tree: YAMLTree
    let log: ProblemLog

    var position: Position { isMissing ? key : Section.position(of: node) }

    /// `key:` with nothing behind it.
    private var isMissing: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.string.isEmpty && scalar.style == .plain
    }

    func report(_ what: String, remedy: String) {
        log.add(at: position, Complaint(what, remedy: remedy))
    }

    /// The scalar's text; nil, reported, for lists, mappings and missing values.
    func text(_ wanted: String) -> String? {
        guard !isMissing else {
            report("`\(name)` has no value", remedy: "write \(wanted), or leave the key out")
            return nil
        }
        guard case .scalar(let scalar) = node else {
            let kind: String = node.sequence == nil ? "mapping" : "list"
            report("`\(name)` is a \(kind)", remedy: "write \(wanted)")
            return nil
        }
        return scalar.string
    }

    func wholeNumber(_ range: ClosedRange<Int>) -> Int? {
        let wanted: String = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = text(wanted) else { return nil }
        guard Self.isPlainNumber(text), let number = Int(text) else {
            report("`\(name)` is \(Self.kind(of: text))", remedy: "write \(wanted)")
            return nil
        }
        return accept(number, ScenarioLimits.complaint(name, number, range))
    }

    func seed() -> UInt64? {
        let wanted: String = "a whole number from 0 to \(UInt64.max)"
        guard let text = text(wanted) else { return nil }
        guard Self.isPlainNumber(text), let number = UInt64(text) else {
            report("`\(name)` is \(Self.kind(of: text))", remedy: "write \(wanted)")
            return nil
        }
        return number
    }

    /// `10` or `10/s`.
    func rate(_ range: ClosedRange<Double>) -> Double? {
        guard let text = text("a rate a second such as 10 or 10/s") else { return nil }
        let number: Substring = text.hasSuffix("/s") ? text.dropLast(2) : text[...]
        guard Self.isPlainNumber(number), let rate = Double(number), rate.isFinite else {
            report("`\(name)` is \(Self.kind(of: text))", remedy: "write a rate a second such as 10 or 10/s")
            return nil
        }
        return accept(rate, ScenarioLimits.complaint(name, rate: rate, range))
    }

    /// Nanoseconds.
    func duration(_ range: ClosedRange<Int64>) -> Int64? {
        guard let text = text("a duration such as 250ms") else { return nil }
        do {
            let nanoseconds: Int64 = try DurationText.nanoseconds(from: text)
            return accept(nanoseconds, ScenarioLimits.complaint(name, duration: nanoseconds, range))
        } catch {
            log.add(at: position, ScenarioLimits.complaint(name, text: Self.shortened(text), error))
            return nil
        }
    }

    /// One of `choices`.
    func choice(_ choices: [String]) -> String? {
        let wanted: String = "one of \(choices.joined(separator: ", "))"
        guard let text = text(wanted) else { return nil }
        guard choices.contains(text) else {
            let nearest = NearestKey.suggestion(for: text, among: choices)
            report(
                "`\(name)` is `\(Self.shortened(text))`",
                remedy: nearest.map { "did you mean `\($0)`?" } ?? "write \(wanted)")
            return nil
        }
        return text
    }

    /// A name that can stand in paths, tables and threshold expressions.
    func identifier() -> String? {
        let wanted: String = "up to \(ScenarioLimits.nameLength) letters, digits, - and _"
        guard let text = text(wanted) else { return nil }
        guard text.count <= ScenarioLimits.nameLength, text.first.map(Self.isWord) == true,
            text.allSatisfy({ Self.isWord($0) || $0 == "-" })
        else {
            report(
                "`\(name)` is `\(Self.shortened(text))`", remedy: "write \(wanted), a letter or digit first")
            return nil
        }
        return text
    }

    private func accept<Number>(_ number: Number, _ complaint: Complaint?) -> Number? {
        guard let complaint else { return number }
        log.add(at: position, complaint)
        return nil
    }
}

extension Value {
    static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    /// Decimal digits with at most a sign, a point and an exponent: no `inf`, no `0x10`.
    static func isPlainNumber(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first, !text.isEmpty, text.count <= 40 else { return false }
        let digits: ClosedRange<Unicode.Scalar> = "0"..."9"
        let rest = text.unicodeScalars.dropFirst()
        return (digits.contains(first) || first == "-" || first == ".")
            && rest.allSatisfy { digits.contains($0) || "+-.eE".unicodeScalars.contains($0) }
    }

    /// A description of text that is not the number wanted.
    static func kind(of text: String) -> String {
        let quoted: String = "`\(shortened(text))`"
        if text.hasSuffix("%") { return "\(quoted), a percentage" }
        if text.contains("/"), !text.hasSuffix("/s") { return "\(quoted), in another unit than a second" }
        if isPlainNumber(text) { return "\(quoted), out of range or not whole" }
        return "\(quoted), no number"
    }

    /// Enough of a text to recognise it, on one line.
    static func shortened(_ text: String) -> String {
        let line: String = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 40 ? line : "\(line.prefix(40))..."
    }
}
