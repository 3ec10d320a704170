import Metering

/// A worker's record without its observations, which are sent as they lie in memory.
struct WorkerSummary: Codable {
    var submissions: [SubmissionRecord]
    var clients: [ClientRecord]
    var behaviours: [BehaviourRecord]
    var eventTypes: [String]
    var typeTraffic: [TypeTraffic]
    var stampToArrival: LatencyHistogram.Parts
    var seen: [SeenEntry]
    var errors: [String: Int]
    var serverIDs: [String]
    var generator: GeneratorRecord

    init(_ record: WorkerRecord) {
        submissions = record.submissions
        clients = record.clients
        behaviours = record.behaviours
        eventTypes = record.eventTypes
        typeTraffic = record.typeTraffic
        stampToArrival = record.stampToArrival.parts
        seen = record.seen
        errors = record.errors
        serverIDs = record.serverIDs
        generator = record.generator
    }

    /// Puts everything but the observations into `record`.
    func complete(_ record: inout WorkerRecord) {
        record.submissions = submissions
        record.clients = clients
        record.behaviours = behaviours
        record.eventTypes = eventTypes
        record.typeTraffic = typeTraffic
        record.stampToArrival = LatencyHistogram(stampToArrival)
        record.seen = seen
        record.errors = errors
        record.serverIDs = serverIDs
        record.generator = generator
    }
}

extension WorkerRecord {
    /// The messages that hand it over.
    func messages(number: Int) -> [GeneratorMessage] {
        var messages: [GeneratorMessage] = []
        for start in stride(from: 0, to: entries.count, by: GeneratorMessage.most) {
            let part = entries[start..<min(start + GeneratorMessage.most, entries.count)]
            messages.append(.entries(worker: number, Array(part)))
        }
        for start in stride(from: 0, to: polls.count, by: GeneratorMessage.most) {
            messages.append(
                .polls(
                    worker: number, Array(polls[start..<min(start + GeneratorMessage.most, polls.count)])))
        }
        messages.append(.worker(number: number, WorkerSummary(self)))
        return messages
    }
}
