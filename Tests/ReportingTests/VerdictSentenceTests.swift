import Results
import Testing

@testable import Reporting

@Suite struct VerdictSentenceTests {
    @Test(
        "behind a heading the verdict's sentence begins with a capital, unless a name begins it",
        arguments: [
            ("the run cannot tell", "The run cannot tell. "), ("push@10: late", "push@10: late. "),
            ("push was slow", "push was slow. "), ("p99 is missing", "p99 is missing. "),
            ("lost == 0 did not hold", "lost == 0 did not hold. "), ("Éclair", "Éclair. "),
        ])
    func capitals(reason: String, expected: String) {
        var document = SampleDocument.busyRun()
        document.verdict = .invalid
        document.reasons = [reason]
        document.thresholds = [ThresholdResult(expression: "lost == 0", value: 3, passed: false)]
        let sentence = VerdictSentence(document)
        #expect(sentence.sentence(document).hasPrefix(expected))
        #expect(sentence.text.hasPrefix("Invalid: \(reason)"))
    }

    @Test("a verdict of one or of no threshold is a sentence, too")
    func few() {
        var document = SampleDocument.busyRun()
        document.thresholds = Array(document.thresholds.prefix(1))
        #expect(VerdictSentence(document).sentence(document) == "Its threshold held.")
        document.thresholds = []
        #expect(VerdictSentence(document).sentence(document).hasPrefix("Nothing was asked"))
    }
}
