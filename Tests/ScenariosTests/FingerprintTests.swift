import Scenarios
import Testing

@Suite("What names a scenario") struct FingerprintTests {
    /// From the authors' test suite (isthe.com/chongo/tech/comp/fnv).
    @Test(
        "hashes agree with FNV-1a's published vectors",
        arguments: [
            ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
        ])
    func vectors(text: String, hash: String) {
        #expect(Fingerprint.of(text) == hash)
    }

    private static let plain = """
        name: small
        clients: 20
        arms:
          - name: polling
            transport: interval-polling
            interval: 250ms
          - name: push
            transport: websocket
        load:
          tasks-per-second: [2, 20]
        phases:
          warm-up: 500ms
          steady: 2s
        blocks: 3
        """

    private func fingerprint(_ text: String) throws -> String {
        try ScenarioReader.parse(Array(text.utf8), file: "test.yaml").fingerprint
    }

    @Test(
        "comments, blanks, order, spelling of values and what trials do not depend on leave it as it is",
        arguments: [
            ("name: small", "# a comment\n\nname: small   # another"),
            ("name: small\nclients: 20", "clients: 20\nname: other\ndescription: Some words."),
            ("steady: 2s", "steady: 2000ms"), ("[2, 20]", "[ 2.0, 20 ]"),
            ("blocks: 3", "blocks: 9\nseed: 17"),
            ("interval: 250ms", "interval: 0.25s"), ("clients: 20", "clients: 20\nbaseline: push"),
            ("blocks: 3", "blocks: 3\nthresholds:\n  - push.lost == 0"),
            (
                "  - name: polling\n    transport: interval-polling\n    interval: 250ms\n  - name: push\n"
                    + "    transport: websocket",
                "  - name: push\n    transport: websocket\n  - name: polling\n    interval: 250ms\n"
                    + "    transport: interval-polling"
            ),
        ])
    func same(from: String, to: String) throws {
        let changed = Self.plain.replacing(from, with: to)
        #expect(changed != Self.plain)
        #expect(try fingerprint(changed) == fingerprint(Self.plain))
    }

    @Test(
        "whatever a trial does differently changes it",
        arguments: [
            ("clients: 20", "clients: 21"), ("interval: 250ms", "interval: 251ms"), ("[2, 20]", "[2, 21]"),
            ("[2, 20]", "[20, 2]"), ("steady: 2s", "steady: 3s"), ("warm-up: 500ms", "warm-up: 501ms"),
            ("name: push", "name: pushed"), ("interval-polling", "conditional-polling"),
            ("blocks: 3", "network: veth"),
        ])
    func different(from: String, to: String) throws {
        let changed = Self.plain.replacing(from, with: to)
        #expect(changed != Self.plain)
        #expect(try fingerprint(changed) != fingerprint(Self.plain))
    }

    @Test("the canonical text names every value once, in order")
    func text() throws {
        let lines = try ScenarioReader.parse(Array(Self.plain.utf8), file: "test.yaml").canonicalText
            .split(separator: "\n").map(String.init)
        #expect(lines == lines.sorted())
        #expect(Set(lines).count == lines.count)
        #expect(lines.contains("clients = 20"))
        #expect(lines.contains("phases.steady = 2000000000"))
        #expect(lines.contains("arms[1].transport = webSocket"))
        #expect(!lines.contains { $0.hasPrefix("seed") || $0.hasPrefix("blocks") || $0.hasPrefix("name") })
    }
}
