/// The server's side of one Engine.IO v4 session: heartbeat, polling queue, upgrade, close.
///
/// Pure: transports report what arrived and when, and carry out the actions that come back. Times are
/// nanoseconds on any clock that never goes back. `Message` is whatever the owner sends; the session only
/// queues it, in order, until a transport can take it.
package struct EngineSession<Message: Sendable>: Sendable {
    package typealias Action = EngineSessionAction<Message>
    package typealias Item = EngineSessionItem<Message>

    enum State: Equatable {
        case polling
        case webSocket
        /// The server closed it; the client's next GET gets `1`.
        case closing(until: UInt64)
        case forgotten
    }

    enum Upgrade: Equatable {
        case none
        /// A WebSocket came with the session's id and has not said `2probe` yet.
        case opened(deadline: UInt64)
        /// It got `3probe`; noops release waiting GETs until `5`.
        case probed(deadline: UInt64, nextNoop: UInt64)
    }

    let timing: EngineSessionTiming
    /// Bytes that may wait for a poll.
    let maximumQueuedBytes: Int
    /// Packets in one answer: python-engineio refuses more than 16.
    let maximumPacketsPerPoll: Int

    var state: State
    var upgrade: Upgrade = .none
    var queue: [Queued] = []
    var queuedBytes = 0
    var isPollWaiting = false
    var isPostOpen = false
    /// When a polling session ends that has seen no request yet; nil once it has.
    var firstRequestDue: UInt64?
    var nextPing: UInt64?
    var pongDue: UInt64?

    struct Queued {
        let item: Item
        let bytes: Int
        let packets: Int
    }

    /// A session whose open packet is on its way, on a WebSocket or as the answer to the handshake's GET.
    package init(
        onWebSocket: Bool, timing: EngineSessionTiming, maximumQueuedBytes: Int,
        maximumPacketsPerPoll: Int = 16, now: UInt64
    ) {
        self.timing = timing
        self.maximumQueuedBytes = maximumQueuedBytes
        self.maximumPacketsPerPoll = maximumPacketsPerPoll
        state = onWebSocket ? .webSocket : .polling
        nextPing = now + timing.pingInterval
        firstRequestDue = onWebSocket ? nil : now + timing.firstRequestTimeout
    }

    /// Whether messages can go straight to the WebSocket, past the queue.
    package var isOnWebSocket: Bool { state == .webSocket }
    /// Whether GET and POST requests belong to it: false once upgraded.
    package var acceptsPolling: Bool { state != .webSocket && state != .forgotten }
    /// Whether the application still has it.
    package var isOpen: Bool { state == .polling || state == .webSocket }

    /// When `timeReached` next has something to do; nil for never.
    package var deadline: UInt64? {
        switch state {
        case .forgotten: return nil
        case .closing(let until): return until
        case .polling, .webSocket: break
        }
        var earliest = min(nextPing ?? .max, pongDue ?? .max, firstRequestDue ?? .max)
        switch upgrade {
        case .none: break
        case .opened(let deadline): earliest = min(earliest, deadline)
        case .probed(let deadline, let nextNoop):
            earliest = min(earliest, deadline)
            if isPollWaiting { earliest = min(earliest, nextNoop) }
        }
        return earliest
    }

    /// Queues a message for the next poll or, once upgraded, sends it. Call `flush` when done.
    ///
    /// - Parameters:
    ///   - bytes: Its size, counted against the queue's limit.
    ///   - packets: Engine.IO packets it consists of.
    package mutating func send(_ message: Message, bytes: Int, packets: Int = 1) -> [Action] {
        guard isOpen else { return [] }
        if state == .webSocket { return [.writeWebSocket([.message(message)])] }
        append(.message(message), bytes: bytes, packets: packets)
        // A waiting GET takes at least one message, so what one poll can carry is never too slow.
        guard queuedBytes <= maximumQueuedBytes || isPollWaiting else { return end(.slowReader) }
        return []
    }

    /// Answers a waiting GET if anything is queued.
    package mutating func flush() -> [Action] {
        guard isPollWaiting, state == .polling, !queue.isEmpty else { return [] }
        isPollWaiting = false
        return [.answerPoll(dequeue())]
    }

    /// The instant `now` has come: sends what is due and ends what is overdue.
    package mutating func timeReached(_ now: UInt64) -> [Action] {
        switch state {
        case .forgotten: return []
        case .closing(let until):
            guard now >= until else { return [] }
            state = .forgotten
            return [.forget]
        case .polling, .webSocket: break
        }
        if let pongDue, now >= pongDue { return end(.pingTimeout) }
        if let firstRequestDue, now >= firstRequestDue { return end(.neverUsed) }
        var actions = probeTimeReached(now)
        if let ping = nextPing, now >= ping {
            nextPing = nil
            pongDue = now + timing.pingTimeout
            if state == .webSocket {
                actions.append(.writeWebSocket([.packet(.ping)]))
            } else {
                append(.packet(.ping), bytes: 1, packets: 1)
                actions += flush()
            }
        }
        return actions
    }

    mutating func append(_ item: Item, bytes: Int, packets: Int) {
        queue.append(Queued(item: item, bytes: bytes, packets: packets))
        queuedBytes += bytes
    }

    /// Takes as much as one answer may hold, at least one item.
    mutating func dequeue() -> [Item] {
        var taken = 0
        var packets = 0
        while taken < queue.count {
            packets += queue[taken].packets
            if taken > 0, packets > maximumPacketsPerPoll { break }
            queuedBytes -= queue[taken].bytes
            taken += 1
        }
        let items = queue[..<taken].map(\.item)
        queue.removeFirst(taken)
        return items
    }
}
