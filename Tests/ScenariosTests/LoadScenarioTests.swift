import Testing

@testable import Scenarios

@Suite("Load points in scenario files")
struct LoadScenarioTests {
    private func parse(_ load: String, steady: String = "10s") throws -> Load {
        let text = """
            arms: [{name: push, transport: websocket}]
            phases: {steady: \(steady)}
            load: \(load)
            """
        return try ScenarioReader.parse(Array(text.utf8), file: "x.yaml").load
    }

    @Test("rates and shapes stand in one list, each with its label")
    func shapes() throws {
        let load = try parse(
            """
            {tasks-per-second: [2.5, {ramp: {from: 1, to: 20/s}},
              {steps: [{rate: 5, for: 3s}, {rate: 0, for: 500ms}], name: two-steps},
              {spike: {base: 2, peak: 50, at: 3s, for: 1s}}], arrivals: uniform}
            """)
        #expect(
            load.points == [
                OfferedLoad(.open(.constant(2.5))), OfferedLoad(.open(.ramp(from: 1, to: 20))),
                OfferedLoad(
                    .open(
                        .steps([
                            LoadStep(rate: 5, length: 3_000_000_000), LoadStep(rate: 0, length: 500_000_000),
                        ])), name: "two-steps"),
                OfferedLoad(
                    .open(.spike(base: 2, peak: 50, at: 3_000_000_000, length: 1_000_000_000))),
            ])
        #expect(load.points.map(\.label) == ["2.5", "ramp-1-20", "two-steps", "spike-2-50"])
        #expect(load.arrivals == .uniform)
    }

    @Test("a shape may stand alone")
    func alone() throws {
        #expect(
            try parse("{tasks-per-second: {ramp: {from: 0, to: 3}}}").points
                == [OfferedLoad(.open(.ramp(from: 0, to: 3)))])
    }

    @Test("a closed model has users who think and wait")
    func closed() throws {
        let load = try parse(
            "{model: closed, users: [1, 40], think-time: 250ms, thinking: exponential, wait-for: completed}")
        let expected = [1, 40].map {
            OfferedLoad(
                .closed(
                    ClosedLoad(
                        users: $0, thinkTime: 250_000_000, thinking: .exponential, waitsFor: .completed)))
        }
        #expect(load.points == expected)
        #expect(load.points.map(\.label) == ["closed-1", "closed-40"])
        let plain = try parse("{model: closed, users: 3}")
        #expect(
            plain.points
                == [
                    OfferedLoad(
                        .closed(ClosedLoad(users: 3, thinkTime: 0, thinking: .fixed, waitsFor: .answer)))
                ])
    }

    @Test(
        "what is wrong with a load is said with its place and remedy",
        arguments: [
            ("{users: 3}", "`load.users` has no meaning in an open model"),
            ("{model: closed}", "`load.users` is missing"),
            ("{model: closed, users: 0}", "`load.users` is 0"),
            (
                "{model: closed, users: 2, arrivals: poisson}",
                "`load.arrivals` has no meaning in a closed model"
            ),
            ("{model: half}", "`load.model` is `half`"),
            ("{model: closed, users: 1, think-time: 5}", "without a unit"),
            ("{tasks-per-second: {}}", "has no shape"),
            ("{tasks-per-second: {ramp: {from: 1, to: 2}, spike: {}}}", "has several shapes"),
            ("{tasks-per-second: {ramp: {from: 1}}}", "`load.tasks-per-second.ramp.to` is missing"),
            ("{tasks-per-second: {ramp: {from: -1, to: 1}}}", "`load.tasks-per-second.ramp.from` is -1"),
            ("{tasks-per-second: {ramp: 5}}", "is no mapping"),
            ("{tasks-per-second: {steps: []}}", "is no list of up to 16 steps"),
            ("{tasks-per-second: {steps: [{rate: 1}]}}", "`load.tasks-per-second.steps[0].for` is missing"),
            ("{tasks-per-second: {steps: [{rate: 1, for: 0}]}}", "too short"),
            ("{tasks-per-second: {hill: 3}}", "unknown key `hill`"),
            (
                "{tasks-per-second: [{spike: {base: 1, peak: 2, at: 0, for: 1s}}, {spike: {base: 1, peak: 2, at: 1s, for: 1s}}]}",
                "give one of the two a `name` of its own"
            ),
            (
                "{tasks-per-second: {spike: {base: 1, peak: 9, at: 9s, for: 2s}}}",
                "takes 11s; make it at least 11s"
            ),
            ("{tasks-per-second: {steps: [{rate: 1, for: 6s}, {rate: 2, for: 5s}]}}", "takes 11s"),
        ])
    func wrong(load: String, message: String) throws {
        let error = #expect(throws: ScenarioError.self) { try parse(load) }
        let text = try #require(error).description
        #expect(text.contains(message), "\(text)")
        #expect(text.contains("x.yaml:"), "\(text)")
    }

    @Test("--steady must still hold the shape")
    func override() throws {
        let text = """
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: {spike: {base: 1, peak: 9, at: 5s, for: 2s}}}
            """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")
        let error = #expect(throws: ScenarioError.self) {
            try scenario.applying(ScenarioOverrides(steady: "6s"))
        }
        #expect(
            try #require(error).description.contains(
                "--steady: `steady` is 6s, but load point `spike-1-9` takes 7s"))
    }
}
