import CCurl
import CShims
import Glibc

/// TLS on one client's connected socket, by libcurl (`CURLOPT_CONNECT_ONLY`).
///
/// The socket stays its owner's: it is watched, stamped, metered and closed there. libcurl finds a
/// connection by walking its cache for every send and receive, so each link has a cache of its own, with
/// this one connection in it.
final class TLSLink {
    let easy: UnsafeMutableRawPointer
    let descriptor: Int32
    /// How the loop names the socket's events.
    let token: Token
    private let share: UnsafeMutableRawPointer
    private let authority: String
    private let route: UnsafeMutablePointer<curl_slist>?
    /// libcurl's words about a failed handshake.
    private var words: UnsafeMutableBufferPointer<CChar>?
    /// libcurl has been given the socket; it gets no second one.
    fileprivate var isTaken = false

    /// - Parameters:
    ///   - descriptor: connected to the endpoint's address.
    ///   - patience: how long the handshake may take, nanoseconds.
    init(_ descriptor: Int32, token: Token, to endpoint: Endpoint, patience: Int64) throws(LoadError) {
        guard let easy = curl_easy_init() else { throw Self.noMemory }
        guard let share = curl_share_init() else {
            curl_easy_cleanup(easy)
            throw Self.noMemory
        }
        self.easy = easy
        self.share = share
        self.descriptor = descriptor
        self.token = token
        authority = endpoint.authority
        route = CurlSecurity.route(to: endpoint)
        let words = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0)
        self.words = words
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = shim_share_connections(share)
        var results: [CURLcode] = [
            shim_easy_set_string(easy, CURLOPT_URL, endpoint.origin + "/"),
            shim_easy_set_string(easy, CURLOPT_PROXY, ""),
            // Nothing but http/1.1 is offered (ALPN): the WebSocket upgrade is of that version.
            shim_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            shim_easy_set_long(easy, CURLOPT_CONNECT_ONLY, 1),
            shim_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, patience / 1_000_000))),
            shim_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            shim_easy_set_long(easy, CURLOPT_BUFFERSIZE, 1024),
            // Every client makes a whole handshake, as browsers of different people do.
            shim_easy_set_long(easy, CURLOPT_SSL_SESSIONID_CACHE, 0),
            shim_easy_set_pointer(easy, CURLOPT_SHARE, share),
            shim_easy_set_pointer(easy, CURLOPT_PRIVATE, context),
            shim_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, words.baseAddress),
            shim_easy_set_opensocket_function(easy, tlsLinkOpens),
            shim_easy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context),
            shim_easy_set_sockopt_function(easy, tlsLinkIsConnected),
            shim_easy_set_closesocket_function(easy, tlsLinkLeavesOpen),
        ]
        if let route { results.append(shim_easy_set_list(easy, CURLOPT_CONNECT_TO, route)) }
        results += CurlSecurity.apply(endpoint.trust, to: easy)
        if let failed = results.first(where: { $0 != CURLE_OK }) {
            throw LoadError(.system, "setting up libcurl for TLS: \(CurlLibrary.message(failed))")
        }
    }

    /// The easy handle must not be in a multi handle any more.
    deinit {
        curl_easy_cleanup(easy)
        curl_share_cleanup(share)
        curl_slist_free_all(route)
        words?.deallocate()
    }

    /// Takes the plaintext of the next record, without waiting. Bytes; 0 when the peer has ended the
    /// connection; or -errno: -EAGAIN when no whole record is there, -EPROTO for one that ended in
    /// mid-record or broke the protocol.
    func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        switch curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count) {
        case CURLE_OK: return count
        case CURLE_AGAIN: return -Int(EAGAIN)
        default: return -Int(brokenBy)
        }
    }

    /// Sends what the socket takes, without waiting. Bytes, or -errno. What was refused (-EAGAIN) has to
    /// be offered again, with more behind it or not.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        switch curl_easy_send(easy, bytes.baseAddress, bytes.count, &count) {
        case CURLE_OK: return count
        case CURLE_AGAIN: return -Int(EAGAIN)
        default: return -Int(brokenBy)
        }
    }

    /// Why the handshake failed.
    func failure(_ result: CURLcode) -> (kind: String, reason: String) {
        var verdict = 0
        _ = shim_easy_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &verdict)
        let detail = words?.baseAddress.map { String(cString: $0) } ?? ""
        if let tls = TLSFailure(result, detail: detail, verdict: verdict, authority: authority) {
            return (tls.kind, tls.reason)
        }
        let text = detail.isEmpty ? CurlLibrary.message(result) : detail
        return ("tls", "no TLS connection to \(authority): \(text)")
    }

    /// The handshake is done: its words are not needed any more.
    func settle() {
        _ = shim_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, nil)
        words?.deallocate()
        words = nil
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> TLSLink? {
        context.map { Unmanaged<TLSLink>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The errno behind a failed send or receive.
    private var brokenBy: Int32 {
        var code = 0
        _ = shim_easy_get_long(easy, CURLINFO_OS_ERRNO, &code)
        return code == 0 ? EPROTO : Int32(clamping: code)
    }

    private static let noMemory = LoadError(
        .system, "libcurl has no memory for another handle; use fewer clients")
}

/// CURLOPT_OPENSOCKETFUNCTION: the socket that is there already.
private func tlsLinkOpens(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let link = TLSLink.from(context), !link.isTaken else { return CURL_SOCKET_BAD }
    link.isTaken = true
    return link.descriptor
}

/// CURLOPT_SOCKOPTFUNCTION.
private func tlsLinkIsConnected(
    _ context: UnsafeMutableRawPointer?, _ descriptor: Int32, _ purpose: curlsocktype
) -> Int32 { Int32(CURL_SOCKOPT_ALREADY_CONNECTED) }

/// CURLOPT_CLOSESOCKETFUNCTION: closing is the owner's.
private func tlsLinkLeavesOpen(_ context: UnsafeMutableRawPointer?, _ descriptor: Int32) -> Int32 { 0 }
