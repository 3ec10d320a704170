import Testing

@testable import Scenarios

@Suite struct NearestKeyTests {
    static let keys: [String] = [
        "clients", "connect-rate", "arms", "seed", "steady", "interval-polling", "websocket",
    ]

    @Test(
        "slips and other spellings find their key, other words do not",
        arguments: [
            ("client", "clients"), ("clinets", "clients"), ("connectRate", "connect-rate"),
            ("connect_rate", "connect-rate"), ("Connect Rate", "connect-rate"), ("arm", "arms"),
            ("sed", "seed"),
            ("polling", nil), ("push", nil), ("", nil), ("web-sockets", "websocket"),
            ("intervalpoling", "interval-polling"), ("users", nil),
            (String(repeating: "x", count: 10_000), nil),
        ] as [(String, String?)])
    func suggestion(key: String, nearest: String?) {
        #expect(NearestKey.suggestion(for: key, among: Self.keys) == nearest)
    }

    @Test(
        "the distance is Levenshtein's",
        arguments: [
            ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2),
            ("same", "same", 0),
        ])
    func distance(left: String, right: String, edits: Int) {
        #expect(NearestKey.distance(Array(left), Array(right)) == edits)
    }
}
