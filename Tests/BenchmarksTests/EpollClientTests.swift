import Foundation
import Responder
import TestSupport
import Testing

@Suite("The reference receiver, against a responder that keeps its own record")
struct EpollClientTests {
    private static let clients = 5

    /// Runs the receiver until it has drained what the responder sent `count` times to each client.
    private func run(
        _ behavior: ResponderBehavior, entries count: Int
    ) async throws -> (received: ReceiverResult, truth: ResponderTruth) {
        let responder = try ResponderServer(behavior)
        let receiver = try CProgram.receiver(
            port: Int(responder.port),
            ["--clients", String(Self.clients), "--seconds", "0.5", "--drain", "20"])
        // A client's only frame before it has joined is its CONNECT.
        try await eventually(within: 20, "all clients have said CONNECT", else: { receiver.errors.text }) {
            let bytes = responder.truth.frameBytesReceived
            return bytes.count == Self.clients && bytes.allSatisfy { $0 > 0 }
        }
        responder.emit(count)
        try await eventually(within: 20, "all has been sent or withheld") {
            let truth = responder.truth
            let chosen = truth.dropped.joined().count - truth.doubled.joined().count
            return truth.deliveries.count + chosen == Self.clients * count
        }
        // What was sent can be read even after the end, which the receiver need not wait for then.
        for client in 0..<Self.clients { responder.disconnect(client: client) }
        let received = try await receiver.result(ReceiverResult.self)
        #expect(try await receiver.exitStatus() == 0)
        return (received, responder.truth)
    }

    private func behavior() -> ResponderBehavior {
        var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
        behavior.eventsPerSecond = 0
        return behavior
    }

    @Test("It misses exactly what was never sent")
    func losses() async throws {
        var behavior = behavior()
        behavior.dropShare = 0.1
        let (received, truth) = try await run(behavior, entries: 200)
        let seqs = truth.deliveries.map(\.seq)
        let first = try #require(seqs.min())
        let last = try #require(seqs.max())
        #expect(received.messagesInAll == truth.deliveries.count)
        #expect(received.lost == Self.clients * Int(last - first + 1) - truth.deliveries.count)
        #expect(received.lost > 0)
        #expect(received.drained)
    }

    @Test("It counts what came twice as out of order")
    func doubles() async throws {
        var behavior = behavior()
        behavior.doubleShare = 0.1
        let (received, truth) = try await run(behavior, entries: 200)
        let doubled = truth.doubled.reduce(0) { $0 + $1.count }
        #expect(doubled > 0)
        #expect(received.disordered == doubled)
    }

    @Test("Batches count each of their entries, and latency from every stamp in them")
    func batches() async throws {
        var behavior = behavior()
        behavior.batchedShare = 1
        let (received, truth) = try await run(behavior, entries: 100)
        #expect(received.updates == truth.deliveries.count)
        #expect(received.messagesInAll < received.updates)
        // One stamp an entry and one, the flush, a batch.
        #expect(
            received.latencies + received.latenciesOutOfRange == received.updates + received.messagesInAll)
    }

    @Test("Added delays are measured back, from stamp to arrival")
    func delays() async throws {
        var behavior = behavior()
        behavior.addedDelay = 20_000_000...300_000_000
        let (received, truth) = try await run(behavior, entries: 100)
        let sent = truth.deliveries.map { Double($0.began - $0.stamp) / 1e6 }.sorted()
        let mean = sent.reduce(0, +) / Double(sent.count)
        #expect(received.latencies == sent.count)
        #expect(received.latenciesOutOfRange == 0)
        // Wide enough for a busy machine, far narrower than the delays.
        #expect(abs(received.meanMilliseconds - mean) < 20)
        #expect(abs(received.p50Milliseconds - sent[sent.count / 2]) < 30)
        #expect(received.p99Milliseconds > received.p50Milliseconds)
    }

    @Test("Nobody listens: it says so and ends")
    func nobodyListens() async throws {
        let receiver = try CProgram.receiver(port: try FreePort.any(), ["--clients", "2"])
        #expect(try await receiver.exitStatus() == 70)
        #expect(receiver.errors.text.contains("0 of 2 clients could join"))
    }
}
