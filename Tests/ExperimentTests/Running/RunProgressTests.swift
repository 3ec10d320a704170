import LoadEngine
import Scenarios
import Testing

@testable import Experiment

@Suite("Progress of a run")
struct RunProgressTests {
    private let scenario = Scenario(
        name: "s", description: "", clients: 500, connectRate: 500,
        arms: [Arm(name: "push", transport: .webSocket)],
        load: Load(tasksPerSecond: [0], arrivals: .poisson),
        phases: Phases(warmUp: 1_000_000_000, steady: 6_000_000_000), blocks: 1, seed: 1,
        server: ServerSettings(
            teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000,
            batchWindows: [:]), baseline: "push")

    @Test("the time left is what trials are planned to take plus what earlier ones took beyond")
    func remaining() {
        var remaining = RemainingTime(scenario: scenario, trials: 4)
        // Planned: 1 s connecting, 1 s warm-up, 6 s steady state; two seen trials took 2 and 4 s more.
        remaining.finished(seconds: 10)
        remaining.finished(seconds: 12)
        #expect(remaining.secondsLeft(trial: 2, elapsed: 4) == 7 + 11)
        #expect(remaining.secondsLeft(trial: 3, elapsed: 30) == 0)
    }

    @Test("the message rate is that of the last second")
    func rate() {
        var rate = MessageRate()
        var progress = LoadProgress()
        var last = 0.0
        for step in 0..<40 {
            progress.messages += step < 20 ? 10 : 100
            last = rate.rate(of: progress, now: Int64(step) * 100_000_000)
        }
        #expect(abs(last - 1000) < 1)
    }

    @Test(
        "CPUs are shared out only where there are two",
        arguments: [
            ([0, 1], [0], [1]), ([2, 5, 7], [2], [7]), ([3], nil, nil), ([], nil, nil),
        ] as [([Int], [Int]?, [Int]?)])
    func placement(available: [Int], server: [Int]?, generator: [Int]?) {
        let placement = CPUPlacement(available: available)
        #expect(placement.server == server)
        #expect(placement.generator == generator)
    }
}
