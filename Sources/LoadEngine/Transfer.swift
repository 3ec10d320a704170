import CCurl
import CShims

/// One libcurl easy handle with what the engine knows about its connection and its answer.
///
/// Used for one request after another, by one thread.
final class Transfer {
    /// Where this transfer's connections come from.
    enum Pool {
        /// Its own: one client, one kept-alive connection.
        case own
        /// The multi handle's, shared with others.
        case shared
    }

    /// A longer answer fails, so that a server cannot make the generator grow.
    let longestBody: Int
    let easy: UnsafeMutableRawPointer
    /// The owner's number for it.
    let number: Int
    /// Who is asked, for messages.
    let authority: String
    private let share: UnsafeMutableRawPointer?
    private let headers: UnsafeMutablePointer<curl_slist>?
    private let route: UnsafeMutablePointer<curl_slist>?
    /// Where libcurl puts its words about a failure; only for TLS, whose failures need them.
    private let words: UnsafeMutableBufferPointer<CChar>?
    private let requestBody = ByteStore()
    let responseBody = ByteStore()
    /// The open connection's socket, -1 without one. Means the client's connection with `Pool.own` only.
    var descriptor: Int32 = -1
    /// Kernel stamp of the last bytes that waited to be read for the current request; 0 before any.
    var stamp: Int64 = 0
    var isActive = false
    /// Called before a connection of this transfer closes, while its counters can still be read.
    var willClose: ((Int32) -> Void)?

