import Testing

@testable import Scenarios

@Suite("Faults in scenario files")
struct FaultScenarioTests {
    private let second: Int64 = 1_000_000_000

    /// Reads a list of faults as it would stand in a file, in a steady state of 20 s.
    private func read(_ list: String) throws -> [Fault] {
        let log = ProblemLog(file: "x.yaml")
        let source = try SourceText(bytes: Array("faults: \(list)".utf8), file: "x.yaml")
        let tree = try YAMLTree(source, log: log)
        let top = try #require(Section(tree.root, path: "", known: ["faults"], tree: tree, log: log))
        let faults = ScenarioReader.faults(top["faults"], steady: 20 * second)
        guard log.isEmpty else { throw log.failure() }
        return faults
    }

    @Test("every kind is read with its parameters, and without them")
    func everyKind() throws {
        let faults = try read(
            """

              - {kind: restart, at: 1s, down: 500ms}
              - {kind: stop, at: [2s, 4s], for: 1s}
              - {kind: reset, rate: 0.5/s, share: 30%}
              - {kind: half-open, at: 6s, share: 0.25, gone: server}
              - {kind: delay, at: 7s, for: 1s, delay: 50ms, jitter: 20ms, direction: down}
              - {kind: bandwidth, at: 8s, for: 1s, bytes-per-second: 20000, burst: 4000, share: 1}
              - {kind: blackhole, at: 9s, for: 2s}
              - {kind: slow-reader, at: 12s, for: 3s, read-rate: 5000, share: 10%}
              - {kind: restart, name: again, at: 18s}
              - {kind: half-open, name: mobile, at: 16s}
              - {kind: delay, name: wobble, at: 17s, for: 500ms, jitter: 5ms}
            """)
        let expected: [Fault] = [
            Fault(name: "restart", timing: .at([second]), kind: .restart(down: second / 2)),
            Fault(name: "stop", timing: .at([2 * second, 4 * second]), kind: .stop(length: second)),
            Fault(name: "reset", timing: .rate(0.5), kind: .reset(share: 0.3)),
            Fault(name: "half-open", timing: .at([6 * second]), kind: .halfOpen(share: 0.25, gone: .server)),
            Fault(
                name: "delay", timing: .at([7 * second]),
                kind: .path(.delay(50_000_000, jitter: 20_000_000, .down), share: 1, length: second)),
            Fault(
                name: "bandwidth", timing: .at([8 * second]),
                kind: .path(
                    .bandwidth(bytesPerSecond: 20_000, burst: 4_000, .both), share: 1, length: second)),
            Fault(
                name: "blackhole", timing: .at([9 * second]),
                kind: .path(.blackhole, share: 1, length: 2 * second)),
            Fault(
                name: "slow-reader", timing: .at([12 * second]),
                kind: .path(.slowReader(bytesPerSecond: 5_000), share: 0.1, length: 3 * second)),
            Fault(name: "again", timing: .at([18 * second]), kind: .restart(down: second)),
            Fault(name: "mobile", timing: .at([16 * second]), kind: .halfOpen(share: 1, gone: .client)),
            Fault(
                name: "wobble", timing: .at([17 * second]),
                kind: .path(.delay(0, jitter: 5_000_000, .both), share: 1, length: second / 2)),
        ]
        #expect(faults == expected)
    }

    @Test(
        "what is wrong is said with its place and remedy",
        arguments: [
            ("[]", "`faults` is no list of up to 32 faults"),
            ("restart", "`faults` is no list of up to 32 faults"),
            ("[{at: 1s}]", "`faults[0].kind` is missing"),
            ("[{kind: restrat, at: 1s}]", "did you mean `restart`?"),
            ("[{kind: restart}]", "`faults[0]` does not say when it comes"),
            ("[{kind: restart, at: 1s, rate: 1}]", "has both times and a rate"),
            ("[{kind: restart, at: 1s, share: 0.5}]", "`faults[0].share` has no meaning for restart"),
            ("[{kind: restart, at: 1s, dowm: 1s}]", "did you mean `down`?"),
            ("[{kind: restart, at: 20s}]", "`faults[0].at` is too late"),
            ("[{kind: restart, at: 19s, down: 2s}]", "would last until 21s of a steady state of 20s"),
            ("[{kind: stop, at: 1s}]", "`faults[0].for` is missing"),
            ("[{kind: stop, at: [1s, 2s], for: 2s}]", "`faults[0].at[1]` comes before the one before it"),
            ("[{kind: stop, at: [], for: 2s}]", "is no list of up to 1000 times"),
            ("[{kind: reset, at: 1s, share: 0}]", "`faults[0].share` is `0`"),
            ("[{kind: reset, at: 1s, share: 150%}]", "`faults[0].share` is `150%`"),
            ("[{kind: reset, at: 1s, share: half}]", "write a share such as 0.3 or 30%"),
            ("[{kind: reset, rate: 1000}]", "write a rate from 0.0001 to 100 a second"),
            ("[{kind: half-open, at: 1s, gone: clients}]", "did you mean `client`?"),
            ("[{kind: delay, at: 1s, for: 1s}]", "does not say how long it delays"),
            ("[{kind: delay, at: 1s, for: 1s, delay: 50}]", "without a unit"),
            ("[{kind: bandwidth, at: 1s, for: 1s}]", "`faults[0].bytes-per-second` is missing"),
            ("[{kind: slow-reader, at: 1s, for: 1s}]", "`faults[0].read-rate` is missing"),
            ("[{kind: blackhole, at: 1s, for: 1s, delay: 1s}]", "has no meaning for blackhole"),
            ("[{kind: reset, at: 1s}, {kind: reset, at: 3s}]", "`faults[1]` is another `reset`"),
            (
                "[{kind: stop, at: 1s, for: 2s}, {kind: reset, at: 2s}]",
                "`faults[1]` begins before `stop` has ended"
            ),
            (
                "[{kind: reset, at: 2s}, {kind: half-open, at: 2s}]",
                "`faults[1]` begins before `reset` has ended"
            ),
        ])
    func wrong(list: String, message: String) throws {
        let error = #expect(throws: ScenarioError.self) { try read(list) }
        let text = try #require(error).description
        #expect(text.contains(message) && text.contains("x.yaml:1:"), "\(text)")
    }

    @Test("a fault may begin as another one ends")
    func adjacent() throws {
        #expect(try read("[{kind: stop, at: 1s, for: 2s}, {kind: reset, at: 3s}]").count == 2)
    }
}
