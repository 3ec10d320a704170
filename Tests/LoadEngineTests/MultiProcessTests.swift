import CShims
import Glibc
import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("A run in several processes")
    struct MultiProcessTests {
        private static func run(_ plan: LoadPlan, processes: Int) throws -> MultiProcessRun {
            try MultiProcessRun(
                plan: plan, processes: processes,
                command: [try BuiltProduct.url(named: "engine-driver").path, "generator-process"])
        }

        @Test(
            "Nothing is lost or counted twice: receipts are what the responder planted",
            arguments: [(10, 3, 1), (5, 2, 2), (2, 3, 1)])
        func mergeIsExact(clients: Int, processes: Int, workers: Int) async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.eventsPerSecond = 100
            behavior.batchedShare = 0.4
            behavior.dropShare = 0.05
            behavior.doubleShare = 0.05
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(responder, .webSocket, clients: clients, workers: workers)
            plan.submissions = [
                LoadPlan.Submission(offset: 0, body: Array("{}".utf8)),
                LoadPlan.Submission(offset: 500_000_000, body: Array("{}".utf8)),
            ]
            let run = try Self.run(plan, processes: processes)
            try run.start()
            try await eventually { run.progress.phase == .drain }
            responder.mute()
            let record = await run.wait()
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.clients.count == clients)
            #expect(record.clients.allSatisfy { $0.sessionStart > 0 && $0.messages > 0 })
            // Only the first process submits.
            #expect(record.submissions.count == 2)
            #expect(record.submissions.allSatisfy { $0.status == 202 })
            let window = Set(truth.entries.filter { record.window.contains($0.stamp) }.map(\.seq))
            #expect(window.count > 50)
            var expected: [UInt64: Int] = [:]
            for delivery in truth.deliveries where window.contains(delivery.seq) {
                expected[delivery.seq, default: 0] += 1
            }
            var received: [UInt64: Int] = [:]
            for entry in record.allEntries where window.contains(entry.seq) {
                received[entry.seq, default: 0] += 1
            }
            #expect(received == expected)
            // Each client's observations are in one array, in the order of arrival.
            for part in record.entries {
                for client in Set(part.map(\.client)) {
                    #expect(!record.entries.filter { $0 != part }.joined().contains { $0.client == client })
                    let arrivals = part.filter { $0.client == client }.map(\.arrival)
                    #expect(arrivals == arrivals.sorted())
                }
            }
            // The histogram merged from all processes is the one of all receipts.
            let stamps = Dictionary(uniqueKeysWithValues: truth.entries.map { ($0.seq, $0.stamp) })
            var sum = 0.0
            for entry in record.allEntries where window.contains(entry.seq) {
                sum +=
                    Double(entry.arrival - (stamps[entry.seq] ?? 0))
                    - Double(entry.serverDelayMicroseconds) * 1000
            }
            #expect(record.stampToArrival.count == UInt64(received.values.reduce(0, +)))
            #expect(abs(record.stampToArrival.sum - sum) < 1000 * Double(record.stampToArrival.count))
            #expect(record.generator.reads > 0 && record.generator.busiestLoopNanoseconds > 0)
            #expect(record.generator.busiestLoopNanoseconds < record.generator.cpuNanoseconds)
        }

        @Test("Polling clients are shared too, at the phases that one process would give them")
        func polling() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: 200_000_000), clients: 5)
            let run = try Self.run(plan, processes: 2)
            try run.start()
            let record = await run.wait()
            #expect(record.failure == nil)
            let alone = try await Plans.run(plan)
            for client in 0..<5 as Range<UInt32> {
                func phases(_ record: LoadRecord) -> [Int64] {
                    record.allPolls.filter { $0.client == client && record.window.contains($0.intended) }
                        .map { $0.intended - record.timeline.loadStart }
                }
                #expect(phases(record).count == 5)
                #expect(phases(record) == phases(alone))
            }
        }

        @Test("A process that is killed fails the run with the reason, and the others' part is kept")
        func killed() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 100
            let responder = try ResponderServer(behavior)
            let run = try Self.run(
                Plans.make(responder, .webSocket, clients: 6, steady: 60 * Plans.second), processes: 3)
            try run.start()
            try await eventually { run.progress.phase == .steady && run.progress.messages > 100 }
            let victim = try #require(run.processIdentifiers.first)
            _ = shim_signal(victim, SIGKILL)
            let record = await run.wait()
            let failure = try #require(record.failure)
            #expect(failure.contains("generator process 2 of 3"))
            #expect(failure.contains("signal 9"))
            let seen = Set(record.allEntries.map(\.client))
            #expect(seen == [0, 2, 3, 5])
            // All are gone.
            for process in run.processIdentifiers { #expect(shim_signal(process, 0) == -ESRCH) }
        }

        @Test("Cancelled, every process says goodbye and hands over what it saw")
        func cancelled() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 100
            let responder = try ResponderServer(behavior)
            let run = try Self.run(
                Plans.make(responder, .webSocket, clients: 4, steady: 60 * Plans.second), processes: 2)
            try run.start()
            try await eventually { run.progress.phase == .steady && run.progress.messages > 40 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(Set(record.allEntries.map(\.client)) == [0, 1, 2, 3])
            #expect(record.timeline.steadyEnd > record.timeline.steadyStart)
            try await eventually { responder.truth.closeFrames == 4 }
        }

        @Test("A program that is no generator, and one that is not there, are reported")
        func otherPrograms() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let plan = Plans.make(responder, .webSocket, clients: 2)
            let run = try MultiProcessRun(plan: plan, processes: 2, command: ["/bin/false"])
            try run.start()
            let record = await run.wait()
            #expect(record.failure?.contains("exit code 1") == true)
            let missing = try MultiProcessRun(plan: plan, processes: 2, command: ["/nonexistent/program"])
            #expect(throws: LoadError.self) { try missing.start() }
        }

        @Test("A process that never gets ready is ended, and the run with it")
        func neverReady() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(responder, .webSocket, clients: 2)
            plan.connectTimeout = Plans.second
            let run = try MultiProcessRun(plan: plan, processes: 2, command: ["/bin/sleep", "100"])
            try run.start()
            let process = try #require(run.processIdentifiers.first)
            let record = await run.wait()
            #expect(record.failure?.contains("process 2 of 2: it was not ready within 6.0 s") == true)
            #expect(kill(process, 0) != 0)
        }
    }
}
