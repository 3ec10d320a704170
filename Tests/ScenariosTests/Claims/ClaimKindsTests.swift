import Testing

@testable import Scenarios

@Suite("Claims by sweeps, searches and objectives") struct ClaimKindsTests {
    @Test("a test may be a sweep around another one, or a search an arm, which the quick form leaves out")
    func kinds() throws {
        let one = ClaimsText.scenario.replacing("[0, 10]", with: "10")
        let text = """
            tests:
              calm: {scenario: calm.yaml}
              even: {scenario: calm.yaml, sweep: {around: calm, rates: 9, events: 300}, quick: no}
              edge: {scenario: calm.yaml, search: {push: updateLatency.p99 < 1s}}
            claims:
              - id: users
                title: Users
                source: S
                tests: [calm, edge]
                objective:
                  - {quantity: updateLatency.p99, stated: {push: < 1s, polling: < 2s}}
                  - {quantity: lost, stated: {push: == 0}}
                better: higher
                stated: {push: ">= 500", push / polling: x10}
            """
        let file: ClaimsFile = try ClaimsReader.parse(Array(text.utf8), file: "x") {
            path throws(ScenarioError) in
            try ScenarioReader.parse(Array(one.utf8), file: path)
        }
        #expect(file.tests[0].kind == .run)
        #expect(file.tests[1].kind == .sweep(ClaimSweep(around: "calm", rates: 9, events: 300)))
        #expect(
            file.tests[2].kind
                == .search([ClaimSearch(arm: "push", condition: "push.updateLatency.p99 < 1s")]))
        #expect(file.tests.map { $0.quick == nil } == [false, true, true])
        guard case .carried(let claim) = file.claims[0].means else {
            Issue.record("not carried")
            return
        }
        #expect(claim.tests == ["calm", "edge"])
        #expect(claim.objective.map(\.value) == [1_000, 2_000, 0])
        #expect(claim.statements.map(\.value) == [500, 9])
        #expect(claim.statements.allSatisfy { $0.quantity == .clients && $0.better == .higher })
    }

    /// What is wrong with sweeps, searches and claims of clients, and how it is said.
    private static let wrongKinds: [(String, String)] = [
        (
            """
            tests: {even: {scenario: a, sweep: {around: calm}}, calm: {scenario: a}}
            claims: [{id: a, title: A, source: S, untestable: no}]
            """,
            "x:1:15: `tests.even.sweep.around` is `calm`, no test before it; put a test with both arms in front"
        ),
        (
            """
            tests: {edge: {scenario: a, search: {push: lost < 1}}}
            claims: [{id: a, title: A, source: S, untestable: no}]
            """,
            "x:1:37: `tests.edge.search` searches along clients, and the scenario has several load points; give it one"
        ),
        (
            """
            tests: {calm: {scenario: a}}
            claims: [{id: a, title: A, source: S, tests: [calm], objective: [{quantity: lost, stated: {push: == 0}}]}]
            """,
            "x:2:47: `claims[0].tests[0]` has several load points, and what is carried depends on which; name a test "
                + "with one"
        ),
        (
            """
            tests: {calm: {scenario: a}, even: {scenario: a, sweep: {around: calm}}, even-2: {scenario: a}}
            claims: [{id: a, title: A, source: S, untestable: no}]
            """,
            "x:1:74: `tests.even-2` writes to the folder `even-2`, as does the test `even`; give it another name"
        ),
        (
            ClaimsText.head + ClaimsText.named
                + "load: 0, quantity: traffic, stated: {push / polling: == -90%}}",
            "x:3:99: `claims[0].stated.push / polling`: `== -90%` asks for exactly that in every trial, and a change is "
                + "nothing that trials count; write `-90%` for about that, or < or > in front for a limit"
        ),
        (
            ClaimsText.head + ClaimsText.named
                + "load: 0, quantity: server.residentGrowth, stated: {push: == 0}}",
            "x:3:103: `claims[0].stated.push`: `== 0` asks for exactly that in every trial, and server.residentGrowth is "
                + "nothing that trials count; write `0` for about that, or < or > in front for a limit"
        ),
    ]

    @Test("a search and a test that would write to its arm's folder are told apart")
    func folders() throws {
        func read(_ second: String) throws(ScenarioError) -> ClaimsFile {
            let text = """
                tests:
                  edge: {scenario: a, search: {push: lost < 1, polling: lost < 1}}
                  \(second): {scenario: a}
                claims: [{id: a, title: A, source: S, untestable: no}]
                """
            return try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
                try ScenarioReader.parse(
                    Array(ClaimsText.scenario.replacing("[0, 10]", with: "10").utf8), file: path)
            }
        }
        #expect(
            try read("edge-pull").tests.map(\.folders) == [["edge-push", "edge-polling"], ["edge-pull"]])
        let error = #expect(throws: ScenarioError.self) { try read("edge-polling") }
        #expect(
            error?.problems.map(\.description) == [
                "x:3:3: `tests.edge-polling` writes to the folder `edge-polling`, as does the test `edge`; give it another "
                    + "name"
            ])
    }

    @Test("clients are between two numbers of tests, and never exactly one")
    func exactClients() {
        let text = """
            tests: {calm: {scenario: a}}
            claims:
              - {id: a, title: A, source: S, tests: [calm], objective: [{quantity: lost, stated: {push: == 0}}],
                 stated: {push: == 50}}
            """
        let message =
            "x:4:21: `claims[0].stated.push`: `== 50` asks for exactly that in every trial, and clients is nothing that "
            + "trials count; write `50` for about that, or < or > in front for a limit"
        do {
            _ = try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
                try ScenarioReader.parse(
                    Array(ClaimsText.scenario.replacing("[0, 10]", with: "10").utf8), file: path)
            }
            Issue.record("no error")
        } catch {
            #expect(error.problems.map(\.description) == [message])
        }
    }

    @Test(
        "a search wants a constant rate and no faults, which is said before anything runs",
        arguments: [
            (
                "[{ramp: {from: 1, to: 20}}]", "",
                "x:1:37: `tests.edge.search` searches along clients, and the scenario's load point `ramp-1-20` has no "
                    + "constant rate; give it one such as `tasks-per-second: 10`"
            ),
            (
                "10", "faults: [{kind: restart, at: 5s}]",
                "x:1:37: `tests.edge.search` asks what a server carries, and the scenario injects faults; take `faults` "
                    + "out of it, or make the test one that is run as it is"
            ),
            (
                "10", "",
                "x:1:44: `tests.edge.search.push` bounds nothing from above, and a search looks for the load that is too "
                    + "much; ask for < or <= a limit, or for == 0"
            ),
        ])
    func unsearchable(rate: String, more: String, message: String) {
        let limit: String = message.contains("from above") ? "lost > 1" : "lost < 1"
        let text = """
            tests: {edge: {scenario: a, search: {push: \(limit)}}}
            claims: [{id: a, title: A, source: S, untestable: no}]
            """
        do {
            _ = try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
                try ScenarioReader.parse(
                    Array((ClaimsText.scenario.replacing("[0, 10]", with: rate) + "\n" + more).utf8),
                    file: path)
            }
            Issue.record("no error")
        } catch {
            #expect(error.problems.map(\.description) == [message])
        }
    }

    @Test("what is wrong with sweeps, searches and claims of clients is said", arguments: wrongKinds)
    func wrongKind(text: String, message: String) {
        do {
            _ = try ClaimsText.read(text)
            Issue.record("no error")
        } catch {
            #expect(error.description.contains(message), "\(error.description)")
        }
    }
}
