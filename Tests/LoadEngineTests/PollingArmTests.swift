import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Conditional and event polling")
    struct PollingArmTests {
        static let interval: Int64 = 100_000_000
        static let conditional = Transport.conditionalPolling(intervalNanoseconds: interval)
        static let events = Transport.eventPolling(intervalNanoseconds: interval)

        @Test(
            "An unchanged state is answered 304, and the client still possesses what it had",
            arguments: HTTPClientKind.allCases)
        func notModified(kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 3
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(responder, Self.conditional, clients: 5)
            plan.httpClient = kind
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            var statuses: Set<UInt16> = []
            for client in 0..<5 {
                let served = truth.polls.filter { $0.connection == client }.dropFirst()
                let due = record.allPolls.filter { Int($0.client) == client }
                // One that fell due while the machine held up the one before was not asked.
                let polls = due.filter { $0.outcome != .skipped }
                #expect(polls.count == served.count && due.count > 8)
                for (poll, served) in zip(polls, served) {
                    #expect(poll.status == (served.isNotModified ? 304 : 200))
                    #expect(poll.seq == served.seq)
                    statuses.insert(poll.status)
                }
                let inWindow = zip(polls, served).filter { record.window.contains($0.0.arrival) }
                let totals = record.clients[client]
                #expect(totals.messages == UInt64(inWindow.count))
                #expect(totals.notModified == UInt64(inWindow.count { $0.1.isNotModified }))
                #expect(totals.bytesDown == UInt64(inWindow.reduce(0) { $0 + $1.1.bytesDown }))
                let sent = zip(polls, served).filter { record.window.contains($0.0.sent) }
                #expect(totals.bytesUp == UInt64(sent.reduce(0) { $0 + $1.1.bytesUp }))
            }
            #expect(statuses == [200, 304])
        }

        @Test("A server without entity tags cannot be polled conditionally, and the run says so")
        func noEntityTags() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.sendsEntityTags = false
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(Plans.make(responder, Self.conditional, clients: 1))
            #expect(record.failure?.contains("ETag") == true)
        }

        @Test(
            "Every event since the state is received once and by itself, however many pages it takes",
            arguments: [Int.max, 3], HTTPClientKind.allCases)
        func everyEvent(page: Int, kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 100
            behavior.eventPage = page
            let responder = try ResponderServer(behavior)
            responder.emit(20)
            try await eventually { responder.truth.entries.count >= 20 }
            var plan = Plans.make(responder, Self.events, clients: 4, steady: Plans.second / 2)
            plan.httpClient = kind
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.serverIDs == ["responder"])
            #expect(record.eventTypes == ["task_completed"])
            for client in 0..<4 {
                let entries = record.allEntries.filter { Int($0.client) == client }
                let seqs = entries.map(\.seq)
                #expect(seqs.count > 50)
                // From behind the state on, without a hole, in order.
                let first = try #require(seqs.first)
                #expect(first > 20)
                #expect(seqs == Array(first..<(first + UInt64(seqs.count))))
                for entry in entries {
                    #expect(entry.arrival >= truth.entries[Int(entry.seq) - 1].stamp)
                }
                let polls = record.allPolls.filter { Int($0.client) == client && $0.outcome == .answered }
                #expect(polls.allSatisfy { $0.status == 200 && $0.seq == 0 })
                #expect(Set(entries.map(\.arrival)).isSubset(of: Set(polls.map(\.arrival))))
                // Pages of one poll share its intended instant.
                let intended = Set(polls.map(\.intended))
                #expect(page == 3 ? polls.count > intended.count : polls.count == intended.count)
            }
            let traffic = try #require(record.typeTraffic.first)
            #expect(traffic.entries == UInt64(record.allEntries.count))
        }

        @Test("When the log has lost what a client wants, it reads the state and counts a resync")
        func resync() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.keptEntries = 5
            let responder = try ResponderServer(behavior)
            let run = try LoadRun(plan: Plans.make(responder, Self.events, clients: 1, steady: Plans.second))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.emit(40)
            try await eventually { run.progress.errors == 1 && run.progress.lowestSeq == 40 }
            responder.emit(2)
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.errors == ["resync": 1])
            // The state brought everything up to 40 at once; what came later came by itself again.
            #expect(record.allPolls.contains { $0.seq == 40 && $0.outcome == .answered })
            #expect(record.allEntries.map(\.seq) == [41, 42])
            #expect(record.allPolls.contains { $0.status == 410 && $0.outcome == .failed })
            #expect(record.clients[0].disconnects == 0)
        }
    }
}
