import Scenarios

/// What one client with a behaviour of its own does when.
///
/// Pure: instants (CLOCK_MONOTONIC, nanoseconds) and what happened to its connection in, actions out. Draws
/// from a stream of its own, so that it does the same whatever the target's speed.
struct BehaviourScript {
    enum Action: Equatable {
        /// Open a connection.
        case connect
        /// Say goodbye.
        case leave
        /// End the connection without a goodbye.
        case drop(Behaviour.Drop)
        /// Submit a task that was meant to be submitted at this instant.
        case submit(intended: Int64)
        /// Ask for the state, as was due at this instant.
        case poll(intended: Int64)
        /// The attempt to connect takes too long: give it up.
        case giveUp
    }

    enum Presence: Equatable {
        /// Connecting for the first time; the run's ramp drives that.
        case arriving
        case joined
        /// Saying goodbye, or gone by its own choice.
        case away
        /// Lost its connection, and waits for its next attempt.
        case waiting
        case connecting
        /// Lost its connection and stays away.
        case gone
    }

    let behaviour: Behaviour
    private(set) var presence = Presence.arriving
    private(set) var policy: ReconnectPolicy
    private var random: SeededGenerator
    /// A refresher comes back from where it meant to go: at the first attempt it has nothing to catch up with.
    private(set) var isReturning = false
    /// No further leaving, dropping or submitting.
    private var isSettled = false
    /// `Int64.max` where nothing is planned.
    private var endsAt = Int64.max
    private var connectsAt = Int64.max
    private var givesUpAt = Int64.max
    private var submitsAt = Int64.max
    private var pollsAt = Int64.max

    init(
        _ behaviour: Behaviour, random: SeededGenerator, policy: ReconnectPolicy = ReconnectPolicy()
    ) {
        self.behaviour = behaviour
        self.policy = policy
        self.random = random
    }

    var nextDue: Int64 { min(endsAt, connectsAt, givesUpAt, submitsAt, pollsAt) }

    /// The load starts; the client is joined. What is running then has no relation to the start, so its rest
    /// is drawn.
    mutating func start(at instant: Int64) {
        switch behaviour.kind {
        case .operator(let every, let arrivals):
            submitsAt = instant + arrivals.drawRest(mean: every, using: &random)
        case .refresher(let stay, _, let spacing):
            endsAt = instant + spacing.drawRest(mean: stay, using: &random)
        case .flaky(let every, let spacing, _):
            endsAt = instant + spacing.drawRest(mean: every, using: &random)
        case .viewer, .slowReader: break
        }
        if presence != .joined { endsAt = .max }
    }

    /// The steady state is over: whoever is here stays, and whoever is not comes back.
    mutating func settle() {
        isSettled = true
        endsAt = .max
        submitsAt = .max
    }

    /// The client is joined. True when it was meant to be all the time: it then asks what it missed.
    mutating func joined(at instant: Int64) -> Bool {
        let wasLost = presence == .connecting && (!isReturning || policy.failures > 0)
        let isFirst = presence == .arriving
        presence = .joined
        isReturning = false
        policy.connected()
        givesUpAt = .max
        connectsAt = .max
        pollsAt = wasLost ? instant : .max
        guard !isFirst, !isSettled else { return wasLost }
        switch behaviour.kind {
        case .refresher(let stay, _, let spacing):
            endsAt = instant + spacing.draw(mean: stay, using: &random)
        case .flaky(let every, let spacing, _):
            endsAt = instant + spacing.draw(mean: every, using: &random)
        case .viewer, .operator, .slowReader: break
        }
        return wasLost
    }

    /// The connection is over. `.away` is what it wanted; anything else is a loss, or a failed attempt.
    mutating func disconnected(at instant: Int64) {
        endsAt = .max
        givesUpAt = .max
        switch presence {
        case .away, .gone, .waiting: return
        case .connecting: policy.attemptFailed()
        case .joined, .arriving: break
        }
        guard behaviour.reconnects || isReturning else {
            presence = .gone
            return
        }
        presence = .waiting
        connectsAt = instant + policy.nextDelay(using: &random)
        if policy.isPolling, pollsAt == .max { pollsAt = instant }
    }

    /// The state that it asked for after its return did not come: asks again a little later.
    mutating func pollFailed(at instant: Int64) {
        if pollsAt == .max { pollsAt = instant + policy.pollInterval }
    }

    /// The next due action; nil when none is.
    mutating func next(now: Int64) -> Action? {
        guard nextDue <= now else { return nil }
        if submitsAt <= now { return submit() }
        if endsAt <= now { return end(now) }
        if givesUpAt <= now {
            givesUpAt = .max
            return .giveUp
        }
        if connectsAt <= now {
            connectsAt = .max
            givesUpAt = now + ReconnectPolicy.attemptTimeout
            presence = .connecting
            return .connect
        }
        let due = pollsAt
        // Missed ones are not made up for: a dashboard's timer does not either.
        let interval = policy.pollInterval
        pollsAt = policy.isPolling ? max(due, now - interval) + interval : .max
        return .poll(intended: due)
    }

    private mutating func submit() -> Action {
        let due = submitsAt
        if case .operator(let every, let arrivals) = behaviour.kind {
            submitsAt = due + arrivals.draw(mean: every, using: &random)
        } else {
            submitsAt = .max
        }
        return .submit(intended: due)
    }

    private mutating func end(_ now: Int64) -> Action? {
        endsAt = .max
        switch behaviour.kind {
        case .refresher(_, let away, let spacing):
            presence = .away
            isReturning = true
            connectsAt = now + spacing.draw(mean: away, using: &random)
            return .leave
        case .flaky(_, _, let drop):
            presence = .waiting
            connectsAt = now + policy.nextDelay(using: &random)
            return .drop(drop)
        case .viewer, .operator, .slowReader: return nil
        }
    }
}
