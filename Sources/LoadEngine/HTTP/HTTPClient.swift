/// One simulated client's way of making HTTP requests, one after another: the engine's own
/// connection, or libcurl.
protocol HTTPClient: AnyObject {
    /// The owner's number for it.
    var number: Int { get }
    /// A request is outstanding.
    var isActive: Bool { get }
    /// The whole answer that came last ends its connection and said so (RFC 9112, 6.3 and 9.6): by HTTP/1.0 without
    /// `keep-alive`, by `Connection: close`, or by content whose end is the connection's.
    var endIsAnnounced: Bool { get }
    /// Its open connection; -1 without one, and where connections are shared with other clients.
    var descriptor: Int32 { get }

    /// Sends a request, over the open connection or a new one. Not while one is outstanding. Where a
    /// connection is open, the request has been handed to the kernel when this returns.
    func begin(_ request: HTTPRequest)
    /// Its descriptor is ready (the engine's own connections only).
    func ready(_ readiness: UInt32)
    /// Ends the outstanding request, if any, and the connection; of the request, the owner is not told.
    func cancel()
    /// The same without telling the owner anything: it is being released.
    func discard()
}

/// Who is told what came of an `HTTPClient`'s requests, on the worker's thread.
protocol HTTPClientOwner: AnyObject {
    /// An answer of any status. It may begin the next request once it is done with the answer's body.
    func answered(_ client: any HTTPClient, _ answer: HTTPAnswer)
    /// No answer.
    func failed(_ client: any HTTPClient, _ failure: ExchangeFailure)
    /// An established connection of the client's own is about to close; its counters can still be read.
    func willClose(_ client: any HTTPClient, descriptor: Int32)
}

/// What an exchange brought. Borrowed: its body is valid until the owner returns or begins another.
struct HTTPAnswer {
    var status: UInt16
    var body: UnsafeRawBufferPointer
    /// `ETag` as it stands; empty without one.
    var entityTag: [UInt8]
    /// Kernel stamp of the answer's last bytes; 0 when the kernel gave none.
    var stamp: Int64
    /// The request's bytes (without a body where libcurl made it), and the answer's.
    var bytesUp: UInt64
    var bytesDown: UInt64
}

/// Why an exchange ended without an answer.
struct ExchangeFailure: Equatable {
    /// For the counts of errors: `connect`, `disconnect`, `protocol`, `timeout`.
    var kind: String
    var reason: String
    /// Nobody listens at the target any more.
    var isRefusal = false
}
