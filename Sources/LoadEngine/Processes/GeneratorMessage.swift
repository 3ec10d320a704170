import Foundation
import Scenarios

/// What a run's processes say to each other: the first one starts the others, sends each its part of the plan
/// and the common instant, and gets progress and records back.
enum GeneratorMessage {
    /// Both ends are the same program, and say so before anything else.
    struct Hello: Codable, Equatable {
        /// Of this conversation; raised with every change of a message.
        static let version = 2
        var version = Hello.version
        /// Observations are sent as they lie in memory.
        var entryStride = MemoryLayout<EntryObservation>.stride
        var pollStride = MemoryLayout<PollObservation>.stride
    }

    /// Where a process stands.
    struct Status: Codable {
        var progress: LoadProgress
        /// Its clients are all connected, and it waits for the common start.
        var isReady: Bool
    }

    /// How a process's part ended.
    struct End: Codable {
        var failure: String?
    }

    // From the others to the first.
    case hello(Hello)
    case status(Status)
    /// Observations of a worker, by its number among all; as many messages as it takes, before `worker`.
    case entries(worker: Int, [EntryObservation])
    case polls(worker: Int, [PollObservation])
    case worker(number: Int, WorkerSummary)
    case end(End)
    /// What its loops picked for those who watch, since the run began.
    case latencies(LiveLatencies)
    // From the first to the others.
    case plan(PlanShare)
    /// CLOCK_MONOTONIC, which all processes of a machine share.
    case begin(Int64)
    case finishDrain
    case cancel

    /// Longest body; observations are sent in parts.
    static let longest = 64 << 20
    /// Observations in one message.
    static let most = 1 << 20

    /// The message's frame: length of the body (4 bytes, lowest first), kind, body.
    func frame() throws -> [UInt8] {
        let (kind, body) = try encoded()
        var frame = (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (8 * $0)) }
        frame.append(kind)
        return frame + body
    }

    private func encoded() throws -> (UInt8, [UInt8]) {
        switch self {
        case .hello(let hello): (1, try Self.json(hello))
        case .status(let status): (2, try Self.json(status))
        case .entries(let worker, let part): (3, Self.number(worker) + part.withUnsafeBytes { Array($0) })
        case .polls(let worker, let part): (4, Self.number(worker) + part.withUnsafeBytes { Array($0) })
        case .worker(let number, let summary): (5, Self.number(number) + (try Self.json(summary)))
        case .end(let end): (6, try Self.json(end))
        case .plan(let plan): (7, try Self.json(plan))
        case .begin(let instant): (8, Self.number(Int(instant)))
        case .finishDrain: (9, [])
        case .cancel: (10, [])
        case .latencies(let latencies): (11, try Self.json(latencies))
        }
    }

    /// Throws for what is no message of this version.
    init(kind: UInt8, body: UnsafeRawBufferPointer) throws {
        func json<Value: Decodable>(_ type: Value.Type, from start: Int = 0) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body[start...]))
        }
        func number() throws -> Int {
            guard body.count >= 8 else { throw GeneratorMessageError.malformed(kind: kind) }
            return Int(Int64(littleEndian: body.loadUnaligned(as: Int64.self)))
        }
        func rows<Row>(_ type: Row.Type) throws -> [Row] {
            let bytes = UnsafeRawBufferPointer(rebasing: body[8...])
            guard bytes.count % MemoryLayout<Row>.stride == 0 else {
                throw GeneratorMessageError.malformed(kind: kind)
            }
            let count = bytes.count / MemoryLayout<Row>.stride
            return [Row](unsafeUninitializedCapacity: count) { rows, initialized in
                UnsafeMutableRawBufferPointer(rows).copyMemory(from: bytes)
                initialized = count
            }
        }
        switch kind {
        case 1: self = .hello(try json(Hello.self))
        case 2: self = .status(try json(Status.self))
        case 3: self = .entries(worker: try number(), try rows(EntryObservation.self))
        case 4: self = .polls(worker: try number(), try rows(PollObservation.self))
        case 5: self = .worker(number: try number(), try json(WorkerSummary.self, from: 8))
        case 6: self = .end(try json(End.self))
        case 7: self = .plan(try json(PlanShare.self))
        case 8: self = .begin(Int64(try number()))
        case 9: self = .finishDrain
        case 10: self = .cancel
        case 11: self = .latencies(try json(LiveLatencies.self))
        default: throw GeneratorMessageError.malformed(kind: kind)
        }
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] {
        Array(try JSONEncoder().encode(value))
    }

    private static func number(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: Int64(value).littleEndian) { Array($0) }
    }
}

/// Why a conversation between a run's processes cannot go on.
enum GeneratorMessageError: Error, CustomStringConvertible {
    case malformed(kind: UInt8)
    case tooLong(Int)
    case otherProgram

    var description: String {
        switch self {
        case .malformed(let kind): "a message of kind \(kind) that is none of this version's"
        case .tooLong(let bytes): "a message of \(bytes) bytes; the longest is \(GeneratorMessage.longest)"
        case .otherProgram: "it is another version of this program: was it rebuilt during the run?"
        }
    }
}
