import Testing

@testable import Scenarios

@Suite struct ScenarioOverridesTests {
    private func scenario() throws -> Scenario {
        let text = "arms: [{name: poll, transport: interval-polling, interval: 3s}]"
        return try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")
    }

    @Test("options take the place of the file's values")
    func applies() throws {
        let overrides = ScenarioOverrides(clients: 7, steady: "4s", trials: 2, seed: 9)
        var expected = try scenario()
        expected.clients = 7
        expected.phases.steady = 4_000_000_000
        expected.blocks = 2
        expected.seed = 9
        #expect(try scenario().applying(overrides) == expected)
        #expect(try scenario().applying(ScenarioOverrides()) == scenario())
    }

    @Test("impossible options are reported together, each by its name")
    func refuses() throws {
        let overrides = ScenarioOverrides(clients: 0, steady: "10", trials: -1)
        let error = #expect(throws: ScenarioError.self) { try scenario().applying(overrides) }
        #expect(
            error?.problems.map(\.description) == [
                "--clients: `clients` is 0; write a whole number from 1 to 1000000",
                "--trials: `blocks` is -1; write a whole number from 1 to 1000",
                "--steady: `steady` is `10`, without a unit; write 10s for seconds or 10ms for milliseconds",
            ])
    }

    @Test(
        "a steady state must hold at least one poll of everybody",
        arguments: [
            ("2s", "--steady: `steady` is 2s, shorter than the interval of arm `poll`; make it at least 3s"),
            ("900ms", "--steady: `steady` is 900ms, too short; write a duration from 1s to 48h"),
        ])
    func steady(text: String, line: String) throws {
        let error = #expect(throws: ScenarioError.self) {
            try scenario().applying(ScenarioOverrides(steady: text))
        }
        #expect(error?.description == line)
    }
}
