import CShims

/// Push clients without WebSockets: Socket.IO over Engine.IO's HTTP long-polling (protocol 4).
///
/// A GET waits at the server until there is something to deliver; its answer's packets arrive with the
/// kernel's stamp of the answer's last bytes. Answers to heartbeats and the CONNECT packet are posted on
/// a connection of their own, since the other one is taken by the waiting GET.
final class LongPollFleet: Fleet {
    /// Connections of a client.
    static let connections = 2

    let recorder: Recorder
    let clients: [LongPollClient]
    let timebase: Timebase
    let endpoint: Endpoint
    private let https: HTTPClients
    private let joining: SessionJoining
    private let sources: SourceAddresses
    let scanner = UpdateScanner()
    var connected = 0
    var failure: String?
    /// The load has started: from here a lost client is an outcome, not a failed ramp.
    var hasStarted = false

    /// `numbers`: the run-wide numbers of this worker's clients.
    init(plan: LoadPlan, numbers: [UInt32], https: HTTPClients, recorder: Recorder, timebase: Timebase) {
        self.recorder = recorder
        self.timebase = timebase
        self.https = https
        endpoint = plan.endpoint
        let joining = SessionJoining(plan.endpoint, awaitsGreeting: true)
        self.joining = joining
        sources = SourceAddresses(
            clients: Self.connections * plan.clients, target: plan.endpoint.address,
            ports: SourceAddresses.ports())
        clients = numbers.map { LongPollClient(number: $0, joining: joining) }
    }

    deinit {
        for client in clients {
            client.reader?.discard()
            client.writer?.discard()
        }
    }

    /// Nothing is done at set times.
    var nextDue: Int64 { .max }
    var lowestSeq: UInt64 { .max }

    var fewestEligibleReceipts: Int {
        var fewest = Int.max
        for client in clients where client.eligibleReceipts < fewest { fewest = client.eligibleReceipts }
        return fewest
    }

    var isClosed: Bool { clients.allSatisfy { $0.stage == .closed || $0.stage == .idle } }

    func connect(_ position: Int, now: Int64) {
        let client = clients[position]
        do {
            let reader = try https.make(.exchange, number: Self.connections * position, owner: self)
            client.reader = reader
            client.writer = try https.make(.exchange, number: Self.connections * position + 1, owner: self)
            let source = sources.address(ofClient: client.number)
            for http in [client.reader, client.writer] { (http as? HTTPConnection)?.source = source }
            client.stage = .opening
            client.path = endpoint.socketPath + "?EIO=4&transport=polling"
            reader.begin(HTTPRequest(.get, client.path, to: endpoint))
        } catch {
            failure = failure ?? error.description
        }
    }

    func ready(_ token: Token, readiness: UInt32, now: Int64) {
        let client = clients[Int(token.number) / Self.connections]
        let http = Int(token.number) % Self.connections == 0 ? client.reader : client.writer
        http?.ready(readiness)
    }

    func start(at instant: Int64) { hasStarted = true }

    func act(now: Int64) {}

    /// A client whose heartbeat is overdue is dead, whatever its connections say.
    func tick(now: Int64) {
        for client in clients where client.stage == .open && client.session.deadline < now {
            lose(client, kind: "heartbeat", because: "no ping within pingInterval + pingTimeout")
        }
    }

    func markSteadyStart() {
        for client in clients {
            for (place, http) in [client.reader, client.writer].enumerated() {
                client.meters[place].start(http?.descriptor ?? -1)
            }
        }
    }

    func markSteadyEnd() {
        for client in clients {
            client.record.tcp = TCPCounters()
            for (place, http) in [client.reader, client.writer].enumerated() {
                client.record.tcp.add(client.meters[place].delta(http?.descriptor ?? -1))
            }
        }
    }

    func unreadBytes(at position: Int) -> Int? {
        let descriptor = clients[position].reader?.descriptor ?? -1
        return descriptor >= 0 ? Int(max(0, shim_unread(descriptor))) : nil
    }

    /// Goodbye by Socket.IO and by Engine.IO: the server ends the waiting GET.
    func close(now: Int64) {
        let end = timebase.realtime(now)
        for client in clients {
            if client.hasJoined { client.record.sessionEnd = end }
            switch client.stage {
            case .idle, .closed, .closing: continue
            case .opening: finish(client)
            case .open:
                client.stage = .closing
                post([joining.disconnect, Array("1".utf8)], from: client)
            }
        }
    }

    func abandon() {
        for client in clients where client.stage != .closed { finish(client) }
    }

    func records() -> [ClientRecord] { clients.map(\.record) }

    /// Sends packets to the server, behind those that wait for an earlier post to be answered.
    func post(_ packets: [[UInt8]], from client: LongPollClient) {
        client.unsent += packets
        guard let writer = client.writer, !writer.isActive, !client.unsent.isEmpty else { return }
        let body = Array(client.unsent.joined(separator: [0x1E]))
        client.isPostingHeartbeat = client.unsent.allSatisfy { $0.first == UInt8(ascii: "3") }
        client.unsent = []
        writer.begin(request(body, from: client))
    }

    private func request(_ body: [UInt8], from client: LongPollClient) -> HTTPRequest {
        let type = Endpoint.Header(name: "Content-Type", value: "text/plain;charset=UTF-8")
        return HTTPRequest(.post, client.path, to: endpoint, headers: [type], body: body)
    }

    /// The answer to a ping.
    func pongRequest(_ client: LongPollClient) -> HTTPRequest { request([UInt8(ascii: "3")], from: client) }

    /// The connection ended although the client did not mean it to.
    ///
    /// Before the load starts that fails the run. Afterwards it is counted; when nobody is left, the
    /// server is taken for lost.
    func lose(_ client: LongPollClient, kind: String, because reason: String) {
        guard client.stage != .closed else { return }
        guard client.stage != .closing else { return finish(client) }
        recorder.errors.add(kind)
        if client.hasJoined {
            client.record.disconnects += 1
            recorder.disconnects += 1
            connected -= 1
        }
        finish(client)
        guard failure == nil else { return }
        if !hasStarted {
            failure = "client \(client.number) could not connect: \(reason)"
        } else if connected == 0 {
            failure = "lost the server: the last of \(clients.count) sessions ended (\(reason))"
        }
    }

    /// Ends both connections, keeping their totals.
    func finish(_ client: LongPollClient) {
        client.stage = .closed
        client.unsent = []
        client.reader?.cancel()
        client.writer?.cancel()
    }
}

extension TCPCounters {
    /// Adds another connection's.
    mutating func add(_ other: TCPCounters) {
        bytesSent += other.bytesSent
        bytesReceived += other.bytesReceived
        segmentsOut += other.segmentsOut
        segmentsIn += other.segmentsIn
        retransmits += other.retransmits
    }
}