    /// `path` begins with `/` and may carry a query.
    init(
        number: Int, to endpoint: Endpoint, path: String, pool: Pool, isPost: Bool = false,
        longestBody: Int = 4 << 20
    ) throws(LoadError) {
        guard let easy = curl_easy_init() else {
            throw LoadError(.system, "libcurl has no memory for another handle; use fewer clients")
        }
        self.easy = easy
        self.number = number
        self.longestBody = longestBody
        share = pool == .own ? curl_share_init() : nil
        authority = endpoint.authority
        headers = Self.headers(endpoint, isPost: isPost)
        route = CurlSecurity.route(to: endpoint)
        words = endpoint.isSecure ? .allocate(capacity: Int(CURL_ERROR_SIZE)) : nil
        words?.initialize(repeating: 0)
        var results: [CURLcode] = [
            shim_easy_set_string(easy, CURLOPT_URL, endpoint.origin + path),
            shim_easy_set_string(easy, CURLOPT_PROXY, ""),
            shim_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            shim_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            // A client keeps its connection however rarely it polls.
            shim_easy_set_long(easy, CURLOPT_MAXAGE_CONN, 86_400),
            shim_easy_set_long(easy, CURLOPT_BUFFERSIZE, 16_384),
            shim_easy_set_write_function(easy, transferReceived),
            shim_easy_set_sockopt_function(easy, transferOpened),
        ]
        if endpoint.isSecure { results += CurlSecurity.apply(endpoint.trust, to: easy) }
        if let failed = results.first(where: { $0 != CURLE_OK }) {
            throw LoadError(.system, "setting up libcurl: \(CurlLibrary.message(failed))")
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_SOCKOPTDATA] {
            _ = shim_easy_set_pointer(easy, option, context)
        }
        if let share {
            // Only here: a shared pool's connection can outlive the transfer that opened it, and this
            // callback's context with it.
            _ = shim_easy_set_closesocket_function(easy, transferCloses)
            _ = shim_easy_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, context)
            _ = shim_share_connections(share)
            _ = shim_easy_set_pointer(easy, CURLOPT_SHARE, share)
        }
        if let headers { _ = shim_easy_set_list(easy, CURLOPT_HTTPHEADER, headers) }
        if let route { _ = shim_easy_set_list(easy, CURLOPT_CONNECT_TO, route) }
        if let words { _ = shim_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, words.baseAddress) }
    }

    /// The easy handle must not be in a multi handle any more.
    deinit {
        curl_easy_cleanup(easy)
        if let share { curl_share_cleanup(share) }
        curl_slist_free_all(headers)
        curl_slist_free_all(route)
        words?.deallocate()
    }

    private static func headers(_ endpoint: Endpoint, isPost: Bool) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        if isPost { list = curl_slist_append(list, "Content-Type: application/json") }
        for header in endpoint.headers { list = curl_slist_append(list, "\(header.name): \(header.value)") }
        return list
    }

    /// What `result` says about TLS; nil when it says nothing.
    func tlsFailure(_ result: CURLcode) -> TLSFailure? {
        guard let text = words?.baseAddress else { return nil }
        var verdict = 0
        _ = shim_easy_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &verdict)
        return TLSFailure(result, detail: String(cString: text), verdict: verdict, authority: authority)
    }

    /// Makes the socket look empty while libcurl may send, and no longer.
    ///
    /// libcurl tries to read as soon as it has sent. An answer that is there by then (the thread lost
    /// its CPU in between) would be taken before its stamp could be peeked at.
    func hideAnswers(_ isHidden: Bool) {
        guard descriptor >= 0 else { return }
        _ = shim_set_receive_low_water(descriptor, isHidden ? hiddenAnswerBytes : 1)
    }

    /// Sets what the next request posts.
    func post(_ body: [UInt8]) {
        requestBody.removeAll()
        body.withUnsafeBytes { requestBody.append($0) }
        _ = shim_easy_set_post(easy, requestBody.bytes.baseAddress, Int64(requestBody.count))
    }

    /// HTTP status of the answer, 0 without one.
    var status: UInt16 {
        var code = 0
        _ = shim_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &code)
        return UInt16(clamping: code)
    }

    /// Bytes of the request sent; of a GET, which has no body.
    var bytesUp: UInt64 {
        var size = 0
        _ = shim_easy_get_long(easy, CURLINFO_REQUEST_SIZE, &size)
        return UInt64(max(size, 0))
    }

    /// Bytes of the response received, head and body.
    var bytesDown: UInt64 {
        var head = 0
        var body: curl_off_t = 0
        _ = shim_easy_get_long(easy, CURLINFO_HEADER_SIZE, &head)
        _ = shim_easy_get_offset(easy, CURLINFO_SIZE_DOWNLOAD_T, &body)
        return UInt64(max(head, 0)) + UInt64(max(body, 0))
    }

    /// The errno behind a failed connect, 0 when there is none.
    var systemError: Int32 {
        var code = 0
        _ = shim_easy_get_long(easy, CURLINFO_OS_ERRNO, &code)
        return Int32(clamping: code)
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Answers up to this many bytes stay hidden: below what the smallest receive buffer would be grown for.
private let hiddenAnswerBytes: Int32 = 32_768

/// CURLOPT_WRITEFUNCTION: keeps the body; anything but `count` ends the transfer.
private func transferReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.from(context), let bytes else { return 0 }
    let total = size * count
    guard transfer.responseBody.count + total <= transfer.longestBody else { return 0 }
    transfer.responseBody.append(UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}

/// CURLOPT_SOCKOPTFUNCTION, before the connect: stamps, and an Ethernet's segment size.
private func transferOpened(
    _ context: UnsafeMutableRawPointer?, _ descriptor: Int32, _ purpose: curlsocktype
) -> Int32 {
    Transfer.from(context)?.descriptor = descriptor
    let stamped = shim_enable_receive_stamps(descriptor)
    let sized = shim_set_segment_size(descriptor, 1460)
    return stamped == 0 && sized == 0 ? Int32(CURL_SOCKOPT_OK) : Int32(CURL_SOCKOPT_ERROR)
}

/// CURLOPT_CLOSESOCKETFUNCTION: the last moment for the connection's counters.
private func transferCloses(_ context: UnsafeMutableRawPointer?, _ descriptor: Int32) -> Int32 {
    if let transfer = Transfer.from(context) {
        transfer.willClose?(descriptor)
        if transfer.descriptor == descriptor { transfer.descriptor = -1 }
    }
    return shim_close(descriptor)
}
