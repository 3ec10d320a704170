/// Finds the log entries in the JSON array of a Socket.IO EVENT, without allocating.
///
/// Members count only at the top level of the entry's own object, whatever their order and whatever
/// the objects and strings inside look like. Reused for every message of a worker.
///
/// A broadcast reaches all clients in the same bytes: what was found in them is found by comparing them, and where
/// a whole frame is the same, it is not even taken apart.
final class UpdateScanner {
    enum Outcome: Equatable {
        /// `entries` holds at least one log entry.
        case update
        /// An event without `seq`: the server's answer to this client.
        case reply
        case malformed
    }

    struct Entry: Equatable {
        var seq: UInt64
        var timestamp: Int64
    }

    /// The latest scan's entries, in the order of the batch.
    var entries: [Entry] { found.entries }
    /// When the batch was flushed; 0 for an immediate event.
    var flush: Int64 { found.flush }
    var isBatch: Bool { found.isBatch }
    /// Where the event's first argument begins in the scanned bytes, when it is an object.
    var argument: Int? { found.argument }
    /// The event's name without `_batch`; lies in the scanned bytes and is valid as long as they are.
    private(set) var type = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What the latest scan found; one of `latest`.
    private var found: ScannedUpdate { current.takeUnretainedValue() }
    /// Uncounted, like `listed`: counting references costs more than comparing. `latest` holds them.
    private var current: Unmanaged<ScannedUpdate>
    private let listed: [Unmanaged<ScannedUpdate>]
    /// A ring: where several broadcasts wait for every client, each client's read brings them all.
    private let latest: [ScannedUpdate]
    private var oldest = 0
    private var instants = TimestampReader()

    init() {
        latest = (0..<4).map { _ in ScannedUpdate() }
        listed = latest.map { .passUnretained($0) }
        current = listed[0]
    }

    /// Scans `["type",{...},...]`.
    ///
    /// - Parameter frame: the one it came in, when it came in one; ends with it.
    func scan(_ json: UnsafeRawBufferPointer, in frame: UnsafeRawBufferPointer? = nil) -> Outcome {
        if current._withUnsafeGuaranteedRef({ $0.isFound(in: json) })
            || findAgain(where: { $0.isFound(in: json) })
        {
            type = UnsafeRawBufferPointer(rebasing: json[found.type])
            return .update
        }
        current = listed[oldest]
        found.clear()
        let outcome = scanAnew(json)
        found.type = range(of: type, in: json)
        if outcome == .update {
            found.keep(json, in: frame)
            oldest = (oldest + 1) % latest.count
        }
        return outcome
    }

    /// Finds one of the latest updates in a WebSocket frame at the front of what was read, which has to begin with a
    /// frame; the frame's length, nil when it is another one.
    func findAgain(atFrontOf input: UnsafeRawBufferPointer) -> Int? {
        var known: (length: Int, json: Int, type: Range<Int>)? = current._withUnsafeGuaranteedRef {
            $0.place(atFrontOf: input)
        }
        if known == nil, !input.isEmpty {
            _ = findAgain {
                known = $0.place(atFrontOf: input)
                return known != nil
            }
        }
        guard let known else { return nil }
        let json = UnsafeRawBufferPointer(rebasing: input[known.json..<known.length])
        type = UnsafeRawBufferPointer(rebasing: json[known.type])
        return known.length
    }

    @inline(__always)
    private func findAgain(where isSame: (ScannedUpdate) -> Bool) -> Bool {
        for index in 0..<listed.count where listed[index]._withUnsafeGuaranteedRef(isSame) {
            current = listed[index]
            return true
        }
        return false
    }

    private func range(of part: UnsafeRawBufferPointer, in whole: UnsafeRawBufferPointer) -> Range<Int> {
        guard let start = part.baseAddress, let origin = whole.baseAddress else { return 0..<0 }
        return (start - origin)..<(start - origin + part.count)
    }

