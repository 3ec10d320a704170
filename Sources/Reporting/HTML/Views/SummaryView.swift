import Results

/// The top of the page.
struct SummaryView: Sendable {
    /// What is said of one load point.
    struct Claim: Sendable {
        /// As HTML, both.
        let sentences: [String]
        let explanations: [String]
    }

    /// From as many sentences on, they are set smaller.
    private static let manySentences: Int = 4

    /// `pass`, `fail`, `invalid`.
    let verdictClass: String
    let glyph: String
    let word: String
    /// As HTML.
    let rest: String
    let partialNote: String?
    let scenario: String
    let when: String
    let claims: [Claim]
    let isMany: Bool
    let fewPairs: String?
    let run: String

    init(_ facts: ReportFacts) {
        let document: ResultsDocument = facts.document
        let sentence = VerdictSentence(document)
        verdictClass = document.verdict.rawValue
        glyph = VerdictIcon.glyph(document.verdict)
        word = sentence.word
        rest = HTMLText.prose(sentence.sentence(document))
        partialNote = sentence.partial
        scenario = TextTable.oneLine(document.scenario)
        when = Self.readable(document.startedAt)
        claims = facts.loads.map { load in
            Claim(
                sentences: (FaultSentence.all(facts, at: load) + ComparisonSentence.all(facts, at: load))
                    .map(ClaimText.html),
                explanations: Explanations.all(facts, at: load).map(HTMLText.prose))
        }.filter { !$0.sentences.isEmpty || !$0.explanations.isEmpty }
        isMany = claims.reduce(0) { $0 + $1.sentences.count } >= Self.manySentences
        fewPairs = ComparisonSentence.fewPairs(facts)
        run = TextTable.oneLine(RunSentence.text(facts))
    }

    /// `2026-11-23 05:21 UTC` from `2026-11-23T05:21:40Z`; any other text as it is.
    private static func readable(_ instant: String) -> String {
        guard instant.count == 20, instant.hasSuffix("Z"), let t = instant.firstIndex(of: "T") else {
            return instant
        }
        let clock: Substring = instant[instant.index(after: t)...].prefix(5)
        return "\(instant[..<t]) \(clock) UTC"
    }
}
