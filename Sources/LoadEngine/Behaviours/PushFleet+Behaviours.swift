import CShims
import Scenarios

/// Clients that do more than listen. Everything here happens at their timers, or when a connection begins or
/// ends: nothing is done a message.
extension PushFleet {
    /// Those of this worker's clients whose behaviour is more than listening, and no state for the others.
    static func behaving(_ plan: LoadPlan, clients: [PushClient]) -> [BehavingClient] {
        let places = BehaviourShares.assign(plan.behaviours, clients: plan.clients, seed: plan.seed)
        guard !places.isEmpty else { return [] }
        var all: [BehavingClient] = []
        for (position, client) in clients.enumerated() {
            let behaviour = plan.behaviours[Int(places[Int(client.number)])]
            guard !behaviour.isPlain else { continue }
            let own = BehavingClient(
                position: position, number: client.number, behaviour: behaviour, plan: plan)
            client.behaving = own
            own.index = all.count
            all.append(own)
        }
        return all
    }

    func startBehaviours(at instant: Int64) {
        for own in behaving {
            own.script.start(at: instant)
            arm(own)
        }
    }

    func settleBehaviours() {
        for own in behaving {
            own.script.settle()
            arm(own)
        }
    }

    func runTimers(now: Int64) {
        while let timer = timers.min, timer.due <= now {
            timers.removeMin()
            let own = behaving[timer.index]
            guard timer.due == own.armed else { continue }
            own.armed = .max
            if own.resumesAt <= now { resume(own, now: now) }
            while let action = own.script.next(now: now) { perform(action, own, now: now) }
            arm(own)
        }
    }

    /// Sets the client's timer to what it does next.
    func arm(_ own: BehavingClient) {
        let due = min(own.script.nextDue, own.resumesAt)
        guard due < own.armed else { return }
        own.armed = due
        timers.insert(BehaviourTimer(due: due, index: own.index))
    }

    private func perform(_ action: BehaviourScript.Action, _ own: BehavingClient, now: Int64) {
        let client = clients[own.position]
        switch action {
        case .connect:
            if client.stage != .closed { finish(client) }
            if own.script.isReturning, own.meantToReturn == 0 { own.meantToReturn = timebase.realtime(now) }
            own.attempt(at: timebase.realtime(now))
            client.renew(joining)
            connect(own.position, now: now)
        case .leave:
            own.endSession(at: timebase.realtime(now))
            forget(own, client)
            sayGoodbye(client, token: token(of: client, at: own.position))
        case .drop(let how):
            own.record.drops += 1
            own.beginOutage(at: timebase.realtime(now), isOwn: true)
            own.hasCaughtUp = false
            forget(own, client)
            if how == .reset { _ = shim_set_reset_on_close(client.descriptor) }
            finish(client)
        case .submit(let intended): submit(intended, own, client)
        case .poll(let intended): askState(own, intended: intended)
        case .giveUp: lose(client, kind: "timeout", because: "not joined in time")
        }
    }

    /// The client's connection is over by its own doing.
    private func forget(_ own: BehavingClient, _ client: PushClient) {
        if client.isCounted { connected -= 1 }
        client.isCounted = false
        own.resumesAt = .max
        loseOperations(own)
    }

    /// The connection of a behaving client ended although it did not mean it to, or an attempt failed.
    func disconnected(_ own: BehavingClient) {
        let now = shim_clock_monotonic()
        own.resumesAt = .max
        own.hasCaughtUp = false
        switch own.script.presence {
        case .joined: own.beginOutage(at: timebase.realtime(now), isOwn: false)
        case .connecting: own.record.failedAttempts += 1
        case .arriving, .away, .waiting, .gone: break
        }
        own.script.disconnected(at: now)
        if own.script.policy.isPolling, own.pollsSince == 0 { own.pollsSince = now }
        loseOperations(own)
        arm(own)
    }

    /// The client is joined: asks for its rooms, or is there.
    func joined(_ own: BehavingClient, _ client: PushClient, arrival: Int64) {
        own.missingRooms = own.rooms.count
        guard own.missingRooms > 0 else { return present(own, client, arrival: arrival) }
        let token = self.token(of: client, at: own.position)
        for room in own.rooms {
            let packet = joining.event + Array("[\"join_room\",{\"room\":\"\(room)\"}]".utf8)
            let bytes = send(.text, packet, from: client, token: token)
            client.record.handshakeBytesUp += UInt64(bytes)
        }
    }

    /// The server's answer to a client, which is no update.
    func replied(_ own: BehavingClient, _ client: PushClient, arrival: Int64) {
        guard own.missingRooms > 0, scanner.type.equals("room_joined") else { return }
        own.missingRooms -= 1
        own.record.roomsJoined += 1
        if own.missingRooms == 0 { present(own, client, arrival: arrival) }
    }

    /// The client is all there, for the first time or again.
    private func present(_ own: BehavingClient, _ client: PushClient, arrival: Int64) {
        let isFirst = own.script.presence == .arriving
        let now = shim_clock_monotonic()
        let mustCatchUp = own.script.joined(at: now)
        own.endOutage(at: arrival)
        client.isCounted = true
        connected += 1
        // A stay that a loss interrupted still runs: what happened meanwhile is owed, and owed once.
        if case .refresher = own.script.behaviour.kind, own.record.sessions.last?.end != 0 {
            let start = mustCatchUp && own.meantToReturn > 0 ? own.meantToReturn : arrival
            own.record.sessions.append(BehaviourRecord.Session(start: start, end: 0))
        }
        own.meantToReturn = 0
        if mustCatchUp {
            own.record.reconnects += 1
            if own.http?.isActive == true { own.asksAgain = true }
        }
        own.hasCaughtUp = !mustCatchUp
        if own.pollsSince > 0 {
            own.record.pollingTime += now - own.pollsSince
            own.pollsSince = 0
        }
        sendQueued(own, client)
        if !isFirst { arm(own) }
    }

    /// The run ends for them.
    func closeBehaviours(now: Int64) {
        timers = []
        isOver = true
        for own in behaving {
            own.armed = .min
            own.endSession(at: timebase.realtime(now))
            if own.pollsSince > 0 { own.record.pollingTime += now - own.pollsSince }
            own.pollsSince = 0
            own.http?.discard()
            own.http = nil
            loseOperations(own)
            if own.missingRooms > 0 { recorder.errors.add("room not joined") }
        }
    }

    /// Behaving clients that have no connection but will: the server is not lost with the others.
    var awaitsReturns: Bool {
        behaving.contains { own in
            switch own.script.presence {
            case .away, .waiting, .connecting: true
            case .arriving, .joined, .gone: false
            }
        }
    }
}
