import Results

/// What a run says, in one sentence that a report starts with.
package struct VerdictSentence: Sendable {
    /// `Pass`, `Fail`, `Invalid`.
    let word: String
    /// The rest, from the colon on.
    let rest: String

    package init(_ document: ResultsDocument) {
        let facts = ReportFacts(document)
        let failed: [String] = document.thresholds.filter { !$0.passed }.map(\.expression)
        switch document.verdict {
        case .pass:
            word = "Pass"
            let count: Int = document.thresholds.count
            rest = count == 0 ? "nothing was asked of it that it did not do." : Self.held(count)
        case .fail:
            word = "Fail"
            let reasons: [String] =
                document.reasons.isEmpty ? failed.map { "\($0) did not hold" } : document.reasons
            rest = Self.joined(reasons, otherwise: "a threshold did not hold")
        case .invalid:
            word = "Invalid"
            let why: String = Self.joined(document.reasons, otherwise: "the run cannot tell")
            rest = "\(why) Read the figures below as what happened, not as what the server can do."
        }
        if document.partial {
            let trials: Int = facts.countedTrials
            let measured: String = trials == 1 ? "1 trial was" : "\(trials) trials were"
            partial = "The run ended early: \(measured) measured, and the figures cover those."
        } else {
            partial = nil
        }
    }

    /// The rest as a sentence of its own, for where the word is a heading. Names stay as they are written.
    func sentence(_ document: ResultsDocument) -> String {
        let first: Substring = rest.prefix { $0 != " " }
        let isName: Bool =
            !first.allSatisfy { $0.isASCII && $0.isLowercase } || document.cells.contains { $0.arm == first }
            || document.thresholds.contains { rest.hasPrefix($0.expression) }
        return isName ? rest : rest.prefix(1).uppercased() + rest.dropFirst()
    }

    /// Said when the run ended before its planned end.
    let partial: String?

    package var text: String { ["\(word): \(rest)", partial].compactMap(\.self).joined(separator: " ") }

    private static func held(_ count: Int) -> String {
        count == 1 ? "its threshold held." : "all \(count) thresholds held."
    }

    /// The first reasons; a run can have dozens, and the rest stand in the notes.
    private static func joined(_ reasons: [String], otherwise: String) -> String {
        var shown: [String] = reasons.isEmpty ? [otherwise] : Array(reasons.prefix(shownReasons))
        if reasons.count > shownReasons { shown.append("and \(reasons.count - shownReasons) more") }
        let text: String = shown.joined(separator: "; ")
        return text.hasSuffix(".") ? text : "\(text)."
    }

    private static let shownReasons: Int = 3

    /// The reasons that the sentence only counts, but for those that the section on thresholds gives.
    static func hiddenReasons(_ document: ResultsDocument) -> [String] {
        let hasSection: Bool = document.thresholds.contains { !$0.isByDefault }
        return document.reasons.dropFirst(shownReasons).filter {
            !hasSection || !$0.hasPrefix("threshold ")
        }
    }
}
