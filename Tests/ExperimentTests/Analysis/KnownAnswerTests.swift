import Experiment
import LoadEngine
import Metering
import Responder
import Results
import Scenarios
import TestSupport
import Testing

/// The whole instrument against a responder that records what it really did: generator, log reader
/// and analysis together must tell exactly that. Serial, since the runs share the machine.
@Suite("Known answers", .serialized)
struct KnownAnswerTests {
    static let second: Int64 = 1_000_000_000

    private func plan(
        _ responder: ResponderServer, _ transport: Transport, clients: Int, steady: Int64,
        submissions: [LoadPlan.Submission] = []
    ) -> LoadPlan {
        LoadPlan(
            endpoint: Endpoint(host: responder.host, port: responder.port), transport: transport,
            clients: clients,
            connectRate: 2_000, connectTimeout: 20 * Self.second, warmUp: Self.second / 4, steady: steady,
            drainLimit: Self.second, submissions: submissions, seed: 42)
    }

    /// Runs the plan to its drain, silences the responder, and analyses what came.
    private func measure(
        _ responder: ResponderServer, _ plan: LoadPlan, windows: [String: Int64] = [:]
    ) async throws -> (record: LoadRecord, trial: Trial) {
        let run = try LoadRun(plan: plan)
        try run.start()
        var course = ProgressSeries()
        try await eventually(within: 60, "the load drains") {
            let progress = run.progress
            course.note(progress, at: WallClock.realtime())
            return [.drain, .closing, .finished].contains(progress.phase)
        }
        responder.mute()
        let record = await run.wait()
        let log = try ServerLogReader(endpoint: Endpoint(host: responder.host, port: responder.port)).readAll(
            from: 0)
        var measurement = TrialMeasurement(
            arm: Arm(name: "arm", transport: plan.transport), load: LoadPoint(tasksPerSecond: 0), block: 0,
            position: 0,
            discarded: false, partial: false, record: record, log: log, samples: [],
            server: ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 25 * Self.second, pingTimeout: 20 * Self.second,
                batchWindows: windows))
        measurement.progress = course
        return (record, Analysis.trial(measurement))
    }

    /// Counted slice by slice from what arrived, where the trial's figure is the clients' own count.
    private func steadyMessages(_ trial: Trial) throws -> Int {
        try #require(trial.series).slices.filter { $0.phase == "steady" }.reduce(0) { $0 + $1.messages }
    }

    @Test("drops, doubles and swaps are counted exactly")
    func counts() async throws {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 200
        behavior.dropShare = 0.04
        behavior.doubleShare = 0.05
        behavior.swapShare = 0.06
        let responder = try ResponderServer(behavior)
        let plan = plan(responder, .webSocket, clients: 10, steady: Self.second)
        let (record, trial) = try await measure(responder, plan)
        let truth = responder.truth
        let window = record.timeline.steadyStart..<record.timeline.steadyEnd
        let eligible = Set(truth.entries.filter { window.contains($0.stamp) }.map(\.seq))
        var lost = 0
        var doubled = 0
        var swapped = 0
        for client in 0..<10 {
            let deliveries = truth.deliveries.filter { $0.client == client }.map(\.seq)
            lost += eligible.subtracting(deliveries).count
            // What was sent before the client had heard anything may predate its joining.
            let first = record.entries[0].filter { $0.client == client }.map(\.seq).min() ?? .max
            doubled += truth.doubled[client].count { $0 >= first }
            swapped += truth.swapped[client].count { $0 >= first }
        }
        #expect(lost > 0 && doubled > 0 && swapped > 0)
        #expect(trial.figures.updates == eligible.count * 10)
        #expect(trial.figures.events == eligible.count)
        #expect(trial.figures.lost == lost)
        #expect(trial.figures.updateLatencyMs.infinite == lost)
        #expect(trial.figures.duplicated == doubled)
        #expect(trial.figures.reordered == swapped)
        #expect(trial.figures.errors.isEmpty)
    }

    @Test("delays chosen at run time are measured back, and nothing is lost")
    func delays() async throws {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 100
        let base = Int64.random(in: 10...60) * 1_000_000
        behavior.addedDelay = base...(base + 20_000_000)
        let responder = try ResponderServer(behavior)
        let plan = plan(responder, .webSocket, clients: 20, steady: 2 * Self.second)
        let (record, trial) = try await measure(responder, plan)
        let window = record.timeline.steadyStart..<record.timeline.steadyEnd
        let chosen = responder.truth.entries.filter { window.contains($0.stamp) }.map(\.addedDelay)
        let expected = Double(chosen.reduce(0, +)) / Double(chosen.count) / 1e6
        let mean = try #require(trial.figures.updateLatencyMs.mean)
        // Never early; late by what a busy machine takes to wake the responder and send.
        #expect(mean >= expected)
        #expect(mean < expected + 50)
        #expect(trial.figures.serverDelayMs?.mean == 0)
        #expect(trial.figures.lost == 0 && trial.figures.duplicated == 0)
        #expect(trial.figures.invalidReasons.isEmpty)
        #expect(trial.figures.updates == chosen.count * 20)
    }

    @Test("the replayed windows predict the batch delay that was measured")
    func batches() async throws {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 100
        behavior.batchedShare = 1
        behavior.batchWindow = Int64.random(in: 100...300) * 1_000_000
        let responder = try ResponderServer(behavior)
        let plan = plan(responder, .webSocket, clients: 5, steady: 3 * Self.second)
        let (_, trial) = try await measure(
            responder, plan, windows: ["agent_update": behavior.batchWindow])
        #expect(try steadyMessages(trial) == trial.figures.messages)
        let replayed = try #require(
            trial.predictions.first { $0.checked && $0.quantity == "serverDelay.mean of agent_update" })
        // The responder's timer flushes late on a busy machine.
        #expect(abs(replayed.residual) < 0.2)
        #expect(abs(replayed.measured - (trial.figures.serverDelayMs?.mean ?? 0)) < 1e-6)
        #expect(trial.figures.lost == 0)
    }

    @Test("polling's mean is its closed form's, and its bytes are the responder's")
    func polling() async throws {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 200
        // The responder takes its state after the delay, where the closed form takes it at the intended
        // time: delays stay small beside half an interval.
        let base = Int64.random(in: 1...3) * 1_000_000
        behavior.pollDelay = base...(base + 2_000_000)
        let responder = try ResponderServer(behavior)
        let plan = plan(
            responder, .intervalPolling(intervalNanoseconds: 500_000_000), clients: 20,
            steady: 3 * Self.second)
        let (_, trial) = try await measure(responder, plan)
        let latency = try #require(trial.predictions.first { $0.quantity == "updateLatency.mean" })
        // Half an interval, and a response of at least the chosen delay.
        #expect(latency.predicted > 250 + Double(base) / 1e6)
        #expect(abs(latency.residual) < 0.1)
        #expect(trial.figures.lost == 0)
        #expect(trial.figures.reordered == 0)
        #expect((trial.figures.coalesced ?? 0) > 0)
        #expect(try steadyMessages(trial) == trial.figures.messages)
        let slices = try #require(trial.series).slices
        #expect(slices.filter { $0.phase == "steady" }.allSatisfy { $0.clients == 20 && $0.errors == 0 })
        let traffic = try #require(trial.predictions.first { $0.quantity == "traffic" })
        // Three segments a poll; an acknowledgement more or less at the window's edges and when delayed.
        #expect(abs(traffic.residual) < 0.25)
    }

    @Test("submit to seen holds the acceptance and the task's duration")
    func submitToSeen() async throws {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 0
        behavior.taskDelay = 10_000_000
        behavior.taskDuration = Int64.random(in: 20...60) * 1_000_000
        let responder = try ResponderServer(behavior)
        let submissions = (0..<20).map { step in
            LoadPlan.Submission(
                offset: Self.second / 2 + Int64(step) * 60_000_000,
                body: Array("{\"task_type\":\"web_research\",\"description\":\"d\"}".utf8))
        }
        let plan = plan(
            responder, .webSocket, clients: 4, steady: 2 * Self.second, submissions: submissions)
        let (_, trial) = try await measure(responder, plan)
        let expected = Double(behavior.taskDelay + (behavior.taskDuration ?? 0)) / 1e6
        let seen = try #require(trial.figures.submitToSeenMs)
        #expect(seen.count == 80)
        #expect(seen.events == 20)
        #expect(seen.infinite == 0)
        let mean = try #require(seen.mean)
        #expect(mean >= expected)
        #expect(mean < expected + 80)
    }
}
