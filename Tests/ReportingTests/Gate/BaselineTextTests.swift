import Results
import Testing

@testable import Reporting

@Suite("What a comparison with a stored run says")
struct BaselineTextTests {
    private func report(
        _ verdict: GateVerdict, _ states: [(change: Double, state: GateMetric.State)], blocks: Int = 5
    ) -> BaselineReport {
        let origin = BaselineReport.Origin(SampleDocument.empty())
        return BaselineReport(
            stored: origin, current: origin, smallestEffect: 0.05, alpha: 0.01, settledConfidence: 0.99,
            verdict: verdict,
            rows: states.map { change, state in
                BaselineReport.Row(
                    metric: "server.cpuPercent", load: SampleDocument.busy, candidate: "push",
                    baseline: "polling", stored: 2, current: 2 * (1 + change), change: change,
                    lower: blocks < 3 ? nil : change - 0.01, settledUpper: blocks < 3 ? nil : change + 0.01,
                    storedPairs: blocks, currentPairs: blocks, state: state)
            }, notes: ["Used: ratios of arms."])
    }

    @Test("begins with the verdict and the ratio that made it")
    func verdicts() {
        let regressed = BaselineText.render(report(.regressed, [(0.2, .regressed)]), style: .plain)
        #expect(
            regressed.hasPrefix(
                "Regressed: server.cpuPercent of push to polling at 10 tasks/s +20.0 % against"))
        #expect(regressed.contains("Used: ratios of arms."))
        let markdown = BaselineText.markdown(report(.noDifference, [(0, .noDifference)]))
        #expect(
            markdown.contains("**No difference of 5 % or more**: the ratios are those of the stored run."))
    }

    @Test("names no more than three of many ratios, the largest changes first")
    func many() {
        let changes: [Double] = [0.06, 0.4, 0.1, 0.2, 0.07]
        let text = BaselineText.markdown(report(.regressed, changes.map { ($0, .regressed) }))
        #expect(text.contains("+40.0 %; server.cpuPercent of push to polling at 10 tasks/s +20.0 %"))
        #expect(text.contains("+10.0 %; 2 more against the stored ratios"))
    }

    @Test("names what was lost, with ratios that grew and without")
    func losses() {
        var lossy = report(.regressed, [(0, .noDifference)])
        lossy.reasons = ["the new run has 3 defects, the stored one none"]
        #expect(
            BaselineText.markdown(lossy).contains(
                "**Regressed**: the new run has 3 defects, the stored one none."))
        var both = report(.regressed, [(0.2, .regressed)])
        both.reasons = lossy.reasons
        #expect(
            BaselineText.markdown(both).contains(
                "+20.0 % against the stored ratios; the new run has 3 defects"))
        var baseline = report(.cannotTell, [(0, .noDifference)])
        baseline.reasons = ["the stored run itself has 3 defects"]
        #expect(
            BaselineText.markdown(baseline).contains("**Cannot tell**: the stored run itself has 3 defects."))
        baseline.invalid = "the new run is invalid: the clock stepped"
        #expect(
            BaselineText.markdown(baseline).contains("the clock stepped; the stored run itself has 3 defects")
        )
    }

    @Test("without any ratio there is a reason, and no table")
    func noRatios() {
        var dead = report(.cannotTell, [])
        dead.invalid = "the new run is invalid: the server ended with status 1"
        dead.notes = []
        let text = BaselineText.render(dead, style: .plain)
        #expect(text == "Cannot tell: the new run is invalid: the server ended with status 1")
        let markdown = BaselineText.markdown(dead)
        #expect(
            markdown.contains(
                "**Cannot tell**: the new run is invalid: the server ended with status 1.\n\n- stored:"))
    }

    @Test("names the blocks that would tell, of the new run or of both")
    func blocks() {
        func sentence(_ needs: [(new: Int?, both: Int?)]) -> String {
            var states: [(change: Double, state: GateMetric.State)] = needs.map { _ in (0.01, .open) }
            // Keeps nothing from being settled.
            states.append((-0.02, .open))
            var open = report(.cannotTell, states)
            open.rows[needs.count].role = .beside
            for (place, need) in needs.enumerated() {
                open.rows[place].blocksNeeded = need.new
                open.rows[place].blocksNeededOfBoth = need.both
            }
            return BaselineText.markdown(open)
        }
        let new = sentence([(9, 7), (12, 8)])
        #expect(new.contains("+1.0 %: about 12 blocks of the new run would tell (`--trials 12`)"), "\(new)")
        #expect(sentence([(9, 7), (nil, 8)]).contains("about 8 blocks of each run would tell (`--trials 8`"))
        #expect(sentence([(9, 7), (nil, nil)]).contains("more than a thousand blocks of each run"))
    }

    @Test("ratios that are too noisy are not passed over where there is a verdict")
    func noisy() {
        for verdict in [GateVerdict.noDifference, .improved] {
            let text = BaselineText.markdown(
                report(verdict, [(-0.06, .improved), (0.03, .open), (0.02, .open)]))
            #expect(
                text.contains(
                    "; too noisy here to tell: server.cpuPercent of push to polling at 10 tasks/s +3.0 %; server"
                ),
                "\(text)")
        }
    }

    @Test("is a test case a ratio for other tools: one that regressed fails, an undecided gate is an error")
    func junit() {
        let regressed = BaselineJUnit.render(report(.regressed, [(0.2, .regressed), (0, .noDifference)]))
        #expect(regressed.contains("tests=\"4\" failures=\"1\" errors=\"0\""), "\(regressed)")
        #expect(
            regressed.contains(
                "<failure type=\"regressed\" message=\"server.cpuPercent of push to polling at 10 tasks/s grew by 20 % "
            ))
        let undecided = BaselineJUnit.render(report(.cannotTell, [(0.2, .regressed)]))
        #expect(undecided.contains("tests=\"3\" failures=\"0\" errors=\"1\""), "\(undecided)")
        var lossy = report(.regressed, [(0, .noDifference)])
        lossy.currentDefects = 3
        lossy.reasons = ["the new run has 3 defects, the stored one none"]
        let losses = BaselineJUnit.render(lossy)
        #expect(losses.contains("failures=\"1\" errors=\"0\""))
        #expect(losses.contains("message=\"the new run has 3 defects, the stored one none\""))
    }

    @Test("says what is missing where it cannot tell")
    func cannotTell() {
        let few = BaselineText.markdown(report(.cannotTell, [(0, .open)], blocks: 2))
        #expect(few.contains("the ratios come from fewer than 3 blocks on a side"))
        var invalid = report(.cannotTell, [(0, .open)])
        invalid.invalid = "the new run is invalid: the clock stepped"
        #expect(BaselineText.markdown(invalid).contains("**Cannot tell**: the new run is invalid"))
    }
}
