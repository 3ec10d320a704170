@testable import Scenarios

/// Claims for the tests of their reader.
enum ClaimsText {
    /// Two arms and two load points that the claims name.
    static let scenario = """
        arms:
          - {name: polling, transport: interval-polling}
          - {name: push, transport: websocket}
        load: {tasks-per-second: [0, 10]}
        phases: {steady: 20s}
        """

    /// In front of a claim.
    static let head = "tests: {calm: {scenario: calm.yaml}}\nclaims:\n"
    /// The begin of one.
    static let named = "  - {id: a, title: A, source: S, test: calm, "

    /// Reads claims whose tests all have that scenario.
    static func read(_ text: String) throws(ScenarioError) -> ClaimsFile {
        try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
            try ScenarioReader.parse(Array(scenario.utf8), file: path)
        }
    }
}
