import Testing
import TestSupport

@testable import LoadEngine

extension TimingSuites {
    @Suite("Push timing against a responder of known delays")
    struct PushTimingTests {
        @Test("Arrivals lie within the responder's own send, so added delays are measured back")
        func addedDelaysAreMeasuredBack() async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.addedDelay = 5_000_000...80_000_000
            behavior.eventsPerSecond = 100
            let responder = try Responder(behavior)
            let record = try await Plans.run(Plans.make(responder, .webSocket, clients: 20, steady: 2_000_000_000))
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            print(record.timeline, record.generator, record.clients[0], record.allEntries.count)
            let truth = responder.truth
            print(truth.deliveries.count, truth.entries.count)
        }
    }
}
