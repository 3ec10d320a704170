import Testing

@testable import Scenarios

@Suite struct ClaimsReaderTests {
    @Test("a claim has an id, a source, a quantity, a value for each arm, and the test that tells")
    func claim() throws {
        let file: ClaimsFile = try ClaimsText.read(
            """
            name: mine
            tests:
              calm: {scenario: calm.yaml, quick: {trials: 2, steady: 5s, clients: 7}}
              long: {scenario: long.yaml, quick: no}
            targets:
              other: {command: ./other, api: swarmbot}
            prepare: {other: ./prepare it}
            claims:
              - id: latency
                title: Mean latency
                source: a report
                test: calm
                load: 10
                quantity: updateLatency.mean
                better: lower
                margin: 5%
                stated: {polling: 0.5s, push: < 25ms, push / polling: -95%}
              - {id: feeling, title: Feels instant, source: a report, untestable: no quantity}
            """)
        #expect(file.name == "mine")
        #expect(file.tests.map(\.name) == ["calm", "long"])
        let quick = try #require(file.tests[0].quick)
        #expect(quick.blocks == 2)
        #expect(quick.phases.steady == 5_000_000_000)
        #expect(quick.clients == 7)
        #expect(file.tests[0].scenario.clients == 500)
        #expect(file.tests[1].quick == nil)
        #expect(file.preparations == ["other": "./prepare it"])
        let statements: [ClaimStatement] = file.claims[0].statements
        #expect(statements.map(\.arm) == ["polling", "push", "push"])
        #expect(statements.map(\.baseline) == [nil, nil, "polling"])
        #expect(statements.map(\.value) == [500, 25, -0.95])
        #expect(statements.map(\.relation) == [.about, .atMost, .about])
        #expect(statements.allSatisfy { $0.load == "10" && $0.better == .lower && $0.margin == 0.05 })
        #expect(statements[0].quantity.description == "updateLatency.mean")
        #expect(file.claims[1].means == .untestable("no quantity"))
    }

    @Test("conditions share what stands beside them")
    func conditions() throws {
        let file: ClaimsFile = try ClaimsText.read(
            ClaimsText.head + """
                  - id: a
                    title: A
                    source: S
                    test: calm
                    load: 0
                    margin: 20%
                    conditions:
                      - {quantity: errors, stated: {push: == 0}}
                      - {quantity: traffic, load: 10, margin: 0%, stated: {push: 360kB/h}}
                """)
        let statements: [ClaimStatement] = file.claims[0].statements
        #expect(statements.map(\.load) == ["0", "10"])
        #expect(statements.map(\.margin) == [0.2, 0])
        #expect(statements.map(\.relation) == [.always, .about])
        #expect(statements[1].value == 360_000)
    }

    @Test("claims where a scenario is wanted are told as what they are, and told from scenarios")
    func recognized() throws {
        let folder: String = String(#filePath.split(separator: "/").dropLast(4).joined(separator: "/"))
        #expect(ClaimsReader.recognizes(path: "/\(folder)/scenarios/claims.yaml"))
        #expect(!ClaimsReader.recognizes(path: "/\(folder)/scenarios/claims/few.yaml"))
        #expect(!ClaimsReader.recognizes(path: "/\(folder)/scenarios/none.yaml"))
        do {
            _ = try ScenarioReader.parse(Array((ClaimsText.head + "  []").utf8), file: "x")
            Issue.record("no error")
        } catch {
            #expect(
                error.problems.map(\.description) == [
                    "x:2:1: `claims` makes this a file of claims, and a scenario is wanted; give it to bench claims or "
                        + "bench validate, or name one of the scenarios of its tests"
                ])
        }
    }

