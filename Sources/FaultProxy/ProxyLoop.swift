import CShims
import Glibc
import HeapModule
import Statistics

/// The proxy's thread: all its connections, served as epoll and their deadlines have it.
final class ProxyLoop {
    let listener: Int32
    var upstream: (host: String, port: UInt16)
    let limits: ProxyLimits
    let mailbox: ProxyMailbox
    let poll: ProxyPoll
    var random: SplitMix64
    var relays: [Relay?] = []
    var freeSlots: [Int] = []
    var generation: UInt32 = 0
    var conditions = PathConditions()
    var counters = ProxyCounters()
    /// Relays that wait for the proxy to hold less.
    var starved: [Relay] = []
    var deadlines = Heap<Deadline>()
    var isAccepting = false
    /// After a lack of descriptors: when to try again.
    var acceptAgain: Int64?
    let scratch: UnsafeMutableRawPointer
    /// Bytes read at once.
    static let scratchBytes = 64 * 1024

    /// When a relay wants to be looked at.
    struct Deadline: Comparable {
        var instant: Int64
        var relay: ProxyToken

        static func < (left: Deadline, right: Deadline) -> Bool { left.instant < right.instant }
    }

    /// Takes over `listener` unless it throws.
    init(
        listener: Int32, upstream: (host: String, port: UInt16), seed: UInt64, limits: ProxyLimits,
        mailbox: ProxyMailbox
    ) throws(ProxyError) {
        shim_timer_slack_set(1)
        let poll = try ProxyPoll()
        try poll.watch(mailbox.wakeup, for: shim_readable, as: .wakeup)
        self.poll = poll
        self.listener = listener
        self.upstream = upstream
        self.limits = limits
        self.mailbox = mailbox
        random = SplitMix64(seed: seed)
        scratch = .allocate(byteCount: Self.scratchBytes, alignment: 16)
    }

    deinit { scratch.deallocate() }

    /// Serves until it is told to stop or cannot go on.
    func run() {
        var failure: String?
        var last: [ProxyMailbox.Letter] = []
        do {
            while last.isEmpty { last = try turn() }
        } catch {
            failure = error.description
        }
        for case let relay? in relays { close(relay, reset: false) }
        _ = shim_close(listener)
        mailbox.close(failure: failure, counters: counters)
        let end = ProxyAction(instant: shim_clock_realtime(), connections: 0)
        for letter in last { letter.done(end) }
    }

    /// One wait and what came of it. The letters that said stop, if any did.
    private func turn() throws(ProxyError) -> [ProxyMailbox.Letter] {
        let before = counters
        var now = shim_clock_monotonic()
        try refreshListener(now)
        var deadline = deadlines.min?.instant ?? .max
        if let acceptAgain { deadline = min(deadline, acceptAgain) }
        let count = try poll.wait(until: deadline, now: now)
        now = shim_clock_monotonic()
        var stops: [ProxyMailbox.Letter] = []
        for index in 0..<count {
            let (token, readiness) = poll.event(at: index)
            switch token {
            case .timer: break
            case .wakeup: stops = obey(now)
            case .listener: accept(now)
            default: if let relay = relay(token) { handle(relay, token.end, readiness, now) }
            }
        }
        while let next = deadlines.min, next.instant <= now {
            deadlines.removeMin()
            guard let relay = relay(next.relay), relay.deadline == next.instant else { continue }
            relay.deadline = .max
            advance(relay, now)
        }
        feed(now)
        if counters != before { mailbox.publish(counters) }
        return stops
    }

    /// The connection that a token is about, unless it is over.
    private func relay(_ token: ProxyToken) -> Relay? {
        guard token.slot < relays.count, let relay = relays[token.slot],
            relay.generation & 0x7FFF_FFFF == token.generation
        else { return nil }
        return relay
    }

    /// Has `relay` looked at by `instant`.
    func schedule(_ relay: Relay, at instant: Int64) {
        guard instant < relay.deadline else { return }
        relay.deadline = instant
        let token = ProxyToken(slot: relay.slot, generation: relay.generation, end: .client)
        deadlines.insert(Deadline(instant: instant, relay: token))
    }

    /// Ends a connection at both of its ends.
    func close(_ relay: Relay, reset: Bool) {
        guard relays[relay.slot] === relay else { return }
        relays[relay.slot] = nil
        freeSlots.append(relay.slot)
        counters.open -= 1
        counters.heldBytes -= relay.held
        if relay.gone != nil { counters.halfOpen -= 1 }
        relay.client.close(reset: reset)
        relay.server.close(reset: reset)
    }

    /// Lets those read again who wait for the proxy to hold less, once it holds half of what it may.
    private func feed(_ now: Int64) {
        guard !starved.isEmpty, counters.heldBytes <= limits.totalBytes / 2 else { return }
        let waiting = starved
        starved = []
        for relay in waiting where relays[relay.slot] === relay {
            relay.isStarved = false
            advance(relay, now)
        }
    }
}
