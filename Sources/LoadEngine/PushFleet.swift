import CShims
import HeapModule

/// Push clients on the worker's own non-blocking sockets.
///
/// Arrivals are the kernel's receive stamps; one read takes what is there, into a buffer all clients
/// share, and messages are scanned in place.
final class PushFleet: Fleet {
    let loop: EventLoop
    let recorder: Recorder
    let clients: [PushClient]
    /// The same clients for `ready`, without counting a reference at each event: `clients` holds them.
    private let listed: [Unmanaged<PushClient>]
    let endpoint: Endpoint
    /// Made with the first handshake.
    var tls: TLSLoop?
    /// How long a TLS handshake may take, nanoseconds.
    let handshakePatience: Int64
    let timebase: Timebase
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    let scanner = UpdateScanner()
    /// For targets that are no SwarmBot; used in place of `scanner`.
    var targetScanner: TargetScanner?
    /// When each trigger is intended, CLOCK_REALTIME; known once the load has started, in probe mode.
    private(set) var triggerInstants: [Int64] = []
    /// How sessions join.
    let joining: SessionJoining
    private let tokens: Token.Kind
    private let triggerOffsets: [Int64]
    var outgoing: [UInt8] = []
    private var sweep: Sweep
    private let expectsFaults: Bool
    let patience: Int64
    private let sources: SourceAddresses
    var connected = 0
    var failure: String?
    /// The load has started: from here a lost client is an outcome, not a failed ramp.
    var hasStarted = false

    /// Clients that do more than listen, and when they next do.
    let behaving: [BehavingClient]
    var timers = Heap<BehaviourTimer>()
    /// Clients say goodbye: nobody comes back.
    var isOver = false
    private let hasSlowReaders: Bool
    /// Makes the clients that ask for the state; nil where none does.
    let https: HTTPClients?
    let stateRequest: HTTPRequest
    /// Bodies of the tasks that clients submit over their sockets, taken in turn.
    let operations: [[UInt8]]

    /// `numbers`: the run-wide numbers of this worker's clients; `tokens`: what its sockets are registered as.
    init(
        plan: LoadPlan, numbers: [UInt32], loop: EventLoop, https: HTTPClients? = nil, recorder: Recorder,
        timebase: Timebase, tokens: Token.Kind = .push
    ) {
        self.loop = loop
        self.recorder = recorder
        self.timebase = timebase
        endpoint = plan.endpoint
        handshakePatience = plan.connectTimeout
        self.tokens = tokens
        let joining = SessionJoining(plan.endpoint, awaitsGreeting: plan.shape == nil)
        self.joining = joining
        targetScanner = plan.shape.map { TargetScanner($0) }
        triggerOffsets = targetScanner?.isProbe == true ? plan.submissions.map(\.offset) : []
        clients = numbers.map { PushClient(number: $0, seed: plan.seed, joining: joining) }
        listed = clients.map { .passUnretained($0) }
        expectsFaults = plan.expectsFaults
        patience = plan.patience
        // How soon a client notices that nobody is there is measured then.
        sweep = Sweep(count: numbers.count, isHurried: plan.expectsFaults)
        sources = SourceAddresses(
            clients: plan.clients, target: plan.endpoint.address, ports: SourceAddresses.ports())
        behaving = Self.behaving(plan, clients: clients)
        hasSlowReaders = behaving.contains { $0.throttle != nil }
        self.https = https
        stateRequest = HTTPRequest(.get, "/api/swarm", to: plan.endpoint)
        operations = plan.operations
        outgoing.reserveCapacity(256)
    }

    deinit {
        abandon()
        buffer.deallocate()
    }

    /// Behaviours have their timers, and TLS handshakes their limits.
    var nextDue: Int64 { min(tls?.nextDue ?? .max, timers.min?.due ?? .max) }

    var lowestSeq: UInt64 { .max }

    /// As the latest walk over all clients found it: of counts that only grow, so never too many.
    var fewestEligibleReceipts: Int { sweep.fewest }

    func act(now: Int64) {
        tls?.act(now: now)
        runTimers(now: now)
    }

    func start(at instant: Int64) {
        hasStarted = true
        triggerInstants = triggerOffsets.map { timebase.realtime(instant + $0) }
        startBehaviours(at: instant)
    }

