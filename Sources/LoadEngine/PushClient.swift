/// One simulated dashboard on a WebSocket: its connection's state and its totals.
final class PushClient: UpdateReceiver {
    enum Stage: Equatable {
        case idle
        /// Waits for TCP.
        case connecting
        /// Waits for the TLS handshake.
        case securing
        /// Waits for the answer to the HTTP upgrade.
        case upgrading
        case open
        /// Has said goodbye and waits for the server's.
        case closing
        case closed
    }

    // What every message touches stands together, in the order of use: at 500 clients and more each line is
    // a miss of the first cache.

    /// Among all clients of the run.
    let number: UInt32
    var descriptor: Int32 = -1
    var stage = Stage.idle
    /// Among the fleet's connected clients.
    var isCounted = false
    /// TLS on the descriptor; nil without.
    var link: TLSLink?
    /// Arrival of its latest read; 0 before the first.
    var lastArrival: Int64 = 0
    var session: PushSession
    var decoder = FrameDecoder()
    /// What it does besides listening; nil for most.
    var behaving: BehavingClient?
    /// Distinct entries stamped in the steady state that it received; never too many (`SeqWindow`).
    private(set) var eligibleReceipts = 0
    private var eligibleSeqs = SeqWindow()
    var record = ClientRecord()
    var upgrade: Upgrade
    var meter = TCPMeter()
    /// Bytes that the socket did not take yet.
    var unsent: [UInt8] = []
    private var random: SeededGenerator

    init(number: UInt32, seed: UInt64, joining: SessionJoining = .standard) {
        self.number = number
        session = PushSession(joining)
        random = SeededGenerator(seed: seed, stream: UInt64(number))
        upgrade = Upgrade(random: &random)
    }

    /// Forgets the connection that ended, for another one. Totals and what was received stay.
    func renew(_ joining: SessionJoining) {
        stage = .idle
        session = PushSession(joining)
        decoder = FrameDecoder()
        upgrade = Upgrade(random: &random)
        lastArrival = 0
        unsent = []
    }

    var hasJoined: Bool { record.sessionStart != 0 }
    var isSummarised: Bool { behaving?.throttle == nil }

    /// Counts an entry stamped in the steady state, unless it came before.
    func countEligible(_ seq: UInt64) {
        if eligibleSeqs.insert(seq) { eligibleReceipts += 1 }
    }

    func nextMask() -> UInt32 { UInt32(truncatingIfNeeded: random.next()) }
}