    private func scanAnew(_ json: UnsafeRawBufferPointer) -> Outcome {
        type = UnsafeRawBufferPointer(start: nil, count: 0)
        var cursor = JSONCursor(json)
        guard cursor.take(UInt8(ascii: "[")), let name = cursor.string() else { return .malformed }
        setType(name)
        var outcome = Outcome.reply
        if cursor.take(UInt8(ascii: ",")) {
            if cursor.peek() == UInt8(ascii: "{") {
                found.argument = cursor.position
                outcome = isBatch ? scanBatch(&cursor) : scanSingle(&cursor)
            } else if !cursor.skipValue() {
                return .malformed
            }
            while outcome != .malformed, cursor.take(UInt8(ascii: ",")) {
                guard cursor.skipValue() else { return .malformed }
            }
        }
        guard outcome != .malformed, cursor.take(UInt8(ascii: "]")), cursor.peek() == nil else {
            return .malformed
        }
        if isBatch, outcome == .reply { return .malformed }
        return outcome
    }

    private func setType(_ name: UnsafeRawBufferPointer) {
        let suffix = 6
        found.isBatch =
            name.count > suffix
            && UnsafeRawBufferPointer(rebasing: name[(name.count - suffix)...]).equals("_batch")
        type = isBatch ? UnsafeRawBufferPointer(rebasing: name[..<(name.count - suffix)]) : name
    }

    private func scanSingle(_ cursor: inout JSONCursor) -> Outcome {
        switch entry(&cursor) {
        case .malformed: return .malformed
        case .without: return .reply
        case .found(let entry):
            found.entries.append(entry)
            return .update
        }
    }

    private func scanBatch(_ cursor: inout JSONCursor) -> Outcome {
        guard cursor.take(UInt8(ascii: "{")) else { return .malformed }
        if cursor.take(UInt8(ascii: "}")) { return .malformed }
        repeat {
            guard let name = cursor.name() else { return .malformed }
            if name.equals("batch") {
                guard scanItems(&cursor) else { return .malformed }
            } else if name.equals("timestamp") {
                guard let text = cursor.string(), let instant = instants.read(text) else {
                    return .malformed
                }
                found.flush = instant
            } else if !cursor.skipValue() {
                return .malformed
            }
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")), flush != 0, !entries.isEmpty else { return .malformed }
        return .update
    }

    private func scanItems(_ cursor: inout JSONCursor) -> Bool {
        guard cursor.take(UInt8(ascii: "[")) else { return false }
        found.entries.removeAll(keepingCapacity: true)
        if cursor.take(UInt8(ascii: "]")) { return true }
        repeat {
            guard case .found(let entry) = entry(&cursor) else { return false }
            found.entries.append(entry)
        } while cursor.take(UInt8(ascii: ","))
        return cursor.take(UInt8(ascii: "]"))
    }

    private enum Found {
        case found(Entry)
        /// An object without `seq`.
        case without
        case malformed
    }

    /// `seq` and `timestamp` of the object that is next.
    private func entry(_ cursor: inout JSONCursor) -> Found {
        guard cursor.take(UInt8(ascii: "{")) else { return .malformed }
        if cursor.take(UInt8(ascii: "}")) { return .without }
        var seq: UInt64?
        var timestamp: Int64?
        repeat {
            guard let name = cursor.name() else { return .malformed }
            if name.equals("seq") {
                guard let value = cursor.unsigned() else { return .malformed }
                seq = value
            } else if name.equals("timestamp"), cursor.peek() == UInt8(ascii: "\"") {
                guard let text = cursor.string() else { return .malformed }
                timestamp = instants.read(text)
            } else if !cursor.skipValue() {
                return .malformed
            }
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")) else { return .malformed }
        guard let seq else { return .without }
        guard let timestamp else { return .malformed }
        return .found(Entry(seq: seq, timestamp: timestamp))
    }
}
