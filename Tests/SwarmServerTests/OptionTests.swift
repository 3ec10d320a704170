import SwarmCore
import TestSupport
import Testing

@testable import SwarmServer

@Suite("Options of swarm-server")
struct OptionTests {
    @Test(
        "durations are a number and a unit, or 0",
        arguments: [
            ("0", 0), ("100ms", 100_000_000), ("2s", 2_000_000_000), ("250us", 250_000),
            ("1.5m", 90_000_000_000),
            ("24h", 86_400_000_000_000), ("0ms", 0), ("0.5s", 500_000_000),
        ] as [(String, Int64)])
    func durations(text: String, nanoseconds: Int64) throws {
        #expect(try DurationText.nanoseconds(text) == nanoseconds)
    }

    @Test(
        "what is no duration is refused",
        arguments: ["", "5", "ms", "-1s", "1 s", "1e3s", "1.2.3s", "nan", "infs", "25h", "1d", "１s", "0x1s"])
    func noDurations(text: String) {
        #expect(throws: OptionError.self) { try DurationText.nanoseconds(text) }
    }

    @Test("a batch window names its type and its duration")
    func batchWindow() throws {
        let option = try BatchWindowOption(parsing: "log_update=1.5s")
        #expect(option.type == .logUpdate)
        #expect(option.nanoseconds == 1_500_000_000)
    }

    @Test(
        "what is no batch window is refused",
        arguments: [
            "", "log_update", "log_update=", "=1s", "task_completed=1s", "nonsense=1s", "log_update=1s=2s",
        ])
    func noBatchWindows(text: String) {
        #expect(throws: OptionError.self) { try BatchWindowOption(parsing: text) }
    }

    @Test(
        "a bad option ends the program with 64 and a sentence that names it",
        arguments: [
            (["--port", "70000"], "--port"), (["--port", "x"], "--port"), (["--teams", "-1"], "--teams"),
            (["--batch-window", "task_update=1"], "--batch-window"),
            (["--batch-window", "task_failed=1s"], "agent_update, task_update"),
            (["--ping-interval", "0"], "--ping"),
            (["--event-loops", "0"], "--event-loops"), (["--log-level", "loud"], "--log-level"),
            (["--nonsense"], "--nonsense"), (["--max-queue", "0"], "--max-queue"),
            (["--log-size", "0"], "--log-size"),
        ])
    func badOptions(arguments: [String], words: String) async throws {
        let program = try RunningProgram(BuiltProduct.url(named: "swarm-server"), arguments: arguments)
        #expect(try await program.exitStatus(within: 20) == 64)
        #expect(program.errors.text.contains(words), "\(program.errors.text)")
        #expect(program.output.text.isEmpty)
    }
}
