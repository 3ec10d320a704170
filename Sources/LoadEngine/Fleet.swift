/// One worker's clients of one transport. Instants are CLOCK_MONOTONIC nanoseconds unless named
/// otherwise; every call comes from the worker's thread.
protocol Fleet: AnyObject {
    /// Clients that are joined (push) or answered (polling) now.
    var connected: Int { get }
    /// Why the run cannot go on: a client could not connect, or the server is lost.
    var failure: String? { get }
    /// When `act` wants to be called next.
    var nextDue: Int64 { get }
    /// Over the clients, the fewest distinct entries received that were stamped in the steady state.
    var fewestEligibleReceipts: Int { get }
    /// Over the clients, the smallest `seq` possessed.
    var lowestSeq: UInt64 { get }
    /// Whether `close` is complete.
    var isClosed: Bool { get }

    /// Opens the connection of this worker's `position`th client.
    func connect(_ position: Int, now: Int64)
    /// `ready` follows for this token, after another one's: its client's memory may be fetched meanwhile.
    func expect(_ token: Token)
    /// A descriptor registered under the fleet's token kind is ready.
    func ready(_ token: Token, readiness: UInt32, now: Int64)
    /// The load starts at this instant, common to all workers.
    func start(at instant: Int64)
    /// Does what is due.
    func act(now: Int64)
    /// Checks what times out; called a few times a second.
    func tick(now: Int64)
    /// The steady state starts, or ends: takes the connections' counters.
    func markSteadyStart()
    func markSteadyEnd()
    /// Bytes that wait unread in the socket of `connect`'s position; nil without a connection.
    func unreadBytes(at position: Int) -> Int?
    /// Says goodbye on every connection.
    func close(now: Int64)
    /// Drops what is still open.
    func abandon()
    /// The clients' totals in the order of `connect`'s positions.
    func records() -> [ClientRecord]
    /// What clients did besides listening, of those that do more.
    var behaviourRecords: [BehaviourRecord] { get }
}

extension Fleet {
    var behaviourRecords: [BehaviourRecord] { [] }
    func expect(_ token: Token) {}
}
