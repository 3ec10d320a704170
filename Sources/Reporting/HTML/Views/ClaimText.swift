/// A sentence of ``ComparisonSentence`` or ``FaultSentence`` set for reading: what was found stands out, what bounds
/// it steps back.
///
/// Only the look of a sentence depends on its words here: one that is put otherwise stays whole.
enum ClaimText {
    /// As HTML.
    static func html(_ sentence: String) -> String {
        HTMLText.prose(sentence)
            .replacing(#/\([^()]*\)/#) { "<span class=\"aside\">\($0.output)</span>" }
            .replacing(finding) { "<strong>\($0.output)</strong>" }
    }

    /// `5.1 times sooner`, `6.7 times the traffic`, `72 % less traffic`, `4.1 points less server CPU`; `were back in
    /// 5.82 s` where that is one arm's time, and not one of several.
    private static var finding: Regex<Substring> {
        #/[0-9][0-9.,]*\s(?:times (?:sooner|later|the (?:traffic|server CPU))|(?:%|points?) (?:less|more) (?:traffic|server CPU))|were back in\s[0-9][0-9.,]*\s[µm]?s(?!\s<span)/#
    }
}
