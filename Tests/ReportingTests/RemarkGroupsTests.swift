import Results
import Testing

@testable import Reporting

@Suite struct RemarkGroupsTests {
    private func document(_ notes: [String]) -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.notes = notes
        return document
    }

    private func lines(_ notes: [String], joiningFigures: Bool) -> [String] {
        RemarkGroups(ReportFacts(document(notes))).lines(joiningFigures: joiningFigures)
    }

    @Test("what is said of several cells and trials alike is one line with its places")
    func equal() {
        let notes = [
            "polling@10: trials 1, 3: the clock ticked", "alone", "push@10: trial 2: the clock ticked",
            "push@10: another",
        ]
        for joiningFigures in [false, true] {
            #expect(
                lines(notes, joiningFigures: joiningFigures) == [
                    "the clock ticked (2 times: polling@10 trials 1, 3; push@10 trial 2)", "alone",
                    "push@10: another",
                ])
        }
    }

    @Test("remarks that differ in their figures share a line on a screen, and none in the file")
    func figures() {
        let notes = [
            "polling@10: trial 1: latency rose by 4.5 % (p 0.01)",
            "polling@10: trial 3: latency rose by 12 % (p 0.002)",
            "push@10: trial 2: latency rose by 1,204 % (p 0.02)",
            "push@10: trial 2: latency fell by 3 % (p 0.02)",
        ]
        #expect(
            lines(notes, joiningFigures: true) == [
                "polling@10: trial 1: latency rose by 4.5 % (p 0.01) (and 2 more with other figures: "
                    + "polling@10, push@10)",
                "push@10: trial 2: latency fell by 3 % (p 0.02)",
            ])
        #expect(lines(notes, joiningFigures: false) == notes)
    }

    @Test("remarks about the run are not joined, whatever their figures")
    func ofRun() {
        let notes = ["note 1", "note 2", "elsewhere@3: note 1"]
        #expect(lines(notes, joiningFigures: true) == notes)
    }
}
