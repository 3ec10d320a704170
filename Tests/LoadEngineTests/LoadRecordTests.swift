import Testing

@testable import LoadEngine

@Suite("The record of a run with several workers")
struct LoadRecordTests {
    private static func worker(_ types: [String], _ traffic: [TypeTraffic]) -> WorkerRecord {
        var record = WorkerRecord()
        record.eventTypes = types
        record.typeTraffic = traffic
        record.entries = types.indices.map { number in
            EntryObservation(
                seq: 1, arrival: 0, client: 0, lag: 0, serverDelayMicroseconds: 0, type: UInt16(number),
                flags: [])
        }
        return record
    }

    private static func traffic(_ factor: UInt64) -> TypeTraffic {
        var traffic = TypeTraffic()
        for _ in 0..<factor {
            traffic.add(entries: 3, bytes: 100, isInWindow: true)
            traffic.add(entries: 1, bytes: 40, isInWindow: false)
        }
        return traffic
    }

    @Test("Traffic is merged by the type's name, whatever its number at each worker")
    func trafficIsMergedByName() throws {
        let plan = LoadPlan(
            endpoint: Endpoint(host: "127.0.0.1", port: 1), transport: .webSocket, clients: 0, connectRate: 1,
            connectTimeout: 0, warmUp: 0, steady: 0, drainLimit: 0, submissions: [], seed: 0, workers: 2)
        let record = LoadRecord(
            workers: [
                Self.worker(["a", "b"], [Self.traffic(1), Self.traffic(2)]),
                // The last type came only before its clients' sessions.
                Self.worker(["c", "b", "d"], [Self.traffic(4), Self.traffic(8)]),
            ], board: try RunBoard(plan: plan), clockStep: 0)
        #expect(record.eventTypes == ["a", "b", "c", "d"])
        #expect(record.typeTraffic.map(\.windowMessages) == [1, 10, 4, 0])
        #expect(record.typeTraffic.map(\.windowEntries) == [3, 30, 12, 0])
        #expect(record.typeTraffic.map(\.windowBytes) == [100, 1000, 400, 0])
        #expect(record.typeTraffic.map(\.messages) == [2, 20, 8, 0])
        #expect(record.typeTraffic.map(\.entries) == [4, 40, 16, 0])
        #expect(record.typeTraffic.map(\.bytes) == [140, 1400, 560, 0])
        #expect(record.entries.map { $0.map(\.type) } == [[0, 1], [2, 1, 3]])
    }
}