    func connect(_ position: Int, now: Int64) {
        let client = clients[position]
        let descriptor = shim_tcp_socket()
        guard descriptor >= 0 else { return fail(client, action: "opening a socket", code: descriptor) }
        client.descriptor = descriptor
        for result in [
            shim_enable_receive_stamps(descriptor), shim_set_no_delay(descriptor),
            shim_set_segment_size(descriptor, 1460),
        ] where result != 0 {
            return fail(client, action: "preparing a socket", code: result)
        }
        if let source = sources.address(ofClient: client.number) {
            let bound = shim_bind_address(descriptor, source)
            guard bound == 0 else { return fail(client, action: "binding to a local address", code: bound) }
        }
        let result = shim_connect(descriptor, endpoint.address, endpoint.port)
        client.stage = .connecting
        let isPending = Int32(result) == -EINPROGRESS
        guard result == 0 || isPending else { return fail(client, action: "connecting", code: result) }
        let watched = loop.add(
            descriptor, readiness: shim_readable | shim_writable, token: Token(tokens, UInt32(position)))
        guard watched == 0 else { return fail(client, action: "watching a socket", code: watched) }
    }

    /// What a message touches of a client lies in its first lines.
    func expect(_ token: Token) {
        shim_prefetch(listed[Int(token.number)].toOpaque(), 448)
    }

    func ready(_ token: Token, readiness: UInt32, now: Int64) {
        listed[Int(token.number)]._withUnsafeGuaranteedRef {
            ready($0, token: token, readiness: readiness, now: now)
        }
    }

    @inline(__always)
    private func ready(_ client: PushClient, token: Token, readiness: UInt32, now: Int64) {
        if token.kind == .exchange {
            client.behaving?.http?.ready(readiness)
            return
        }
        switch client.stage {
        case .idle, .closed: return
        case .connecting:
            let error = shim_socket_error(client.descriptor)
            guard error == 0 else { return fail(client, action: "connecting", code: error) }
            guard readiness & shim_writable != 0 else { return }
            if endpoint.isSecure { return secure(client, token: token) }
            beginUpgrade(client, token: token)
        case .securing: tls?.ready(client.descriptor, readiness: readiness)
        case .upgrading, .open, .closing:
            if readiness & shim_writable != 0 { flush(client, token: token) }
            guard readiness & ~shim_writable != 0, client.descriptor >= 0 else { return }
            if hasSlowReaders, hasStarted, client.stage == .open, readiness & (shim_error | shim_hangup) == 0,
                let own = client.behaving, own.throttle != nil
            {
                return readSlowly(client, own, token: token, now: now)
            }
            read(client, token: token, now: now)
        }
    }

    /// The connection carries bytes: asks for the WebSocket.
    func beginUpgrade(_ client: PushClient, token: Token) {
        client.stage = .upgrading
        let request = client.upgrade.request(to: endpoint)
        countHandshake(up: request.count, client)
        _ = loop.modify(client.descriptor, readiness: shim_readable, token: token)
        send(request, from: client, token: token)
    }

    /// A client whose heartbeat is overdue is dead, whatever its socket says.
    func tick(now: Int64) {
        for position in sweep.next() {
            let client = clients[position]
            if client.stage == .open, client.session.deadline < now {
                lose(client, kind: "heartbeat", because: "no ping within pingInterval + pingTimeout")
            }
            if expectsFaults, let own = client.behaving, own.http?.isActive == true {
                giveUpStatePoll(own, now: now)
            }
            sweep.note(receipts(of: client))
        }
        sweep.endSlice()
    }

    /// What a client counts for in the drain: one that is away by its behaviour counts as nothing until it
    /// knows what it missed, and not at all from then on.
    private func receipts(of client: PushClient) -> Int {
        guard let own = client.behaving, own.receivesInPart else { return client.eligibleReceipts }
        return own.isSettled ? .max : 0
    }

    func markSteadyStart() {
        for client in clients { client.meter.start(client.descriptor) }
        for own in behaving { own.httpMeter.start(own.http?.descriptor ?? -1) }
    }

    func markSteadyEnd() {
        sweep.hurry()
        for client in clients { client.record.tcp = client.meter.delta(client.descriptor) }
        for own in behaving {
            clients[own.position].record.tcp += own.httpMeter.delta(own.http?.descriptor ?? -1)
        }
        settleBehaviours()
    }

    func unreadBytes(at position: Int) -> Int? {
        let client = clients[position]
        // What a slow reader leaves unread is its own choice, and no sign of a busy generator.
        guard client.descriptor >= 0, client.behaving?.throttle == nil else { return nil }
        return Int(max(0, shim_unread(client.descriptor)))
    }

    func records() -> [ClientRecord] { clients.map(\.record) }

    var behaviourRecords: [BehaviourRecord] { behaving.map(\.record) }

    func token(of client: PushClient, at position: Int) -> Token { Token(tokens, UInt32(position)) }

    private func fail(_ client: PushClient, action: String, code: Int32) {
        let error = LoadError.system("\(action) (client \(client.number), \(endpoint.authority))", code: code)
        lose(client, kind: "connect", because: error.description)
    }
}
