import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Live latencies of a run")
    struct LiveRunTests {
        /// A quantile of all that the record holds, nanoseconds, by nearest rank.
        private static func exact(_ values: [Int64], _ quantile: Double) -> Double {
            let sorted = values.sorted()
            return Double(sorted[max(1, Int((quantile * Double(sorted.count)).rounded(.up))) - 1])
        }

        @Test(
            "of pushed updates are those that the responder planted, in one process and in two",
            arguments: [1, 2])
        func pushed(processes: Int) async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.eventsPerSecond = 100
            behavior.addedDelay = 40_000_000...400_000_000
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(responder, .webSocket, clients: 6, steady: 2 * Plans.second)
            plan.watch = LoadPlan.Watch()
            let run: any GeneratorRun =
                processes == 1
                ? try LoadRun(plan: plan)
                : try MultiProcessRun(
                    plan: plan, processes: processes,
                    command: [try BuiltProduct.url(named: "engine-driver").path, "generator-process"])
            try run.start()
            let record = await run.wait()
            let live = try #require(run.latencies)
            let truth = responder.truth
            let stamps = Dictionary(uniqueKeysWithValues: truth.entries.map { ($0.seq, $0.stamp) })
            let latencies = record.allEntries.compactMap { entry in
                stamps[entry.seq].map { entry.arrival - $0 }
            }
            #expect(latencies.count > 500)
            // A further process's last half second may not have been told.
            #expect(Double(live.count) > 0.6 * Double(latencies.count))
            #expect(Double(live.count) < 1.2 * Double(latencies.count))
            for quantile in [0.1, 0.5, 0.9] {
                let told = try #require(live.value(atQuantile: quantile))
                let expected = Self.exact(latencies, quantile)
                // Drawn delays, most of them seen: the tolerance is for the part that was not.
                #expect(abs(told / expected - 1) < 0.3, "\(quantile): \(told) instead of \(expected)")
            }
        }

        @Test("of polls are response times from the intended instants")
        func polls() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.pollDelay = 20_000_000...60_000_000
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: 200_000_000), clients: 5)
            plan.watch = LoadPlan.Watch()
            let run = try LoadRun(plan: plan)
            try run.start()
            let record = await run.wait()
            let live = try #require(run.latencies)
            let answered = record.allPolls.filter { $0.outcome == .answered }
            #expect(answered.count > 10)
            #expect(live.count == answered.count)
            let told = try #require(live.value(atQuantile: 0.5))
            let expected = Self.exact(answered.map { $0.arrival - $0.intended }, 0.5)
            #expect(abs(told / expected - 1) < 0.04)
        }

        @Test("are not gathered for nobody")
        func unwatched() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(plan: Plans.make(responder, .webSocket, clients: 2))
            #expect(run.latencies == nil)
            try run.start()
            _ = await run.wait()
            #expect(run.latencies == nil)
            #expect(run.board?.workers.allSatisfy { $0.live == nil } == true)
        }
    }
}
