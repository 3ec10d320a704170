import Testing

@testable import Statistics

@Suite("The search for the largest load that holds") struct CapacitySearchTests {
    private func rule(start: Double = 100, highest: Double = 1e6) -> CapacitySearch.Rule {
        CapacitySearch.Rule(
            start: start, lowest: 1, highest: highest, limit: "the descriptors end here", quantum: 1)
    }

    /// Runs a search against `outcome`; the loads it asked for.
    private func run(
        _ search: inout CapacitySearch, most: Int = 200,
        _ outcome: (CapacitySearch.Step) -> CapacitySearch.Outcome
    ) -> [CapacitySearch.Step] {
        var steps: [CapacitySearch.Step] = []
        while let step = search.next, steps.count < most {
            steps.append(step)
            search.record(outcome(step))
        }
        return steps
    }

    @Test(
        "without noise it ends within 5 % below the edge, from wherever it starts",
        arguments: [1.0, 3, 100, 1_234, 777_777], [1.0, 100, 5_000])
    func exact(edge: Double, start: Double) {
        var search = CapacitySearch(rule(start: start))
        let steps = run(&search) { $0.load <= edge ? .held : .failed }
        guard case .found(let load) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load <= edge)
        #expect(edge <= max(load * 1.05, load + 1))
        #expect(steps.suffix(5).allSatisfy { $0.purpose == .confirmation && $0.load == load })
        // Up or down by powers of two, four halvings of a doubling, five confirmations.
        #expect(steps.count <= 20 + 5 + 5, "\(steps.count)")
        #expect(search.next == nil && search.remaining == 0)
    }

    @Test("doubles, then halves what is between by ratio, then confirms")
    func order() {
        var search = CapacitySearch(rule())
        let steps = run(&search) { $0.load <= 330 ? .held : .failed }
        #expect(steps.prefix(3).map(\.load) == [100, 200, 400])
        #expect(steps[3] == CapacitySearch.Step(load: 282, purpose: .bisection))
        #expect(steps.map(\.purpose).filter { $0 == .confirmation }.count == 5)
    }

    @Test("a fresh trial at the edge that does not hold takes it 5 % down, and counting begins anew")
    func stepDown() {
        var search = CapacitySearch(rule())
        var refused = false
        let steps = run(&search) { step in
            guard step.load <= 330 else { return .failed }
            guard step.purpose == .confirmation, !refused else { return .held }
            refused = true
            return .failed
        }
        let edge: Double = steps.first { $0.purpose == .confirmation }?.load ?? 0
        #expect(search.answer == .found((edge * 0.95).rounded(.down)))
        #expect(steps.filter { $0.purpose == .confirmation }.count == 6)
    }

    @Test("where its limit ends it, the answer is at least that, with the reason")
    func limit() {
        var search = CapacitySearch(rule(highest: 1_000))
        _ = run(&search) { _ in .held }
        #expect(search.answer == .atLeast(1_000, "the descriptors end here"))
    }

    @Test("a generator that cannot keep up is not the server's edge")
    func generator() {
        var search = CapacitySearch(rule())
        let steps = run(&search) { $0.load <= 500 ? .held : .untold("the generator was saturated") }
        guard case .atLeast(let load, let reason) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load > 470 && load <= 500)
        #expect(reason == "the generator was saturated")
        // Each load that told nothing was tried three times.
        #expect(steps.filter { $0.load == 800 }.count == 3)
    }

    @Test("a generator that could not keep up once is asked again, and its load still counts")
    func repeated() {
        var search = CapacitySearch(rule())
        var tried = Set<Double>()
        _ = run(&search) { step in
            if tried.insert(step.load).inserted { return .untold("saturated") }
            return step.load <= 330 ? .held : .failed
        }
        guard case .found(let load) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load > 314 && load <= 330)
    }

    @Test("a machine that is disturbed again and again moves no answer: every trial of it is repeated")
    func disturbed() {
        var search = CapacitySearch(rule())
        var number = 0
        let steps = run(&search) { step in
            number += 1
            // Six of seven, which is as patient as it is.
            guard number.isMultiple(of: 7) else { return .disturbed("steal") }
            return step.load <= 330 ? .held : .failed
        }
        guard case .found(let load) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load > 314 && load <= 330)
        #expect(steps.count <= 7 * 16)
    }

    @Test(
        "a machine that stays disturbed ends the search with no answer, wherever it was",
        arguments: [1, 4, 9])
    func unquiet(after: Int) {
        var search = CapacitySearch(rule())
        var number = 0
        let steps = run(&search) { step in
            number += 1
            return number > after ? .disturbed("steal") : step.load <= 330 ? .held : .failed
        }
        guard case .stopped(let held?, let reason) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(held <= 330)
        #expect(reason == "the machine was disturbed in 7 trials in a row, in the last one: steal")
        #expect(steps.count == after + 7)
    }

    @Test("disturbances do not use up the repeats of a generator at its limit")
    func apart() {
        var search = CapacitySearch(rule())
        search.record(.held)
        for _ in 0..<3 {
            search.record(.disturbed("steal"))
            #expect(search.ceiling == nil && search.next?.load == 200)
            search.record(.untold("saturated"))
        }
        #expect(search.ceiling == CapacitySearch.Ceiling(load: 200, limit: "saturated"))
    }

    @Test("an edge below the generator's is the server's")
    func both() {
        var search = CapacitySearch(rule())
        _ = run(&search) { $0.load > 700 ? .untold("saturated") : $0.load <= 450 ? .held : .failed }
        guard case .found(let load) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load > 428 && load <= 450)
    }

    @Test("nothing that holds, nothing that tells, and an end before the end are told apart")
    func others() {
        var search = CapacitySearch(rule())
        let steps = run(&search) { _ in .failed }
        #expect(search.answer == .nothing)
        #expect(steps.map(\.load) == [100, 50, 25, 12, 6, 3, 1])
        search = CapacitySearch(rule(start: 1))
        _ = run(&search) { _ in .untold("disturbed") }
        #expect(search.answer == .unknown("disturbed"))
        search = CapacitySearch(rule())
        search.record(.held)
        search.stop("interrupted")
        #expect(search.answer == .stopped(100, "interrupted"))
    }

    @Test("rates need not be whole")
    func rates() {
        var rule = CapacitySearch.Rule(start: 0.5, lowest: 0.01, highest: 100, limit: "", quantum: 0.001)
        rule.resolution = 0.02
        var search = CapacitySearch(rule)
        _ = run(&search) { $0.load <= 3.3 ? .held : .failed }
        guard case .found(let load) = search.answer else {
            Issue.record("\(String(describing: search.answer))")
            return
        }
        #expect(load > 3.3 / 1.02 - 0.001 && load <= 3.3)
    }
}
