/// A piece of a threshold expression.
struct ThresholdToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// Letters, digits, `_` and `-`, a letter or `_` first.
        case word(String)
        /// What stood in quotes.
        case quoted(String)
        /// Digits, and what follows them without a blank: `50ms`, `1m30s`.
        case number(String)
        /// `@` and the load point behind it.
        case load(String)
        case comparison(ThresholdComparison)
        case dot, slash, minus
        case percent
        case end
    }

    var kind: Kind
    /// Where it stands, in Unicode scalars; empty at the end.
    var range: Range<Int>

    /// For sentences: what was found in place of what was expected.
    var words: String {
        switch kind {
        case .word(let text), .quoted(let text), .number(let text): "`\(Value.shortened(text))`"
        case .load(let text): "`@\(Value.shortened(text))`"
        case .comparison(let comparison): "`\(comparison.rawValue)`"
        case .dot: "a dot"
        case .slash: "`/`"
        case .minus: "`-`"
        case .percent: "`%`"
        case .end: "the end"
        }
    }
}

/// Why a text is no threshold, and where.
package struct ThresholdSyntaxError: Error, Sendable, Equatable {
    /// The expression as it was written.
    package var text: String
    /// The offending part, in Unicode scalars; empty where something is missing.
    package var range: Range<Int>
    package var complaint: Complaint

    /// The expression, and under it a mark at the offending part.
    package var excerpt: [String] {
        let line: String = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        let mark: String = String(repeating: "^", count: max(1, range.count))
        return ["    \(line)", "    \(String(repeating: " ", count: range.lowerBound))\(mark)"]
    }
}