    @Test("a target takes the place of swarm-server in every test")
    func target() throws {
        let file: ClaimsFile = try ClaimsText.read(
            "targets: {other: {command: ./other, api: swarmbot}}\n" + ClaimsText.head + ClaimsText.named
                + "load: 0, quantity: traffic, stated: {push: 1MB}}")
        let moved: ClaimsFile = try file.measuring(target: "other")
        #expect(moved.tests[0].scenario.arms.allSatisfy { $0.target?.name == "other" })
        #expect(moved.tests[0].quick?.arms.allSatisfy { $0.target?.name == "other" } == true)
        do {
            _ = try file.measuring(target: "othr")
            Issue.record("no error")
        } catch {
            #expect(
                error.description
                    == "--target othr: the claims have no such target; did you mean other?")
        }
    }

    @Test("a test has the clients that it has on a target, in both forms, and elsewhere its scenario's")
    func clientsOnTargets() throws {
        let file: ClaimsFile = try ClaimsText.read(
            "targets: {one: {command: ./a, api: swarmbot}, two: {command: ./b, api: swarmbot}}\n"
                + "tests: {calm: {scenario: calm.yaml, quick: {trials: 3}, clients: {one: 7}}}\nclaims:\n"
                + ClaimsText.named + "load: 0, quantity: traffic, stated: {push: 1MB}}")
        let own: Int = file.tests[0].scenario.clients
        #expect(own != 7)
        let one: ClaimTest = try file.measuring(target: "one").tests[0]
        #expect(one.scenario.clients == 7)
        #expect(one.quick?.clients == 7)
        #expect(one.quick?.blocks == 3)
        #expect(try file.measuring(target: "two").tests[0].scenario.clients == own)
    }

    @Test(
        "clients are of a target that the file has, and as many as a scenario can have",
        arguments: [
            ("othr: 7", "x:1:47: `tests.calm.clients.othr` names no target; did you mean `other`?"),
            ("other: 0", "x:1:54: `tests.calm.clients.other` is 0; write a whole number from 1 to 1000000"),
        ])
    func badClients(entry: String, message: String) {
        let tests = "tests: {calm: {scenario: calm.yaml, clients: {\(entry)}}}\n"
        let targets = "targets: {other: {command: a, api: swarmbot}}\n"
        let claims = "claims: [{id: a, title: A, source: S, untestable: so}]"
        do {
            _ = try ClaimsText.read(tests + targets + claims)
            Issue.record("no error")
        } catch {
            #expect(error.problems.first?.description == message)
        }
    }

    @Test(
        "what is wrong is said with its place and a remedy",
        arguments: [
            ("claims: []", "x:1:1: `tests` is missing; name the scenarios that test the claims"),
            ("tests: {calm: {scenario: a}}", "x:1:1: `claims` is missing; list the claims"),
            (
                ClaimsText.head + "  - {id: a}",
                "x:3:5: `claims[0].title` is missing; give the claim in a few words"
            ),
            (
                ClaimsText.head + "  - {id: a, title: A, source: S}",
                "x:3:5: `claims[0]` has neither `test` nor `untestable`; name the test that tells, or say why none can"
            ),
            (
                ClaimsText.head + "  - {id: a, title: A, source: S, test: cal}",
                "x:3:40: `claims[0].test` names no test: `cal`; did you mean `calm`?"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 0, quantity: updateLatency.meen, stated: {push: 1ms}}",
                "x:3:65: `claims[0].quantity` is `updateLatency.meen`, which nothing is called; did you mean "
                    + "`updateLatency.mean`?"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 0, quantity: traffic, stated: {pusch: 1MB}}",
                "x:3:83: `claims[0].stated.pusch` names no arm of the test `calm`; did you mean `push`?"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "quantity: traffic, stated: {push: 1MB}}",
                "x:3:5: `claims[0]` names no load point, and the test `calm` has 2; write `load:` and one of 0, 10"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 5, quantity: traffic, stated: {push: 1MB}}",
                "x:3:52: `claims[0].load` is `5`, no load point of the test `calm`; write one of 0, 10"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 0, quantity: traffic, stated: {push: 25ms}}",
                "x:3:89: `claims[0].stated.push`: `25ms` is not bytes a client and hour; write bytes such as 500kB, with < "
                    + "or > in front for a limit"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 0, quantity: traffic, stated: {push / polling: 25ms}}",
                "x:3:99: `claims[0].stated.push / polling`: `25ms` is no change from one arm to another; write a "
                    + "percentage such as -90%, or the ratio as x0.1"
            ),
            (
                ClaimsText.head + ClaimsText.named
                    + "load: 0, quantity: traffic, margin: 10, stated: {push: 1MB}}",
                "x:3:82: `claims[0].margin` is `10`; write the part of the stated value that counts as equal, such as 10%"
            ),
            (
                ClaimsText.head + "  - {id: a, title: A, source: S, untestable: so, test: calm}",
                "x:3:56: `claims[0].test` has no meaning beside `untestable`; remove one of them"
            ),
            (
                "tests: {calm: {scenario: ../calm.yaml}}\nclaims: [{id: a, title: A, source: S, untestable: so}]",
                "x:1:26: `tests.calm.scenario` leads out of the claims' folder; put the scenario into that folder, or "
                    + "below it"
            ),
        ])
    func errors(text: String, message: String) {
        do {
            _ = try ClaimsText.read(text)
            Issue.record("no error")
        } catch {
            #expect(error.problems.first?.description == message)
        }
    }

    @Test("what is wrong in a test's scenario is said, too")
    func scenarioErrors() {
        do {
            _ = try ClaimsReader.parse(
                Array((ClaimsText.head + "  - {id: a, title: A, source: S, untestable: so}").utf8), file: "x"
            ) { path throws(ScenarioError) in
                try ScenarioReader.parse(Array("arm: 1".utf8), file: path)
            }
            Issue.record("no error")
        } catch {
            #expect(
                error.problems.map(\.description).contains {
                    $0.hasPrefix("calm.yaml:1:1: unknown key `arm`")
                })
        }
    }

    @Test("the claims that come along can be read, and their quick form is under ten minutes")
    func shipped() throws {
        let folder: String = String(#filePath.split(separator: "/").dropLast(4).joined(separator: "/"))
        let file: ClaimsFile = try ClaimsReader.read(path: "/\(folder)/scenarios/claims.yaml")
        let quick: Double = file.tests.compactMap(\.quick).reduce(0) { $0 + $1.estimatedSeconds }
        #expect(quick < 540)
        #expect(file.claims.count >= 8)
    }
}
