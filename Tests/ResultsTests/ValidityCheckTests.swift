import Results
import Testing

@Suite("What was watched in a cell")
struct ValidityCheckTests {
    private func check(_ name: String, _ value: Double, limit: Double = 10) -> ValidityCheck {
        ValidityCheck(
            name: name, passed: value <= limit, value: value, limit: limit, unit: "%",
            sentence: "\(name) \(Int(value))")
    }

    private func trial(
        _ position: Int, discarded: Bool = false, partial: Bool = false, _ checks: [ValidityCheck]?
    ) -> Trial {
        var trial = DocumentFixture.trial(
            block: 0, position: position, discarded: discarded, partial: partial)
        trial.checks = checks
        return trial
    }

    @Test("the worst trial's finding stands for a cell, and says which it was")
    func worst() {
        let found = ValidityCheck.worst(of: [
            trial(1, [check("a", 3), check("b", 1)]), trial(2, [check("a", 12), check("b", 4)]),
            trial(3, [check("a", 11), check("b", 2), check("c", 0)]),
        ])
        #expect(found.map(\.name) == ["a", "b", "c"])
        #expect(found.map(\.value) == [12, 4, 0])
        #expect(found.map(\.passed) == [false, true, true])
        #expect(
            found.map(\.sentence) == ["trial 2 (and in 1 more): a 12", "at worst: b 4", "at worst: c 0"])
    }

    @Test("a trial that failed is worse than one nearer to a larger limit of its own")
    func limits() {
        let found = ValidityCheck.worst(of: [
            trial(1, [check("a", 90, limit: 100)]), trial(2, [check("a", 12)]),
        ])
        #expect(found[0].value == 12 && !found[0].passed)
        let passed = ValidityCheck.worst(of: [
            trial(1, [check("a", 80, limit: 100)]), trial(2, [check("a", 9)]),
        ])
        #expect(passed[0].value == 9)
    }

    @Test("discarded trials have no say; one that was cut short has where none was completed")
    func counted() {
        let discarded = trial(0, discarded: true, [check("a", 99)])
        #expect(ValidityCheck.worst(of: [discarded]).isEmpty)
        #expect(ValidityCheck.worst(of: [discarded, trial(1, [check("a", 3)])]).map(\.sentence) == ["a 3"])
        let partial = trial(2, partial: true, [check("a", 5)])
        #expect(ValidityCheck.worst(of: [discarded, partial]).map(\.value) == [5])
        #expect(
            ValidityCheck.worst(of: [discarded, partial, trial(3, [check("a", 3)])]).map(\.value) == [3])
        #expect(ValidityCheck.worst(of: [trial(1, nil)]).isEmpty)
    }

    @Test("a document with checks reads back as it was, and without any has no key")
    func roundTrip() throws {
        var document = DocumentFixture.document(trials: [trial(1, [check("a", 3)])])
        document.cells[0].checks = [
            check("a", 3),
            ValidityCheck(
                name: "log", passed: true, value: nil, limit: nil, unit: "", invalidates: false,
                sentence: "whole"),
        ]
        let bytes = try document.json()
        #expect(try ResultsDocument(json: bytes) == document)
        #expect(
            String(decoding: bytes, as: UTF8.self).contains(
                #"{"invalidates":false,"limit":null,"name":"log","passed":true,"sentence":"whole","unit":"","#
                    + #""value":null}"#))
        let without = try DocumentFixture.document(trials: [trial(1, nil)]).json()
        #expect(!String(decoding: without, as: UTF8.self).contains("\"checks\""))
    }
}
