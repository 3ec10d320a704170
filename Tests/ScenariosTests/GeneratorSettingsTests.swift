import Testing

@testable import Scenarios

@Suite("Threads and processes of the generator")
struct GeneratorSettingsTests {
    private static let arms = "arms:\n  - name: push\n    transport: websocket\n"

    private func parse(_ text: String) throws(ScenarioError) -> GeneratorSettings {
        try ScenarioReader.parse(Array((Self.arms + text).utf8), file: "g.yaml").generator
    }

    @Test("One loop, and as many processes as it takes, unless told")
    func read() throws {
        #expect(try parse("") == GeneratorSettings(workers: 1, processes: nil))
        #expect(
            try parse("generator:\n  workers: 3\n  processes: 2\n")
                == GeneratorSettings(workers: 3, processes: 2))
    }

    @Test(
        "What cannot be is reported at its place",
        arguments: [
            ("generator:\n  workers: 0\n", "g.yaml:5:"), ("generator:\n  processes: 65\n", "g.yaml:5:"),
            ("generator:\n  threads: 2\n", "g.yaml:5:"), ("generator: 4\n", "g.yaml:4:"),
        ])
    func impossible(text: String, place: String) {
        let error = #expect(throws: ScenarioError.self) { try parse(text) }
        #expect(error?.description.contains(place) == true)
    }

    @Test("The command line's numbers take the file's place, within the same limits")
    func overrides() throws {
        let scenario = try ScenarioReader.parse(Array(Self.arms.utf8), file: "g.yaml")
        let changed = try scenario.applying(ScenarioOverrides(workers: 4, processes: 3))
        #expect(changed.generator == GeneratorSettings(workers: 4, processes: 3))
        let error = #expect(throws: ScenarioError.self) {
            try scenario.applying(ScenarioOverrides(workers: 65, processes: 0))
        }
        #expect(error?.description.contains("--workers") == true)
        #expect(error?.description.contains("--processes") == true)
    }
}
