import CShims

/// Polling clients, each with a kept-alive connection of its own.
///
/// The first poll is the connecting one and belongs to no schedule; afterwards each client polls at
/// its fixed phase. A poll that falls due while the client's previous one is outstanding is skipped
/// and recorded.
final class PollFleet: Fleet {
    /// What a client asks for.
    enum Wanted {
        /// The state, whole.
        case state
        /// The state unless it is the one that the client has.
        case changedState
        /// The events since the last one that the client has, after the state once.
        case events
    }

    let recorder: Recorder
    let clients: [PollClient]
    let timebase: Timebase
    let wanted: Wanted
    var requests: PollRequests
    /// For targets that are no SwarmBot.
    var targetScanner: TargetScanner?
    private let https: HTTPClients
    private var sweep: Sweep
    private let sources: SourceAddresses
    private let numbers: [UInt32]
    private let total: Int
    private let seed: UInt64
    private let interval: Int64
    let expectsFaults: Bool
    private let patience: Int64
    private var schedule: PollSchedule?
    var connected = 0
    var failure: String?
    var isClosing = false

    init(
        plan: LoadPlan, wanted: Wanted, interval: Int64, numbers: [UInt32], https: HTTPClients,
        recorder: Recorder, timebase: Timebase
    ) {
        self.recorder = recorder
        self.https = https
        self.timebase = timebase
        self.wanted = wanted
        sweep = Sweep(count: numbers.count, isHurried: plan.expectsFaults)
        sources = SourceAddresses(
            clients: plan.clients, target: plan.endpoint.address, ports: SourceAddresses.ports())
        self.numbers = numbers
        self.interval = interval
        expectsFaults = plan.expectsFaults
        patience = plan.patience
        total = plan.clients
        seed = plan.seed
        requests = PollRequests(endpoint: plan.endpoint, statePath: plan.shape?.poll?.path ?? "/api/swarm")
        if let shape = plan.shape, let poll = shape.poll {
            targetScanner = TargetScanner(polling: poll, shape)
        }
        clients = numbers.map { PollClient(number: $0) }
    }

    deinit {
        for client in clients { client.http?.discard() }
    }

    var nextDue: Int64 { isClosing ? .max : schedule?.nextDue ?? .max }
    var fewestEligibleReceipts: Int { .max }

    /// As the latest walk over all clients found it.
    var lowestSeq: UInt64 { sweep.fewest == .max ? .max : UInt64(sweep.fewest) }

    var isClosed: Bool { !clients.contains { $0.http?.isActive == true } }

    func connect(_ position: Int, now: Int64) {
        let client = clients[position]
        do {
            let http = try https.make(.exchange, number: position, owner: self)
            if let source = sources.address(ofClient: client.number) {
                (http as? HTTPConnection)?.source = source
            }
            client.http = http
            poll(client, http, intended: now)
        } catch {
            failure = failure ?? error.description
        }
    }

    func ready(_ token: Token, readiness: UInt32, now: Int64) {
        clients[Int(token.number)].http?.ready(readiness)
    }

    func start(at instant: Int64) {
        schedule = PollSchedule(
            interval: interval, numbers: numbers, total: total, seed: seed, origin: instant)
    }

    func act(now: Int64) {
        while !isClosing, let due = schedule?.nextDue, due <= now, let next = schedule?.next() {
            let client = clients[next.position]
            let isInWindow = recorder.window.contains(timebase.realtime(next.intended))
            guard let http = client.http, !http.isActive else {
                // A target that has not answered is slow; an answer that lies here unread is not its fault.
                if isInWindow, unreadBytes(at: next.position).map({ $0 > 0 }) ?? true {
                    recorder.generator.missedIntended += 1
                }
                append(client, .skipped, intended: timebase.realtime(next.intended))
                continue
            }
            if isInWindow {
                recorder.generator.actionLateness.append(shim_clock_monotonic() - next.intended)
            }
            poll(client, http, intended: next.intended)
        }
    }

    func tick(now: Int64) {
        let earliest: Int64 = timebase.realtime(now) - patience
        for position in sweep.next() {
            let client = clients[position]
            if expectsFaults, client.hasJoined, client.http?.isActive == true, client.sent < earliest {
                giveUp(client)
            }
            sweep.note(Int(clamping: client.seq))
        }
        sweep.endSlice()
    }

    func markSteadyStart() {
        for client in clients { client.meter.start(client.descriptor) }
    }

    func markSteadyEnd() {
        sweep.hurry()
        for client in clients { client.record.tcp = client.meter.delta(client.descriptor) }
    }

    /// Outstanding polls may still be answered; no new ones start.
    func close(now: Int64) {
        isClosing = true
        let end = timebase.realtime(now)
        for client in clients where client.hasJoined { client.record.sessionEnd = end }
    }

    func abandon() {
        isClosing = true
        for client in clients {
            if let http = client.http, http.isActive, client.hasJoined {
                recorder.errors.add("unanswered")
                append(client, .failed, intended: client.intended, sent: client.sent)
            }
            client.http?.cancel()
            client.http = nil
        }
    }

    /// Nobody will answer any more: the next poll takes a new connection.
    private func giveUp(_ client: PollClient) {
        client.http?.cancel()
        recorder.errors.add("timeout")
        append(client, .failed, intended: client.intended, sent: client.sent)
    }

    func unreadBytes(at position: Int) -> Int? {
        let descriptor = clients[position].descriptor
        return descriptor >= 0 ? Int(max(0, shim_unread(descriptor))) : nil
    }

    func records() -> [ClientRecord] { clients.map(\.record) }

    private func poll(_ client: PollClient, _ http: any HTTPClient, intended: Int64) {
        client.intended = timebase.realtime(intended)
        ask(client, http)
    }

    /// Sends what the client has to ask next, as part of the poll that is under way.
    func ask(_ client: PollClient, _ http: any HTTPClient) {
        let request: HTTPRequest
        switch wanted {
        case .state: request = requests.state
        case .changedState: request = requests.state(unless: client.entityTag)
        case .events: request = client.needsState ? requests.state : requests.events(after: client.seq)
        }
        client.sent = shim_clock_realtime()
        http.begin(request)
    }
}
