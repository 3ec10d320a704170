import Glibc
import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites.BehaviourTests {
    @Test("what slow readers leave unread is not held against the generator")
    func unreadBySlowReaders() throws {
        let responder = try ResponderServer(ResponderBehavior(seed: 1))
        let plan = plan(
            responder,
            [
                Behaviour(name: "v", kind: .viewer),
                Behaviour(name: "s", kind: .slowReader(SlowReading(bytesPerSecond: 2_000, pause: nil))),
            ], clients: 2)
        let board = try WorkerBoard()
        let fleet = PushFleet(
            plan: plan, numbers: [0, 1], loop: try EventLoop(wakeup: board.wakeup), recorder: Recorder(),
            timebase: .now())
        for (place, client) in fleet.clients.enumerated() {
            var pair: [Int32] = [-1, -1]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
            #expect(write(pair[1], [1, 2, 3], 3) == 3)
            client.descriptor = pair[0]
            #expect(fleet.unreadBytes(at: place) == (client.behaving == nil ? 3 : nil))
            client.descriptor = -1
            for descriptor in pair { close(descriptor) }
        }
        #expect(fleet.clients.count { $0.behaving != nil } == 1)
    }

    @Test("a slow reader is behind, and nobody else is")
    func slowReader() async throws {
        var behavior = ResponderBehavior(seed: 1)
        behavior.eventsPerSecond = 0
        behavior.padding = 400
        let responder = try ResponderServer(behavior)
        let rate = SlowReading(bytesPerSecond: 2_000, pause: nil)
        // Pauses that are nearly all of the time: the client reads next to nothing in the run.
        let pause = SlowReading(
            bytesPerSecond: nil,
            pause: SlowReading.Pause(length: 3_599 * Plans.second, period: 3_600 * Plans.second))
        let run = try LoadRun(
            plan: plan(
                responder,
                [
                    Behaviour(name: "v", weight: 3, kind: .viewer),
                    Behaviour(name: "s", kind: .slowReader(rate)),
                    Behaviour(name: "p", kind: .slowReader(pause)),
                ], clients: 5, steady: 30 * Plans.second))
        try run.start()
        try await eventually { run.progress.phase == .steady }
        responder.emit(200)
        // Three viewers have everything while the slow reader has about four entries a second.
        try await eventually { run.progress.messages >= 5 + 3 * 200 }
        run.cancel()
        let record = await run.wait()
        #expect(record.errors.isEmpty && record.failure == nil)
        for (client, place) in record.behaviourOf.enumerated() {
            let own = record.allEntries.filter { $0.client == UInt32(client) }
            if place == 0 {
                #expect(own.count == 200)
            } else {
                #expect(own.count < 200, "\(place)")
                #expect(own.allSatisfy { $0.lag == 0 })
            }
        }
        #expect(record.generator.unusableStamps == 0)
    }
}
