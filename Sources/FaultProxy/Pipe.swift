import DequeModule

/// One direction of a connection without its sockets: what it holds, and when that leaves.
///
/// Instants are CLOCK_MONOTONIC nanoseconds, given by the caller.
struct Pipe {
    /// How far its source's end has come.
    private(set) var end = End.open
    private var clock: LineClock
    private var chunks: Deque<Chunk> = []
    private(set) var held = 0
    private let limit: Int

    enum End: Equatable {
        case open
        /// The source has ended; its end leaves at the instant, behind what is held.
        case due(at: Int64)
        /// The end has been passed on.
        case passed
    }

    private struct Chunk {
        var bytes: [UInt8]
        var sent = 0
        var release: Int64
    }

    /// What there is to do for the destination.
    enum Action: Equatable {
        /// Bytes may leave.
        case send
        /// The source's end may be passed on.
        case finish
        case wait(until: Int64)
        case nothing
    }

    init(limit: Int, seed: UInt64) {
        self.limit = max(1, limit)
        clock = LineClock(seed: seed)
    }

    var conditions: LineConditions { clock.conditions }

    /// What is read next may be sent at once, without entering here.
    var isClear: Bool { chunks.isEmpty && end == .open && clock.conditions.isClear }

    /// Bytes that may be taken in now.
    var room: Int {
        guard end == .open, !clock.conditions.isStopped else { return 0 }
        let portion = clock.portion(of: limit)
        // Only what is on its way: the rest stays with whoever sends it.
        let bound = clock.conditions.holdsBack ? min(limit, portion) : limit
        return max(0, min(bound - held, portion))
    }

    /// Takes in what came at `now`.
    mutating func take(_ bytes: UnsafeRawBufferPointer, at now: Int64) {
        guard !bytes.isEmpty else { return }
        chunks.append(Chunk(bytes: Array(bytes), release: clock.release(bytes.count, at: now)))
        held += bytes.count
    }

    /// Takes what the destination's socket did not, of bytes that went past the line: first to leave.
    mutating func keep(_ bytes: UnsafeRawBufferPointer, at now: Int64) {
        guard !bytes.isEmpty else { return }
        chunks.append(Chunk(bytes: Array(bytes), release: now))
        held += bytes.count
    }

    /// Its source sends no more.
    mutating func finish(at now: Int64) {
        guard end == .open else { return }
        end = .due(at: clock.release(0, at: now))
    }

    /// What to do at `now`.
    func action(at now: Int64) -> Action {
        guard !clock.conditions.isStopped else { return .nothing }
        if let first = chunks.first { return first.release <= now ? .send : .wait(until: first.release) }
        guard case .due(let instant) = end else { return .nothing }
        return instant <= now ? .finish : .wait(until: instant)
    }

    /// Gives the first bytes that may leave to `body`, which says how many did. All of them?
    mutating func send(_ body: (UnsafeRawBufferPointer) -> Int) -> Bool {
        guard let first = chunks.first else { return true }
        let left = first.bytes.count - first.sent
        let count = first.bytes.withUnsafeBytes { bytes in
            min(left, max(0, body(UnsafeRawBufferPointer(rebasing: bytes[first.sent...]))))
        }
        held -= count
        guard count == left else {
            chunks[0].sent += count
            return false
        }
        chunks.removeFirst()
        return true
    }

    mutating func endPassed() { end = .passed }

    /// New conditions: what is held leaves as it would if it entered now, or as it was to leave, whichever is
    /// sooner.
    mutating func change(to conditions: LineConditions, at now: Int64) {
        clock.restart(conditions.bounded)
        for index in chunks.indices {
            let count = chunks[index].bytes.count - chunks[index].sent
            chunks[index].release = min(chunks[index].release, clock.release(count, at: now))
        }
        if case .due(let instant) = end { end = .due(at: min(instant, clock.release(0, at: now))) }
    }
}
