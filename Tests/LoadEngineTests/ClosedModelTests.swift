import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Users of a closed model")
    struct ClosedModelTests {
        private static let bodies = (0..<3).map { Array("{\"task_type\":\"t\($0)\"}".utf8) }

        private func run(
            _ responder: ResponderServer, users: Int, think: Int64, waitsFor: ClosedLoad.Patience = .answer,
            kind: HTTPClientKind = .native
        ) async throws -> LoadRecord {
            var plan = Plans.make(responder, .webSocket, clients: 1, steady: 2 * Plans.second)
            plan.httpClient = kind
            plan.closed = LoadPlan.ClosedSubmissions(
                load: ClosedLoad(users: users, thinkTime: think, thinking: .fixed, waitsFor: waitsFor),
                bodies: Self.bodies)
            return try await Plans.run(plan)
        }

        @Test("a user submits its next task when the last was answered and it has thought")
        func oneAfterTheOther() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 80_000_000
            let responder = try ResponderServer(behavior)
            let record = try await run(responder, users: 1, think: 120_000_000)
            let all = record.submissions
            // 2.25 s of load, 0.2 s a turn at least; a slow machine makes fewer.
            #expect(all.count >= 3 && all.count <= 12)
            for (before, after) in zip(all, all.dropFirst()) where before.answered > 0 {
                #expect(after.intended - before.answered >= 120_000_000)
            }
            #expect(record.errors.isEmpty)
            #expect(all.allSatisfy { $0.status == 202 && $0.taskID != nil })
            #expect(responder.truth.tasks.map(\.id) == all.compactMap(\.taskID))
            let bodies: [[UInt8]] = responder.truth.tasks.prefix(3).map(\.body)
            #expect(bodies == Self.bodies)
        }

        @Test("never more tasks are outstanding than there are users, and all users submit")
        func outstanding() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 100_000_000
            let responder = try ResponderServer(behavior)
            let record = try await run(responder, users: 4, think: 0)
            let spans = record.submissions.filter { $0.answered > 0 }.map { ($0.sent, $0.answered) }
            let most = spans.map { span in spans.count { $0.0 <= span.0 && $0.1 > span.0 } }.max()
            #expect(most == 4)
            #expect(record.submissions.count > 8)
        }

        @Test(
            "a user can wait until it has seen its task completed", arguments: HTTPClientKind.allCases)
        func completion(kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.taskDuration = 250_000_000
            let responder = try ResponderServer(behavior)
            let record = try await run(responder, users: 2, think: 0, waitsFor: .completed, kind: kind)
            let done = record.submissions.filter { $0.completed > 0 }
            #expect(done.count >= 2)
            for submission in done { #expect(submission.completed - submission.answered >= 240_000_000) }
            for one in record.submissions {
                let open = record.submissions.count { other in
                    other.sent <= one.sent && (other.completed == 0 || other.completed > one.sent)
                }
                #expect(open <= 2)
            }
            #expect(record.errors.isEmpty)
        }

        @Test(
            "where faults are injected, a user that is never answered gives up and goes on; elsewhere it waits",
            arguments: HTTPClientKind.allCases)
        func patience(kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 60_000_000_000
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(responder, .webSocket, clients: 1, steady: 2 * Plans.second)
            plan.httpClient = kind
            plan.patience = 100_000_000
            plan.closed = LoadPlan.ClosedSubmissions(
                load: ClosedLoad(users: 2, thinkTime: 0, thinking: .fixed, waitsFor: .answer),
                bodies: Self.bodies)
            let waiting = try await Plans.run(plan)
            #expect(waiting.submissions.count == 2 && waiting.errors == ["submit unanswered": 2])
            plan.expectsFaults = true
            let record = try await Plans.run(plan)
            let given: Int = record.errors["submit timeout"] ?? 0
            #expect(given >= 2 && record.submissions.count > 2 && record.failure == nil)
            #expect(record.submissions.allSatisfy { $0.answered == 0 })
        }

        @Test("a server that is gone ends the run, and what was submitted is kept")
        func lostServer() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(responder, .intervalPolling(intervalNanoseconds: 3_000_000_000), clients: 1)
            plan.steady = 30 * Plans.second
            plan.closed = LoadPlan.ClosedSubmissions(
                load: ClosedLoad(users: 2, thinkTime: 0, thinking: .fixed, waitsFor: .answer),
                bodies: Self.bodies)
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.submitted > 2 }
            responder.kill()
            let record = await run.wait()
            #expect(record.failure?.contains("lost the server") == true)
            #expect(record.submissions.contains { $0.taskID != nil })
        }
    }
}
