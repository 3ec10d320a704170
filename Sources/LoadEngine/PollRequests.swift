/// The requests that polling clients make, each made once for all clients that ask the same.
struct PollRequests {
    /// Entries asked for at once.
    static let pageLimit = 1000

    let state: HTTPRequest
    private let endpoint: Endpoint
    private let statePath: String
    private var conditional: (tag: [UInt8], request: HTTPRequest)?
    private var page: (after: UInt64, request: HTTPRequest)?

    /// `statePath`: what is polled for the state.
    init(endpoint: Endpoint, statePath: String = "/api/swarm") {
        self.endpoint = endpoint
        self.statePath = statePath
        state = HTTPRequest(.get, statePath, to: endpoint)
    }

    /// The state unless it has this entity tag (RFC 9110 section 13.1.2); any state where it is empty.
    mutating func state(unless tag: [UInt8]) -> HTTPRequest {
        guard !tag.isEmpty else { return state }
        if let conditional, conditional.tag == tag { return conditional.request }
        let header = Endpoint.Header(name: "If-None-Match", value: String(decoding: tag, as: UTF8.self))
        let request = HTTPRequest(.get, statePath, to: endpoint, headers: [header])
        conditional = (tag, request)
        return request
    }

    mutating func events(after seq: UInt64) -> HTTPRequest {
        if let page, page.after == seq { return page.request }
        let request = HTTPRequest(
            .get, "/api/events?after=\(seq)&limit=\(Self.pageLimit)", to: endpoint)
        page = (seq, request)
        return request
    }
}
