import Glibc
import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Clients that do more than listen")
    struct BehaviourTests {
        private static let millisecond: Int64 = 1_000_000
        /// What two readings of the clock may differ by although one instant is meant.
        private static let clocks: Int64 = 1_000

        func plan(
            _ responder: ResponderServer, _ behaviours: [Behaviour], clients: Int,
            steady: Int64 = 2 * Plans.second
        ) -> LoadPlan {
            var plan = Plans.make(responder, .webSocket, clients: clients, steady: steady)
            plan.behaviours = behaviours
            plan.operations = (0..<3).map { Array("{\"task_type\":\"t\($0)\"}".utf8) }
            plan.drainLimit = 2 * Plans.second
            plan.reconnectSecond = 40 * Self.millisecond
            return plan
        }

        private func own(_ record: LoadRecord, _ client: Int) -> BehaviourRecord? {
            record.behaviours.first { $0.client == UInt32(client) }
        }

        @Test("operators are acknowledged: response from the intended instant, service from the sending")
        func operators() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.taskDelay = 30 * Self.millisecond
            let responder = try ResponderServer(behavior)
            let every = 100 * Self.millisecond
            let record = try await Plans.run(
                plan(
                    responder,
                    [
                        Behaviour(name: "v", kind: .viewer),
                        Behaviour(name: "o", kind: .operator(every: every, arrivals: .fixed)),
                    ], clients: 4))
            #expect(record.errors.isEmpty && record.failure == nil)
            #expect(record.behaviourOf.count { $0 == 1 } == 2)
            #expect(record.behaviours.count == 2)
            var ids: [String] = []
            for own in record.behaviours {
                #expect(record.behaviourOf[Int(own.client)] == 1)
                // 2.25 s of load, every 100 ms, the first one within the first.
                #expect(own.operations.count >= 22 && own.operations.count <= 23)
                for (before, after) in zip(own.operations, own.operations.dropFirst()) {
                    #expect(after.intended - before.intended == every)
                }
                for operation in own.operations {
                    #expect(operation.status == 202)
                    #expect(operation.sent >= operation.intended)
                    #expect(operation.answered - operation.sent >= 30 * Self.millisecond)
                    ids.append(operation.taskID ?? "")
                }
            }
            #expect(Set(ids) == Set(responder.truth.tasks.map(\.id)) && ids.count == Set(ids).count)
        }

        @Test("the load starts when every client is in its rooms")
        func rooms() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let record = try await Plans.run(
                plan(
                    responder, [Behaviour(name: "v", kind: .viewer, rooms: ["a", "b"])], clients: 3,
                    steady: Plans.second))
            #expect(record.errors.isEmpty && record.failure == nil)
            #expect(record.behaviours.map(\.roomsJoined) == [2, 2, 2])
            #expect(responder.truth.rooms.sorted() == ["a", "a", "a", "b", "b", "b"])
        }

        @Test("refreshers leave with a goodbye and come back; every stay is a session of its own")
        func refreshers() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 200
            let responder = try ResponderServer(behavior)
            let stay = 300 * Self.millisecond
            let away = 150 * Self.millisecond
            let record = try await Plans.run(
                plan(
                    responder,
                    [
                        Behaviour(name: "v", kind: .viewer),
                        Behaviour(name: "r", kind: .refresher(stay: stay, away: away, spacing: .fixed)),
                    ], clients: 4))
            #expect(record.errors.isEmpty && record.failure == nil)
            var stays = 0
            for own in record.behaviours {
                stays += own.sessions.count
                #expect(own.sessions.count >= 3)
                #expect(own.drops == 0 && own.reconnects == 0 && own.statePolls == 0)
                for (before, after) in zip(own.sessions, own.sessions.dropFirst()) {
                    #expect(after.start - before.end >= away)
                }
                for session in own.sessions.dropFirst().dropLast() {
                    #expect(session.end - session.start >= stay - 10 * Self.millisecond)
                }
                // Nothing arrives while it is away, and something in every whole stay.
                let arrivals = record.allEntries.filter { $0.client == own.client }.map(\.arrival)
                for (before, after) in zip(own.sessions, own.sessions.dropFirst()) {
                    #expect(
                        !arrivals.contains { $0 > before.end + 100 * Self.millisecond && $0 < after.start })
                }
                for session in own.sessions.dropLast() {
                    #expect(arrivals.contains { $0 >= session.start && $0 <= session.end })
                }
                #expect(own.sessions.allSatisfy { $0.end > $0.start })
            }
            let truth = responder.truth
            #expect(truth.closeFrames == stays + 2, "two viewers say goodbye once")
            #expect(truth.connectionsOpened == stays + 2)
            #expect(record.clients.allSatisfy { $0.disconnects == 0 })
        }

        @Test("a stay that a loss interrupts is still one session, so that nothing is owed twice")
        func interruptedStay() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let long = 1_000_000 * Plans.second
            let refresher = Behaviour(
                name: "r", kind: .refresher(stay: long, away: long, spacing: .fixed), reconnects: true)
            let run = try LoadRun(
                plan: plan(responder, [refresher], clients: 1, steady: 30 * Plans.second))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.disconnect(client: 0)
            // It is back so soon that nobody may see it away.
            try await eventually { run.progress.disconnects == 1 }
            try await eventually { run.progress.connected == 1 }
            run.cancel()
            let record = await run.wait()
            let own = try #require(self.own(record, 0))
            #expect(own.reconnects == 1)
            #expect(own.sessions.count == 1)
            #expect(own.sessions.allSatisfy { $0.end > record.timeline.steadyStart })
        }

        @Test(
            "flaky clients drop without a goodbye, return, and ask once for what they missed",
            arguments: Behaviour.Drop.allCases)
        func flaky(drop: Behaviour.Drop) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 300
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(
                plan(
                    responder,
                    [
                        Behaviour(name: "v", kind: .viewer),
                        Behaviour(
                            name: "f",
                            kind: .flaky(every: 250 * Self.millisecond, spacing: .fixed, drop: drop),
                            reconnects: true),
                    ], clients: 4))
            #expect(record.errors.isEmpty && record.failure == nil, "\(record.errors)")
            let logged = Set(responder.truth.entries.filter { record.window.contains($0.stamp) }.map(\.seq))
            #expect(logged.count > 300)
            for own in record.behaviours {
                #expect(own.drops >= 3 && own.reconnects == own.drops)
                #expect(own.statePolls == own.reconnects && own.failedAttempts == 0)
                // Back at the first attempt, after half of 40 ms at least.
                #expect(own.outages.count == own.drops)
                for outage in own.outages {
                    #expect(outage.isOwn && outage.attempts.count == 1)
                    #expect(outage.attempts[0] - outage.start >= 20 * Self.millisecond - Self.clocks)
                    #expect(outage.end > outage.attempts[0])
                }
                let received = Set(record.allEntries.filter { $0.client == own.client }.map(\.seq))
                let asked = record.allPolls.filter { $0.client == own.client }
                #expect(asked.count == own.statePolls && asked.allSatisfy { $0.outcome == .answered })
                // What the pushes lack, an answer covers: nothing is lost.
                let missed = logged.subtracting(received)
                #expect(!missed.isEmpty)
                let known = asked.map(\.seq).max() ?? 0
                #expect(missed.allSatisfy { $0 <= known })
                // The session is the whole run.
                #expect(record.clients[Int(own.client)].sessionStart < record.timeline.steadyStart)
            }
            let listeners = record.clients.indices.filter { record.behaviourOf[$0] == 0 }
            for client in listeners {
                let received = Set(record.allEntries.filter { $0.client == UInt32(client) }.map(\.seq))
                #expect(logged.isSubset(of: received))
            }
            #expect(responder.truth.closeFrames == 4, "only the ends of the run are goodbyes")
        }

        @Test("after five refused attempts clients ask every second, and push takes over when it works again")
        func fallback() async throws {
            let first = try ResponderServer(ResponderBehavior(seed: 1))
            let port = first.port
            var plan = plan(
                first, [Behaviour(name: "v", kind: .viewer, reconnects: true)], clients: 2,
                steady: 60 * Plans.second)
            plan.drainLimit = 0
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .steady }
            first.kill()
            // One connect error an attempt, and a disconnect a client; polls fail besides.
            try await eventually(within: 20) { run.progress.errors >= 2 * 6 + 4 }
            #expect(run.progress.connected == 0 && run.progress.phase == .steady)
            let second = try ResponderServer(ResponderBehavior(seed: 2), port: port)
            try await eventually(within: 20) { run.progress.connected == 2 }
            try await eventually(within: 20) { second.truth.polls.count >= 2 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            for own in record.behaviours {
                #expect(own.reconnects == 1 && own.failedAttempts >= 5)
                #expect(own.outages.count == 1)
                let outage = try #require(own.outages.first)
                #expect(!outage.isOwn && outage.attempts.count == own.failedAttempts + 1)
                try #require(outage.attempts.count >= 6)
                // Attempts come 1, 2, 4, 8, 16 and 30 times 40 ms after what went before, less half at most.
                for (place, wait) in [1, 2, 4, 8, 16, 30].enumerated() {
                    let before = place == 0 ? outage.start : outage.attempts[place - 1]
                    let least = Int64(wait) * 20 * Self.millisecond
                    #expect(outage.attempts[place] - before >= least - Self.clocks)
                }
                #expect(outage.end > outage.attempts.last ?? .max)
                // From the fifth failure, which is known before the sixth attempt, until it is back.
                #expect(own.pollingTime < outage.end - outage.attempts[3])
                #expect(own.pollingTime >= outage.end - outage.attempts[5] - Self.clocks)
                #expect(record.allPolls.contains { $0.client == own.client && $0.outcome == .failed })
                #expect(record.allPolls.contains { $0.client == own.client && $0.outcome == .answered })
            }
            #expect((record.errors["reconnect connect"] ?? 0) >= 10)
            #expect(record.errors["disconnect"] == 2)
        }

        @Test("plain viewers stay away when they are disconnected; those that reconnect return")
        func reconnecting() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let plan = plan(
                responder,
                [
                    Behaviour(name: "plain", kind: .viewer),
                    Behaviour(name: "loyal", kind: .viewer, reconnects: true),
                ], clients: 2, steady: 30 * Plans.second)
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.disconnect(client: 0)
            responder.disconnect(client: 1)
            try await eventually { responder.truth.connectionsOpened == 4 }
            try await eventually { run.progress.connected == 1 }
            run.cancel()
            let record = await run.wait()
            #expect(record.clients.map(\.disconnects) == [1, 1])
            #expect(record.behaviours.map(\.reconnects) == [1])
            #expect(record.behaviours.map { $0.outages.map(\.isOwn) } == [[false]])
            #expect(record.behaviours.first.map { record.behaviourOf[Int($0.client)] } == 1)
            // Three WebSockets, and the one that asked for the state.
            #expect(responder.truth.polls.count == 1)
        }
    }
}
