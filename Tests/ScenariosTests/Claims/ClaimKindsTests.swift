import Testing

@testable import Scenarios

/// A scenario with two arms and two load points that the claims of these tests name.
private let scenario = """
    arms:
      - {name: polling, transport: interval-polling}
      - {name: push, transport: websocket}
    load: {tasks-per-second: [0, 10]}
    phases: {steady: 20s}
    """

private func read(_ text: String) throws(ScenarioError) -> ClaimsFile {
    try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
        try ScenarioReader.parse(Array(scenario.utf8), file: path)
    }
}

private let head = "tests: {calm: {scenario: calm.yaml}}\nclaims:\n"
private let named = "  - {id: a, title: A, source: S, test: calm, "

@Suite("Claims by sweeps, searches and objectives") struct ClaimKindsTests {
    @Test("a test may be a sweep around another one, or a search an arm, which the quick form leaves out")
    func kinds() throws {
        let one = scenario.replacing("[0, 10]", with: "10")
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
            head + named + "load: 0, quantity: traffic, stated: {push / polling: == -90%}}",
            "x:3:99: `claims[0].stated.push / polling`: `== -90%` asks for exactly that in every trial, and a change is "
                + "nothing that trials count; write `-90%` for about that, or < or > in front for a limit"
        ),
        (
            head + named + "load: 0, quantity: server.residentGrowth, stated: {push: == 0}}",
            "x:3:103: `claims[0].stated.push`: `== 0` asks for exactly that in every trial, and server.residentGrowth is "
                + "nothing that trials count; write `0` for about that, or < or > in front for a limit"
        ),
    ]

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
                    Array(scenario.replacing("[0, 10]", with: "10").utf8), file: path)
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
                    Array((scenario.replacing("[0, 10]", with: rate) + "\n" + more).utf8), file: path)
            }
            Issue.record("no error")
        } catch {
            #expect(error.problems.map(\.description) == [message])
        }
    }

    @Test("what is wrong with sweeps, searches and claims of clients is said", arguments: wrongKinds)
    func wrongKind(text: String, message: String) {
        do {
            _ = try read(text)
            Issue.record("no error")
        } catch {
            #expect(error.description.contains(message), "\(error.description)")
        }
    }
}
