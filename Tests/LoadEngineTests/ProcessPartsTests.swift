import Metering
import Scenarios
import Testing

@testable import LoadEngine

@Suite("Sharing clients between processes")
struct ProcessPartsTests {
    private static func plan(clients: Int, workers: Int, share: GeneratorShare) -> LoadPlan {
        var plan = LoadPlan(
            endpoint: Endpoint(host: "127.0.0.1", port: 1), transport: .webSocket, clients: clients,
            connectRate: 1, connectTimeout: 1, warmUp: 0, steady: 1, drainLimit: 1, submissions: [], seed: 1,
            workers: workers)
        plan.share = share
        return plan
    }

    @Test(
        "Every client is somebody's, and shares differ by at most one client a worker",
        arguments: [(0, 1, 1), (1, 2, 3), (7, 2, 2), (10, 1, 3), (19_001, 3, 4), (5, 4, 4)])
    func shares(clients: Int, workers: Int, processes: Int) {
        var numbers: [Int] = []
        var sizes: [Int] = []
        for index in 0..<processes {
            let plan = Self.plan(
                clients: clients, workers: workers, share: GeneratorShare(index: index, count: processes))
            var own = 0
            for worker in 0..<workers {
                let part = Array(
                    stride(from: plan.workerNumber(worker), to: plan.clients, by: plan.allWorkers))
                #expect(part.count == plan.clients(ofWorker: plan.workerNumber(worker)))
                numbers += part
                sizes.append(part.count)
                own += part.count
            }
            #expect(plan.ownClients == own)
        }
        #expect(numbers.sorted() == Array(0..<clients))
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }

    @Test(
        "Processes for a descriptor limit: each needs 256 of its own",
        arguments: [
            (0, 20_000, 1), (19_744, 20_000, 1), (19_745, 20_000, 2), (39_488, 20_000, 2),
            (39_489, 20_000, 3),
            (1, 257, 1), (2, 257, 2), (256, 257, 256), (257, 257, nil), (1, 256, nil),
            (1_000_000, 20_000, 51),
        ] as [(Int, UInt64, Int?)])
    func processCount(clients: Int, hard: UInt64, expected: Int?) {
        #expect(DescriptorLimit.processes(clients: clients, hard: hard) == expected)
    }

