import Responder
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Submissions at intended times")
    struct SubmissionTests {
        private func submissions(_ count: Int, gap: Int64) -> [LoadPlan.Submission] {
            (0..<count).map { index in
                LoadPlan.Submission(
                    offset: Int64(index) * gap, body: Array("{\"task_type\":\"t\",\"n\":\(index)}".utf8))
            }
        }

        @Test("Slow answers do not delay later submissions")
        func slowAnswersDelayNothing() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 700_000_000
            behavior.eventsPerSecond = 0
            let responder = try ResponderServer(behavior)
            let plan = Plans.make(
                responder, .webSocket, clients: 1, submissions: submissions(30, gap: 20_000_000))
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.submissions.count == 30)
            for (index, submission) in record.submissions.enumerated() {
                #expect(submission.intended == record.timeline.loadStart + Int64(index) * 20_000_000)
                #expect(submission.sent >= submission.intended)
                // Far less than one answer takes.
                #expect(submission.sent - submission.intended < 400_000_000)
                #expect(submission.answered - submission.sent >= 700_000_000)
                #expect(submission.status == 202)
                let task = truth.tasks.first { $0.id == submission.taskID }
                #expect(task?.body == plan.submissions[index].body)
            }
            #expect(Set(record.submissions.compactMap(\.taskID)).count == 30)
            #expect(record.errors.isEmpty)
        }

        @Test("What was never answered is an error, and its record says so")
        func unansweredSubmissions() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 60_000_000_000
            let responder = try ResponderServer(behavior)
            let plan = Plans.make(
                responder, .webSocket, clients: 1, steady: 100_000_000,
                submissions: submissions(3, gap: 10_000_000))
            let record = try await Plans.run(plan)
            #expect(record.submissions.count == 3)
            for submission in record.submissions {
                #expect(submission.sent >= submission.intended && submission.intended > 0)
                #expect(submission.answered == 0 && submission.status == 0 && submission.taskID == nil)
            }
            #expect(record.errors == ["submit unanswered": 3])
            #expect(record.failure == nil)
        }

        @Test("Where faults are injected, what is never answered is given up, and its connection with it")
        func patience() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 60_000_000_000
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(
                responder, .webSocket, clients: 1, steady: 2 * Plans.second,
                submissions: submissions(3, gap: 300_000_000))
            plan.patience = 100_000_000
            plan.expectsFaults = true
            let record = try await Plans.run(plan)
            #expect(record.errors == ["submit timeout": 3])
            #expect(record.submissions.allSatisfy { $0.sent > 0 && $0.answered == 0 })
        }

        @Test("A cancelled run's unanswered submissions are errors too")
        func cancelledSubmissions() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 60_000_000_000
            let responder = try ResponderServer(behavior)
            let plan = Plans.make(
                responder, .webSocket, clients: 1, steady: 60_000_000_000,
                submissions: submissions(2, gap: 0) + [.init(offset: 50_000_000_000, body: [])])
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.submitted == 2 }
            run.cancel()
            let record = await run.wait()
            #expect(record.errors == ["submit unanswered": 2])
            // The third was not due yet: no error, nor sent.
            #expect(record.submissions.map { $0.sent > 0 } == [true, true, false])
        }

        @Test("A trial without clients still submits")
        func submitsWithoutClients() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let plan = Plans.make(
                responder, .webSocket, clients: 0, steady: 100_000_000,
                submissions: submissions(3, gap: 10_000_000))
            let record = try await Plans.run(plan)
            #expect(record.failure == nil)
            #expect(record.submissions.allSatisfy { $0.status == 202 })
        }
    }
}
