import Glibc
import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("A run's life: servers that die, runs that are cancelled")
    struct LifecycleTests {
        static let transports: [Transport] = [
            .webSocket, .longPolling, .intervalPolling(intervalNanoseconds: 100_000_000),
            .conditionalPolling(intervalNanoseconds: 100_000_000),
            .eventPolling(intervalNanoseconds: 100_000_000),
        ]
        static let minute: Int64 = 60_000_000_000

        /// Waits until every client has received within the steady state.
        private static func seeSome(_ run: LoadRun) async throws {
            try await eventually { run.progress.phase == .steady }
            let before = run.progress.messages
            try await eventually { run.progress.messages > before + 60 }
        }

        @Test("A dead server ends the run at once, and what was seen is kept", arguments: transports)
        func deadServerIsNoticed(transport: Transport) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(
                plan: Plans.make(responder, transport, clients: 10, steady: Self.minute))
            try run.start()
            try await Self.seeSome(run)
            responder.kill()
            // Far less than the minute that is left.
            try await eventually(within: 10) { run.progress.phase == .finished }
            let record = await run.wait()
            #expect(record.failure?.contains("lost the server") == true)
            #expect(record.allEntries.count + record.allPolls.count > 20)
            #expect(record.timeline.steadyStart > 0)
            #expect(record.timeline.steadyEnd > record.timeline.steadyStart)
            #expect(record.timeline.steadyEnd < record.timeline.steadyStart + Self.minute / 2)
            #expect(record.clients.allSatisfy { $0.sessionStart > 0 && $0.bytesDown > 0 })
            #expect(record.clients.allSatisfy { $0.tcp.bytesReceived > 0 })
        }

        @Test("A cancelled run closes soon and keeps what it saw", arguments: transports)
        func cancelKeepsData(transport: Transport) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(
                plan: Plans.make(responder, transport, clients: 10, steady: Self.minute))
            try run.start()
            try await Self.seeSome(run)
            run.cancel()
            try await eventually(within: 10) { run.progress.phase == .finished }
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.allEntries.count + record.allPolls.count > 20)
            #expect(record.timeline.steadyEnd > record.timeline.steadyStart)
            #expect(record.timeline.drainEnd == 0)
            #expect(record.generator.cpuNanoseconds > 0)
        }

        @Test("Cancelled while connecting, a run ends too")
        func cancelWhileConnecting() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(responder, .webSocket, clients: 100)
            plan.connectRate = 2
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.connected > 0 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.timeline.loadStart == 0)
        }

        @Test("Nobody listening is an error with the address in it", arguments: transports)
        func refusedConnection(transport: Transport) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            responder.kill()
            try await eventually { responder.hasEnded }
            let record = try await Plans.run(Plans.make(responder, transport, clients: 3))
            #expect(record.failure?.contains("refused") == true)
            #expect(record.errors["connect"] ?? 0 >= 1)
        }

        @Test("Clients that cannot all connect in time fail the run")
        func connectTimeout() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(responder, .webSocket, clients: 100)
            plan.connectRate = 10
            plan.connectTimeout = 300_000_000
            let record = try await Plans.run(plan)
            #expect(record.failure?.contains("of 100 clients connected") == true)
        }

        @Test("finishDrain ends the drain at once")
        func finishDrainEndsTheDrain() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(responder, .webSocket, clients: 3, steady: 200_000_000)
            plan.drainLimit = Self.minute
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .drain }
            run.finishDrain()
            try await eventually(within: 10) { run.progress.phase == .finished }
            let record = await run.wait()
            #expect(record.timeline.drainEnd > record.timeline.steadyEnd)
            #expect(record.timeline.drainEnd < record.timeline.steadyEnd + Self.minute / 2)
            #expect(record.clients.allSatisfy { $0.sessionEnd == record.timeline.drainEnd })
        }

        @Test("Clients say goodbye by Socket.IO and by WebSocket")
        func cleanClose() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let record = try await Plans.run(
                Plans.make(responder, .webSocket, clients: 7, steady: 100_000_000))
            #expect(record.clients.allSatisfy { $0.disconnects == 0 })
            try await eventually { responder.truth.closeFrames == 7 }
            #expect(responder.truth.disconnectPackets == 7)
        }

        @Test("A run that was never started has an empty record that says so")
        func neverStarted() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let record = await (try LoadRun(plan: Plans.make(responder, .webSocket, clients: 1))).wait()
            #expect(record.failure != nil)
        }

        @Test("A run gives back every descriptor", arguments: transports)
        func descriptorsAreGivenBack(transport: Transport) async throws {
            let before = try Self.openDescriptors()
            do {
                let responder = try ResponderServer(ResponderBehavior(seed: 1))
                let record = try await Plans.run(
                    Plans.make(
                        responder, transport, clients: 50, steady: 100_000_000,
                        submissions: [LoadPlan.Submission(offset: 0, body: [])]))
                #expect(record.failure == nil)
            }
            try await eventually { try Self.openDescriptors() <= before }
        }

        private static func openDescriptors() throws -> Int {
            let directory = try #require(opendir("/proc/self/fd"))
            defer { closedir(directory) }
            var count = 0
            while readdir(directory) != nil { count += 1 }
            return count
        }
    }
}