    @Test(
        "Long-polling clients need two descriptors each",
        arguments: [(9_872, 1), (9_873, 2), (19_744, 2), (19_745, 3)])
    func longPollingProcesses(clients: Int, expected: Int) {
        let connections = Transport.longPolling.connections
        #expect(
            DescriptorLimit.processes(clients: clients, connections: connections, hard: 20_000) == expected)
        #expect(Transport.webSocket.connections == 1)
        #expect(Transport.intervalPolling(intervalNanoseconds: 1).connections == 1)
    }

    @Test("Clients bind to further loopback addresses only where one has too few ports for them")
    func sourceAddresses() {
        // 0.7 of 28,232 ports are 19,762.
        #expect(SourceAddresses(clients: 19_762, target: "127.0.0.1", ports: 28_232).count == 0)
        #expect(SourceAddresses(clients: 19_763, target: "127.0.0.1", ports: 28_232).count == 2)
        #expect(SourceAddresses(clients: 60_000, target: "127.0.0.1", ports: 28_232).count == 4)
        #expect(SourceAddresses(clients: 60_000, target: "10.0.0.1", ports: 28_232).count == 0)
        #expect(
            SourceAddresses(clients: 60_000, target: "127.9.0.1", ports: 28_232).address(ofClient: 5)
                == 0x7F00_0102)
        let many = SourceAddresses(clients: 1_000_000, target: "127.0.0.1", ports: 1000)
        #expect(many.count == 1429)
        let addresses = (0..<UInt32(many.count)).map { many.address(ofClient: $0) ?? 0 }
        #expect(Set(addresses).count == many.count)
        // No network or broadcast address of any /24, and all of 127.0.0.0/8.
        #expect(addresses.allSatisfy { (1...254).contains($0 & 0xFF) && $0 >> 24 == 127 })
        #expect(many.address(ofClient: 1429) == many.address(ofClient: 0))
        #expect(SourceAddresses(clients: 5, target: "127.0.0.1", ports: 1000).address(ofClient: 0) == nil)
        #expect(SourceAddresses.ports() > 0)
    }

    /// A record with something in every member.
    private static func record() -> WorkerRecord {
        var record = WorkerRecord()
        record.entries = (0..<5000).map { number in
            EntryObservation(
                seq: UInt64(number), arrival: .max - Int64(number), client: 7, lag: .max,
                serverDelayMicroseconds: 3, stampUncertainty: 9, type: 2, flags: [.batched, .sharedRead])
        }
        record.polls = [
            PollObservation(
                client: 1, status: 304, outcome: .skipped, intended: -1, sent: 2, arrival: 3, lag: 4,
                seq: .max)
        ]
        record.submissions = [
            SubmissionRecord(intended: 1, sent: 2, answered: 3, status: 202, taskID: "t\u{1F600}")
        ]
        var client = ClientRecord()
        client.sessionStart = .max
        client.messages = .max
        client.tcp.retransmits = 5
        record.clients = [client, ClientRecord()]
        var behaviour = BehaviourRecord(client: 4)
        behaviour.reconnects = 3
        behaviour.operations = record.submissions
        record.behaviours = [behaviour]
        record.eventTypes = ["a", "\"b\\"]
        var traffic = TypeTraffic()
        traffic.bytes = 77
        record.typeTraffic = [traffic]
        record.stampToArrival.record(123_456_789)
        record.stampToArrival.record(LatencyHistogram.largestTracked + 1)
        record.seen = [SeenEntry(seq: 1, timestamp: 2, event: "e")]
        record.errors = ["http 500": 3]
        record.serverIDs = ["s"]
        record.generator.actionLateness = [1, -2]
        record.generator.reads = 9
        return record
    }

    @Test(
        "A record comes out of the wire as it went in, in pieces of any size",
        arguments: [1, 7, 4096, 1 << 20])
    func recordsSurviveTheWire(piece: Int) throws {
        let sent = Self.record()
        var bytes: [UInt8] = []
        for message in sent.messages(number: 3) { bytes += try message.frame() }
        var stream = MessageStream()
        var got = WorkerRecord()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            bytes[start..<min(start + piece, bytes.count)].withUnsafeBytes { stream.append($0) }
            while let message = try stream.next() {
                switch message {
                case .entries(3, let part): got.entries += part
                case .polls(3, let part): got.polls += part
                case .worker(3, let summary): summary.complete(&got)
                default: Issue.record("an unexpected message")
                }
            }
        }
        #expect(got.entries == sent.entries)
        #expect(got.polls == sent.polls)
        #expect(got.submissions == sent.submissions)
        #expect(got.clients == sent.clients)
        #expect(got.behaviours == sent.behaviours)
        #expect(got.eventTypes == sent.eventTypes)
        #expect(got.typeTraffic == sent.typeTraffic)
        #expect(got.stampToArrival.sum == sent.stampToArrival.sum)
        #expect(got.stampToArrival.outOfRange == 1)
        #expect(got.stampToArrival.recorded().elementsEqual(sent.stampToArrival.recorded(), by: ==))
        #expect(got.seen == sent.seen)
        #expect(got.errors == sent.errors)
        #expect(got.serverIDs == sent.serverIDs)
        #expect(got.generator == sent.generator)
    }

    @Test("What is no message ends the conversation, and never the program", arguments: 0..<20)
    func garbage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if bytes.count > 4 {
                // A plausible length and kind, so that bodies are looked at.
                bytes[0] = UInt8(bytes.count - 5)
                bytes[1...3] = [0, 0, 0]
                bytes[4] = UInt8.random(in: 0...12, using: &random)
                if bytes[4] == 4 { bytes[4] = 5 }
            }
            var stream = MessageStream()
            bytes.withUnsafeBytes { stream.append($0) }
            _ = try? stream.next()
        }
    }
}
