import Responder
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Push timing against a responder of known delays")
    struct PushTimingTests {
        struct Receipt: Hashable {
            var client: Int
            var seq: UInt64
        }

        @Test(
            "Added delays are measured back: arrivals lie within the responder's own send", arguments: [1, 2])
        func addedDelaysAreMeasuredBack(workers: Int) async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.addedDelay = 5_000_000...80_000_000
            behavior.eventsPerSecond = 100
            let responder = try ResponderServer(behavior)
            let plan = Plans.make(responder, .webSocket, clients: 20, workers: workers)
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.generator.unusableStamps == 0)
            #expect(record.serverIDs == ["responder"])
            expectSameDelivery(record, truth)

            let sent = truth.entries.filter { record.window.contains($0.stamp) }
            #expect(sent.count > 50)
            // With two workers the order in which clients connect is not the order of their numbers.
            guard workers == 1 else {
                let expected = sent.flatMap { entry in Array(repeating: entry.seq, count: 20) }
                let seqs = Set(expected)
                #expect(record.allEntries.map(\.seq).filter { seqs.contains($0) }.sorted() == expected)
                return
            }
            let deliveries = Dictionary(
                uniqueKeysWithValues: truth.deliveries.map { (Receipt(client: $0.client, seq: $0.seq), $0) })
            let addedDelays = Dictionary(uniqueKeysWithValues: truth.entries.map { ($0.seq, $0.addedDelay) })
            var errors: [Double] = []
            var within = 0
            for entry in record.allEntries {
                let key = Receipt(client: Int(entry.client), seq: entry.seq)
                let delivery = try #require(deliveries[key])
                #expect(entry.arrival >= delivery.began)
                if delivery.returned != 0, entry.arrival <= delivery.returned { within += 1 }
                let measured = entry.arrival - delivery.stamp
                errors.append(Double(measured - (addedDelays[entry.seq] ?? 0)))
                #expect(record.eventTypes[Int(entry.type)] == "task_completed")
                #expect(entry.serverDelayMicroseconds == 0)
            }
            // Shared reads and a kernel that defers its work put a stamp outside the send; not many.
            #expect(Double(within) > 0.5 * Double(errors.count))
            #expect(abs(errors.reduce(0, +) / Double(errors.count)) < 20_000_000)
            let received = Set(record.allEntries.map { Receipt(client: Int($0.client), seq: $0.seq) })
            for entry in sent {
                for client in 0..<20 { #expect(received.contains(Receipt(client: client, seq: entry.seq))) }
            }
        }

        /// What the engine sums up while it runs is what its observations give against the responder's stamps.
        private func expectSameDelivery(_ record: LoadRecord, _ truth: ResponderTruth) {
            let stamps = Dictionary(uniqueKeysWithValues: truth.entries.map { ($0.seq, $0.stamp) })
            let latencies = record.allEntries.compactMap { entry -> Double? in
                guard let stamp = stamps[entry.seq], record.window.contains(stamp) else { return nil }
                return Double(entry.arrival - stamp)
            }
            #expect(record.stampToArrival.count == UInt64(latencies.count))
            #expect(record.stampToArrival.sum == latencies.reduce(0, +))
            #expect(record.stampToArrival.max == UInt64(latencies.max() ?? 0))
        }

        @Test("A batched entry's server delay is its batch's flush minus its stamp, exactly")
        func batchesCarryTheirServerDelay() async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.batchedShare = 0.7
            behavior.eventsPerSecond = 200
            let responder = try ResponderServer(behavior)
            let record = try await Plans.run(Plans.make(responder, .webSocket, clients: 5))
            let truth = responder.truth
            let deliveries = Dictionary(
                truth.deliveries.map { (Receipt(client: $0.client, seq: $0.seq), $0) }
            ) { first, _ in first }
            var batched = 0
            for entry in record.allEntries {
                let delivery = try #require(deliveries[Receipt(client: Int(entry.client), seq: entry.seq)])
                let isBatched = entry.flags.contains(.batched)
                #expect(isBatched == (delivery.flush != 0))
                #expect(record.eventTypes[Int(entry.type)] == (isBatched ? "agent_update" : "task_completed"))
                let delay = isBatched ? (delivery.flush - delivery.stamp) / 1000 : 0
                #expect(Int64(entry.serverDelayMicroseconds) == delay)
                #expect(entry.arrival >= delivery.began)
                batched += isBatched ? 1 : 0
            }
            #expect(batched > 100)
        }

        @Test("Drops, doubles and swaps are seen as exactly so many")
        func losesDoublesAndSwapsAreExact() async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.eventsPerSecond = 200
            behavior.dropShare = 0.05
            behavior.doubleShare = 0.05
            behavior.swapShare = 0.05
            let responder = try ResponderServer(behavior)
            let clients = 10
            let run = try LoadRun(plan: Plans.make(responder, .webSocket, clients: clients))
            try run.start()
            // Entries after the steady state would be in flight when the clients leave.
            try await eventually { run.progress.phase == .drain }
            responder.mute()
            let record = await run.wait()
            let truth = responder.truth
            let window = Set(truth.entries.filter { record.window.contains($0.stamp) }.map(\.seq))
            var found = (dropped: 0, doubled: 0, swapped: 0)
            for client in 0..<clients {
                let seqs = record.allEntries.filter { Int($0.client) == client }.map(\.seq)
                let counts = Dictionary(seqs.map { ($0, 1) }, uniquingKeysWith: +)
                let missing = window.subtracting(counts.keys)
                let twice = counts.filter { $0.value == 2 }.map(\.key)
                let falls = zip(seqs, seqs.dropFirst()).filter { $1 < $0 }.map { $1 }
                // A swap still held back when the stream ended is missing too: the responder says so by
                // neither a drop nor a delivery.
                let sent = Set(truth.deliveries.filter { $0.client == client }.map(\.seq))
                let held = window.subtracting(sent).subtracting(truth.dropped[client])
                #expect(missing == window.intersection(truth.dropped[client]).union(held))
                #expect(counts.values.allSatisfy { $0 <= 2 })
                let first = try #require(seqs.min())
                #expect(Set(twice) == Set(truth.doubled[client].filter { $0 >= first }))
                #expect(Set(falls) == Set(truth.swapped[client].filter { $0 >= first }))
                found.dropped += missing.count
                found.doubled += twice.count
                found.swapped += falls.count
            }
            #expect(found.dropped > 0 && found.doubled > 0 && found.swapped > 0)
        }
    }
}
