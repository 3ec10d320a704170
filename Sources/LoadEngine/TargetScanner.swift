import Scenarios

/// Finds the updates in the JSON array of a Socket.IO EVENT, and in polled JSON, by the fields that the
/// scenario names. Reused for every message of a worker.
///
/// The default contract has a scanner of its own (`UpdateScanner`), which knows its fields beforehand.
struct TargetScanner {
    enum Outcome: Equatable {
        /// `entries` holds at least one update.
        case update
        /// Another event, or one without the fields.
        case other
        case malformed
    }

    /// Found by the last scan. In probe mode `seq` is the trigger's number and `timestamp` 0.
    private(set) var entries: [UpdateScanner.Entry] = []
    /// The event's name; valid as long as the scanned bytes are.
    private(set) var type = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Latencies count from triggers.
    let isProbe: Bool
    /// The target numbers its updates.
    let hasSequence: Bool
    private let events: [[UInt8]]?
    private let timestamp: FieldFinder?
    private let format: InstantFormat
    private let sequence: FieldFinder?
    private let token: FieldFinder?
    private let tokens: TokenFinder
    private let state: [UInt8]

    /// For events.
    init(_ shape: TargetShape) {
        self.init(
            timestamp: shape.updates.timestamp, format: shape.updates.format,
            sequence: shape.updates.sequence, token: shape.updates.token, events: shape.updates.events,
            prefix: shape.tokenPrefix)
    }

    /// For polled JSON.
    init(polling poll: PollSource, _ shape: TargetShape) {
        self.init(
            timestamp: poll.timestamp, format: poll.format, sequence: poll.sequence, token: nil,
            events: nil, prefix: shape.tokenPrefix)
    }

    private init(
        timestamp: FieldPath?, format: InstantFormat, sequence: FieldPath?, token: FieldPath?,
        events: [String]?, prefix: String
    ) {
        self.timestamp = timestamp.map(FieldFinder.init)
        self.format = format
        self.sequence = sequence.map(FieldFinder.init)
        self.token = token.map(FieldFinder.init)
        self.events = events.map { $0.map { Array($0.utf8) } }
        tokens = TokenFinder(prefix: prefix)
        isProbe = timestamp == nil
        hasSequence = sequence != nil
        state = Array("state".utf8)
        entries.reserveCapacity(16)
    }

    /// Scans `["type",ARGUMENT,...]`.
    mutating func scan(_ json: UnsafeRawBufferPointer) -> Outcome {
        entries.removeAll(keepingCapacity: true)
        var cursor = JSONCursor(json)
        guard cursor.take(UInt8(ascii: "[")), let name = cursor.string() else { return .malformed }
        type = name
        if let events, !events.contains(where: { $0.count == name.count && name.elementsEqual($0) }) {
            return .other
        }
        guard cursor.take(UInt8(ascii: ",")), cursor.peek() != nil else { return .other }
        take(UnsafeRawBufferPointer(rebasing: json[cursor.position...]), type: name)
        return entries.isEmpty ? .other : .update
    }

    /// Scans a poll's answer. In probe mode the newest token counts.
    mutating func scanState(_ json: UnsafeRawBufferPointer) -> UpdateScanner.Entry? {
        entries.removeAll(keepingCapacity: true)
        state.withUnsafeBytes { take(json, type: $0) }
        guard isProbe else { return entries.first }
        return entries.max { $0.seq < $1.seq }
    }

    private mutating func take(_ json: UnsafeRawBufferPointer, type: UnsafeRawBufferPointer) {
        guard let timestamp else {
            let text = token.map { $0.value(in: json) } ?? json
            if let text { tokens.find(in: text) { entries.append(.init(seq: $0, timestamp: 0)) } }
            return
        }
        guard let text = timestamp.value(in: json), let instant = InstantText.parse(text, format) else {
            return
        }
        var seq: UInt64 = TargetShape.number(instant: instant, type: type)
        if let sequence {
            guard let text = sequence.value(in: json), let number = unsignedNumber(text) else { return }
            seq = number
        }
        entries.append(.init(seq: seq, timestamp: instant))
    }
}
