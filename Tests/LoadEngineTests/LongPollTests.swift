import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

@Suite("Payloads of Engine.IO long-polling")
struct PayloadSplitterTests {
    @Test(
        "Packets are what stands between the separators",
        arguments: [
            ("", [""]), ("2", ["2"]), ("2\u{1E}42[\"a\"]", ["2", "42[\"a\"]"]), ("\u{1E}", ["", ""]),
            ("4\u{1E}\u{1E}6", ["4", "", "6"]),
        ])
    func splits(payload: String, packets: [String]) {
        let bytes = Array(payload.utf8)
        bytes.withUnsafeBytes { bytes in
            var splitter = PayloadSplitter(bytes)
            var found: [String] = []
            while let packet = splitter.next() {
                found.append(String(decoding: packet, as: UTF8.self))
                #expect(splitter.isAtEnd == (found.count == packets.count))
            }
            #expect(found == packets)
        }
    }
}

extension TimingSuites {
    @Suite("Socket.IO over HTTP long-polling")
    struct LongPollTests {
        @Test(
            "Every delivery arrives, between the send call's beginning and its end",
            arguments: HTTPClientKind.allCases)
        func deliveries(kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.eventsPerSecond = 100
            behavior.batchedShare = 0.3
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(responder, .longPolling, clients: 10)
            plan.httpClient = kind
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.serverIDs == ["responder"])
            // A connection for what waits, another for what is said.
            #expect(truth.connectionsOpened == 20)
            let numbers = Self.numbers(truth)
            #expect(numbers.count == 10)
            var within = 0
            var timed = 0
            for client in 0..<10 {
                let received = record.allEntries.filter { Int($0.client) == client }
                let sent = truth.deliveries.filter { $0.client == numbers[client] }
                // What was sent while the client said goodbye may not have come.
                #expect(received.count > 80 && received.count <= sent.count)
                #expect(received.map(\.seq) == sent.prefix(received.count).map(\.seq))
                for (entry, delivery) in zip(received, sent) {
                    #expect(entry.arrival >= delivery.began)
                    let delay = delivery.flush == 0 ? 0 : (delivery.flush - delivery.stamp) / 1000
                    #expect(Int64(entry.serverDelayMicroseconds) == delay)
                    guard delivery.returned > 0 else { continue }
                    timed += 1
                    if entry.arrival <= delivery.returned { within += 1 }
                }
                #expect(record.clients[client].sessionStart > 0)
                #expect(record.clients[client].disconnects == 0)
                #expect(record.clients[client].messages > 20)
            }
            #expect(timed > 500)
            #expect(Double(within) > 0.5 * Double(timed))
            #expect(truth.disconnectPackets == 10 && truth.closeFrames == 10)
        }

        /// The responder numbers sessions by the connection that opened them: these are in the order of
        /// the clients, with the connections that posts go over in between.
        private static func numbers(_ truth: ResponderTruth) -> [Int] {
            Set(truth.deliveries.map(\.client)).sorted()
        }

        @Test("Planted losses, doubles and swaps are recorded as they happened")
        func planted() async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.eventsPerSecond = 200
            behavior.dropShare = 0.05
            behavior.doubleShare = 0.05
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(Plans.make(responder, .longPolling, clients: 3))
            let truth = responder.truth
            let numbers = Self.numbers(truth)
            for client in 0..<3 {
                let number = numbers[client]
                let seqs = record.allEntries.filter { Int($0.client) == client }.map(\.seq)
                let last = try #require(seqs.last)
                let twice = Dictionary(grouping: seqs) { $0 }.filter { $0.value.count == 2 }.keys
                #expect(Set(twice) == Set(truth.doubled[number].filter { $0 < last || twice.contains($0) }))
                let first = try #require(seqs.first)
                let missing = Set(first...last).subtracting(seqs)
                #expect(missing == Set(truth.dropped[number].filter { (first...last).contains($0) }))
                #expect(!missing.isEmpty && !twice.isEmpty)
            }
        }

        @Test("Pings are answered by POST, and both ways count as heartbeats")
        func heartbeats() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.pingInterval = 200_000_000
            behavior.pingTimeout = 300_000_000
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(
                Plans.make(responder, .longPolling, clients: 3, steady: 2 * Plans.second))
            #expect(record.failure == nil)
            // The responder pings again only after a pong.
            for client in record.clients {
                #expect((14...20).contains(client.heartbeats))
                #expect(client.messages == 0 && client.bytesUp == 0 && client.bytesDown == 0)
                // What one costs each way was known beforehand; pings and pongs are pairs but for the edges.
                let pairs = client.heartbeats / 2
                let size = client.heartbeatUp + client.heartbeatDown
                #expect(
                    client.heartbeatBytes >= (pairs - 1) * size && client.heartbeatBytes <= (pairs + 1) * size
                )
            }
        }

        @Test("A server that sends no pings loses its clients")
        func silentServer() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.pingInterval = 200_000_000
            behavior.pingTimeout = 200_000_000
            behavior.sendsPings = false
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(
                Plans.make(responder, .longPolling, clients: 2, steady: 2 * Plans.second))
            #expect(record.errors == ["heartbeat": 2])
            #expect(record.failure?.contains("lost the server") == true)
        }

        @Test("A session that the server ends is a disconnect")
        func endedSession() async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let run = try LoadRun(plan: Plans.make(responder, .longPolling, clients: 3))
            try run.start()
            try await eventually { run.progress.phase == .steady && run.progress.messages > 30 }
            let numbers = Self.numbers(responder.truth)
            responder.disconnect(client: try #require(numbers.last))
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.clients.map(\.disconnects) == [0, 0, 1])
            #expect(record.errors == ["disconnect": 1])
        }
    }
}
