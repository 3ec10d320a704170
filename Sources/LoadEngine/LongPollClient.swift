/// One simulated dashboard on Engine.IO's HTTP long-polling: two connections, one for the request that
/// waits and one for what the client has to say, and its totals.
final class LongPollClient: UpdateReceiver {
    enum Stage {
        case idle
        /// Waits for the answer with the Engine.IO open packet.
        case opening
        case open
        /// Has said goodbye.
        case closing
        case closed
    }

    /// Among all clients of the run.
    let number: UInt32
    var stage = Stage.idle
    var session: PushSession
    /// GET, which waits at the server.
    var reader: (any HTTPClient)?
    /// POST.
    var writer: (any HTTPClient)?
    /// Of the two connections, in this order.
    var meters = [TCPMeter(), TCPMeter()]
    var record = ClientRecord()
    /// Both requests go to this path.
    var path = ""
    var poll: HTTPRequest?
    /// Bytes of the head of an answer whose content has one byte; 0 before the first answer.
    var headDown: UInt64 = 0
    /// Packets to post, while an earlier post is outstanding.
    var unsent: [[UInt8]] = []
    /// The outstanding post is nothing but answers to heartbeats.
    var isPostingHeartbeat = false
    /// Distinct entries stamped in the steady state that it received; never too many (`SeqWindow`).
    private(set) var eligibleReceipts = 0
    private var eligibleSeqs = SeqWindow()
    /// Arrival of the latest answer to a GET; 0 before the first.
    var lastArrival: Int64 = 0

    init(number: UInt32, joining: SessionJoining) {
        self.number = number
        session = PushSession(joining)
    }

    var hasJoined: Bool { record.sessionStart != 0 }
    var isSummarised: Bool { true }

    /// Counts an entry stamped in the steady state, unless it came before.
    func countEligible(_ seq: UInt64) {
        if eligibleSeqs.insert(seq) { eligibleReceipts += 1 }
    }
}
