import Scenarios

/// Makes the HTTP clients of one worker: the engine's own for plain http unless libcurl is asked for,
/// libcurl for https.
final class HTTPClients {
    private let endpoint: Endpoint
    private let isNative: Bool
    private let loop: EventLoop
    private let transfers: TransferLoop
    private let buffer = ReadBuffer()

    init(endpoint: Endpoint, httpClient: HTTPClientKind, loop: EventLoop, transfers: TransferLoop) {
        self.endpoint = endpoint
        self.loop = loop
        self.transfers = transfers
        isNative = httpClient == .native && !endpoint.isSecure
    }

    /// A client with a connection of its own, which opens with its first request. Readiness comes to
    /// whom the worker gives tokens of `kind`; `number` is the token's.
    func make(
        _ kind: Token.Kind, number: Int, owner: any HTTPClientOwner, limits: HTTPLimits = HTTPLimits()
    ) throws(LoadError) -> any HTTPClient {
        guard isNative else {
            return try CurlExchange(
                number: number, endpoint: endpoint, pool: .own, transfers: transfers, owner: owner)
        }
        return HTTPConnection(
            number: number, token: Token(kind, UInt32(number)), endpoint: endpoint, loop: loop,
            buffer: buffer, owner: owner, limits: limits)
    }
}
