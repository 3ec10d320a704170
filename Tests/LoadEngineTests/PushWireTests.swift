import Responder
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Push clients on the wire: heartbeats, bytes, garbage")
    struct PushWireTests {
        @Test("A server that stops pinging is dead, by the heartbeat it announced")
        func missedHeartbeatCloses() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.sendsPings = false
            behavior.pingInterval = 300_000_000
            behavior.pingTimeout = 200_000_000
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(
                Plans.make(responder, .webSocket, clients: 4, steady: 30 * Plans.second))
            #expect(record.errors == ["heartbeat": 4])
            #expect(record.failure?.contains("no ping") == true)
            #expect(record.clients.allSatisfy { $0.disconnects == 1 })
            let patience = record.timeline.steadyEnd - record.clients[0].sessionStart
            #expect(patience >= 450_000_000)
        }

        @Test("Answered heartbeats keep the session and are counted apart")
        func heartbeatsAreCountedApart() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.pingInterval = 50_000_000
            behavior.pingTimeout = 400_000_000
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(Plans.make(responder, .webSocket, clients: 3))
            #expect(record.errors.isEmpty)
            for totals in record.clients {
                #expect(totals.heartbeats >= 4)
                // "2" in an unmasked frame is 3 bytes, "3" in a masked one 7.
                #expect(totals.heartbeatBytes == totals.heartbeats / 2 * 10)
                #expect(totals.messages == 0)
                #expect(totals.bytesDown == 0)
            }
        }

        @Test("Application bytes and messages are the responder's, to the byte")
        func bytesAreExact() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            let responder = try ResponderServer(behavior)
            let clients = 5
            var plan = Plans.make(responder, .webSocket, clients: clients, steady: 2 * Plans.second)
            plan.warmUp = 100_000_000
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .steady }
            let before = responder.truth.frameBytesSent
            responder.emit(40)
            try await eventually { run.progress.fewestEligibleReceipts == 40 }
            let record = await run.wait()
            let after = responder.truth.frameBytesSent
            for client in 0..<clients {
                let totals = record.clients[client]
                #expect(totals.bytesDown == UInt64(after[client] - before[client]))
                #expect(totals.messages == 40)
                #expect(totals.tcp.bytesReceived == totals.bytesDown)
                #expect(totals.tcp.segmentsIn > 0)
            }
            let traffic = try #require(record.typeTraffic.first)
            #expect(record.eventTypes == ["task_completed"] && record.typeTraffic.count == 1)
            #expect(traffic.windowMessages == UInt64(40 * clients))
            #expect(traffic.windowEntries == UInt64(40 * clients))
            #expect(traffic.windowBytes == record.clients.map(\.bytesDown).reduce(0, +))
            #expect(traffic.messages == traffic.windowMessages && traffic.bytes == traffic.windowBytes)
        }

        @Test("What comes before a client's session is recorded, but no traffic")
        func earlyEntriesAreNoTraffic() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.sendsEarlyEntry = true
            behavior.eventsPerSecond = 100
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(Plans.make(responder, .webSocket, clients: 3))
            #expect(record.eventTypes == ["early", "task_completed"])
            #expect(record.allEntries.filter { $0.type == 0 }.count == 3)
            try #require(record.typeTraffic.count == 2)
            #expect(record.typeTraffic[0] == TypeTraffic())
            let traffic = record.typeTraffic[1]
            // From the session's start to the end: every receipt of the type, immediate ones by themselves.
            #expect(traffic.messages == UInt64(record.allEntries.filter { $0.type == 1 }.count))
            #expect(traffic.entries == traffic.messages)
            #expect(traffic.windowMessages == record.clients.map(\.messages).reduce(0, +))
            #expect(traffic.windowBytes == record.clients.map(\.bytesDown).reduce(0, +))
            #expect(traffic.windowMessages > 0 && traffic.windowMessages < traffic.messages)
            #expect(traffic.windowBytes < traffic.bytes)
        }

        @Test("A doubled entry does not stand in for a delayed one")
        func doubledEntriesCountOnce() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            let responder = try ResponderServer(behavior)
            let run = try LoadRun(
                plan: Plans.make(responder, .webSocket, clients: 2, steady: 60 * Plans.second))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            let stamp = ResponderServer.timestamp(run.progress.timeline.steadyStart + 1_000_000)
            let before = run.progress.messages
            func send(_ seq: Int, to client: Int) {
                let text = "42[\"x\",{\"seq\":\(seq),\"timestamp\":\"\(stamp)\"}]"
                responder.send(raw: ResponderServer.frame(text), client: client)
            }
            for seq in 1...4 { send(seq, to: 0) }
            // The other one gets three of the four, one of them twice; then the fourth, and a third again.
            for seq in [1, 4, 4, 2] { send(seq, to: 1) }
            try await eventually { run.progress.messages >= before + 8 }
            try await eventually { run.progress.fewestEligibleReceipts >= 3 }
            #expect(run.progress.fewestEligibleReceipts == 3)
            for seq in [3, 1] { send(seq, to: 1) }
            try await eventually { run.progress.fewestEligibleReceipts == 4 }
            run.cancel()
            let record = await run.wait()
            #expect(run.progress.fewestEligibleReceipts == 4)
            // Every receipt is recorded all the same.
            #expect(record.allEntries.filter { $0.client == 1 }.map(\.seq) == [1, 4, 4, 2, 3, 1])
        }

        @Test("Messages read together: all but the last carry the time since the previous read")
        func sharedReadsCarryTheirBound() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            let responder = try ResponderServer(behavior)
            let run = try LoadRun(
                plan: Plans.make(responder, .webSocket, clients: 1, steady: 60 * Plans.second))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            let stamp = ResponderServer.timestamp(run.progress.timeline.steadyStart + 1_000_000)
            func frame(_ seq: Int) -> [UInt8] {
                ResponderServer.frame("42[\"x\",{\"seq\":\(seq),\"timestamp\":\"\(stamp)\"}]")
            }
            func send(_ bytes: [UInt8], receiving count: Int) async throws {
                responder.send(raw: bytes, client: 0)
                try await eventually { run.progress.fewestEligibleReceipts == count }
            }
            try await send(frame(1), receiving: 1)
            try await send(frame(2) + frame(3) + frame(4), receiving: 4)
            // The fifth is followed by the sixth's beginning, whose stamp the read bears.
            try await send(frame(5) + frame(6).prefix(10), receiving: 5)
            try await send(Array(frame(6).dropFirst(10)), receiving: 6)
            run.cancel()
            let record = await run.wait()
            let entries = record.allEntries
            try #require(entries.map(\.seq) == [1, 2, 3, 4, 5, 6])
            let isShared = [false, true, true, false, true, false]
            #expect(entries.map { $0.flags.contains(.sharedRead) } == isShared)
            let arrivals = entries.map(\.arrival)
            #expect(arrivals[1] == arrivals[3] && arrivals[0] < arrivals[1] && arrivals[3] < arrivals[4])
            let first = UInt32(clamping: arrivals[1] - arrivals[0])
            let fifth = UInt32(clamping: arrivals[4] - arrivals[3])
            #expect(entries.map(\.stampUncertainty) == [0, first, first, 0, fifth, 0])
            #expect(record.generator.sharedReads == 2)
        }

        @Test(
            "Garbage ends the client it reached, as a protocol error, and no other",
            arguments: [
                [0x81, 0x85, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0xF1, 0x00], [0x83, 0x00], [0x80, 0x01, 0x41],
                [0x81, 0x02, 0xC3, 0x28], ResponderServer.frame("hello"), ResponderServer.frame("4"),
                ResponderServer.frame("42", opcode: 9) + ResponderServer.frame("0{}"),
                [0x81, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            ] as [[UInt8]])
        func garbageEndsOneClient(bytes: [UInt8]) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(plan: Plans.make(responder, .webSocket, clients: 3))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.send(raw: bytes, client: 1)
            try await eventually { run.progress.errors > 0 && run.progress.disconnects > 0 }
            #expect(run.progress.disconnects == 1)
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.errors == ["protocol": 1])
            #expect(record.clients.map(\.disconnects) == [0, 1, 0])
        }

        @Test("Malformed events are recorded, and the client goes on")
        func malformedEventsAreCounted() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(plan: Plans.make(responder, .webSocket, clients: 2))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            for text in ["42[", "42{}", "42[\"x\",{\"seq\":\"1\"}]", "42[\"x_batch\",{\"batch\":[]}]"] {
                responder.send(raw: ResponderServer.frame(text), client: 0)
            }
            try await eventually { run.progress.errors == 4 }
            run.cancel()
            let record = await run.wait()
            #expect(record.errors == ["protocol": 4])
            #expect(record.clients.map(\.disconnects) == [0, 0])
        }

        @Test("One disconnected client is counted, and the run goes on")
        func oneDisconnect() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(plan: Plans.make(responder, .webSocket, clients: 3))
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.disconnect(client: 2)
            try await eventually { run.progress.errors > 0 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.errors == ["disconnect": 1])
            #expect(record.clients.map(\.disconnects) == [0, 0, 1])
        }
    }
}
