import Scenarios

/// What a push client with a behaviour of its own has besides its connection. Clients that only listen have
/// none of it.
final class BehavingClient {
    /// Messages that wait for a connection, as in the contract; beyond it the oldest are dropped.
    static let longestQueue = 1000

    /// Among the worker's clients.
    let position: Int
    /// Among the worker's behaving clients.
    var index = 0
    var script: BehaviourScript
    var throttle: ReadThrottle?
    /// When a slow reader reads on; `Int64.max` while it may.
    var resumesAt = Int64.max
    /// The instant of its entry in the fleet's timers that counts; `Int64.max` without one.
    var armed = Int64.max
    /// `room_joined` answers that its join still lacks.
    var missingRooms = 0
    /// When a refresher meant to be back, CLOCK_REALTIME; 0 when it is not on its way.
    var meantToReturn: Int64 = 0
    /// Since when it asks for the state because push does not work, CLOCK_MONOTONIC; 0 while it does not.
    var pollsSince: Int64 = 0
    /// Operations, by their places in the record: sent and not acknowledged, by the number of the
    /// acknowledgement; and those that wait for a connection.
    var unanswered: [UInt64: Int] = [:]
    var queue: [Int] = []
    var nextAcknowledgement: UInt64 = 1
    /// Asks for the state.
    var http: (any HTTPClient)?
    var httpMeter = TCPMeter()
    var pollIntended: Int64 = 0
    var pollSent: Int64 = 0
    /// Has to ask once more when the outstanding poll is answered, which may know too little.
    var asksAgain = false
    /// Its view lacks what it missed until a poll that it made after its return is answered.
    var hasCaughtUp = true
    var record: BehaviourRecord

    init(position: Int, number: UInt32, behaviour: Behaviour, plan: LoadPlan) {
        self.position = position
        // Streams of clients' masks are numbered from 0, these from 2^32.
        var random = SeededGenerator(seed: plan.seed, stream: 1 << 32 | UInt64(number))
        if case .slowReader(let reading) = behaviour.kind {
            throttle = ReadThrottle(reading, share: random.unit())
        }
        script = BehaviourScript(
            behaviour, random: random, policy: ReconnectPolicy(second: plan.reconnectSecond))
        record = BehaviourRecord(client: number)
    }

    var rooms: [String] { script.behaviour.rooms }

    /// The session that is running ends, if one does.
    func endSession(at instant: Int64) {
        guard let last = record.sessions.indices.last, record.sessions[last].end == 0 else { return }
        record.sessions[last].end = instant
    }

    /// Its connection is over although it means to have one.
    func beginOutage(at instant: Int64, isOwn: Bool) {
        record.outages.append(BehaviourRecord.Outage(start: instant, isOwn: isOwn))
    }

    /// It opens a connection; one that ends an absence of its own choice is nobody's outage.
    func attempt(at instant: Int64) {
        guard let last = openOutage else { return }
        record.outages[last].attempts.append(instant)
    }

    /// It is joined.
    func endOutage(at instant: Int64) {
        guard let last = openOutage else { return }
        record.outages[last].end = instant
    }

    private var openOutage: Int? {
        guard let last = record.outages.indices.last, record.outages[last].end == 0 else { return nil }
        return last
    }

    /// What it received says nothing of what is still on its way: it was away, or learns of it by polls.
    var receivesInPart: Bool {
        if case .refresher = script.behaviour.kind { return true }
        return record.reconnects + record.drops + record.failedAttempts > 0 || script.presence == .waiting
    }

    /// Nothing that counts is missing at a client that receives in part.
    var isSettled: Bool {
        if case .refresher = script.behaviour.kind { return true }
        return script.presence == .gone || (script.presence == .joined && hasCaughtUp)
    }
}

/// One entry of the fleet's timers; outdated when its client's `armed` is another instant.
struct BehaviourTimer: Comparable {
    var due: Int64
    /// Among the fleet's behaving clients.
    var index: Int

    static func < (left: BehaviourTimer, right: BehaviourTimer) -> Bool { left.due < right.due }
}
