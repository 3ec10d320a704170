import CCurl
import CShims

/// The TLS handshakes of a worker's push clients, on its epoll loop.
///
/// libcurl watches the sockets only while they shake hands; a link that is up belongs to its client
/// alone. Nothing here is called back from inside libcurl.
final class TLSLoop {
    private let multi: UnsafeMutableRawPointer
    private let loop: EventLoop
    /// Links that libcurl knows: those that are up, too, since taking one out ends its connection.
    private var known: [ObjectIdentifier: TLSLink] = [:]
    /// When libcurl's timer is due (CLOCK_MONOTONIC).
    private(set) var nextDue = Int64.max
    /// Told of every handshake that ended; nil is success.
    private let ended: (TLSLink, (kind: String, reason: String)?) -> Void

    init(
        loop: EventLoop, ended: @escaping (TLSLink, (kind: String, reason: String)?) -> Void
    ) throws(LoadError) {
        try CurlLibrary.prepare()
        guard let multi = curl_multi_init() else {
            throw LoadError(.system, "libcurl has no memory for a multi handle")
        }
        self.multi = multi
        self.loop = loop
        self.ended = ended
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = shim_multi_set_socket_function(multi, tlsLoopWatches)
        _ = shim_multi_set_timer_function(multi, tlsLoopTimes)
        _ = shim_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        _ = shim_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
    }

    deinit {
        for link in known.values { curl_multi_remove_handle(multi, link.easy) }
        known = [:]
        curl_multi_cleanup(multi)
    }

    /// Starts the handshake.
    func begin(_ link: TLSLink) {
        known[ObjectIdentifier(link)] = link
        guard curl_multi_add_handle(multi, link.easy) == CURLM_OK else {
            known[ObjectIdentifier(link)] = nil
            return ended(link, link.failure(CURLE_FAILED_INIT))
        }
        perform(-1, 0)
    }

    /// A socket whose handshake is under way is ready.
    func ready(_ descriptor: Int32, readiness: UInt32) {
        var action: Int32 = 0
        if readiness & shim_readable != 0 { action |= CURL_CSELECT_IN }
        if readiness & shim_writable != 0 { action |= CURL_CSELECT_OUT }
        if readiness & (shim_error | shim_hangup) != 0 { action |= CURL_CSELECT_ERR }
        perform(descriptor, action)
    }

    func act(now: Int64) {
        guard nextDue <= now else { return }
        nextDue = .max
        perform(-1, 0)
    }

    /// Ends a link: says so to the peer where it can be sent at once. The socket stays open.
    func end(_ link: TLSLink) {
        guard known.removeValue(forKey: ObjectIdentifier(link)) != nil else { return }
        curl_multi_remove_handle(multi, link.easy)
    }

    /// `descriptor` -1 is CURL_SOCKET_TIMEOUT.
    private func perform(_ descriptor: Int32, _ action: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, descriptor, action, &running)
        var result = CURLE_OK
        while let easy = shim_multi_next_done(multi, &result) {
            var context: UnsafeMutableRawPointer?
            _ = shim_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
            guard let link = TLSLink.from(context), known[ObjectIdentifier(link)] != nil else { continue }
            if result == CURLE_OK {
                link.settle()
                ended(link, nil)
            } else {
                ended(link, link.failure(result))
            }
        }
    }

    /// libcurl wants the socket watched differently. Its owner watches a link that is up.
    fileprivate func watch(_ link: TLSLink, _ what: Int32) {
        guard what != CURL_POLL_REMOVE else { return }
        var readiness: UInt32 = 0
        if what != CURL_POLL_OUT { readiness |= shim_readable }
        if what != CURL_POLL_IN { readiness |= shim_writable }
        _ = loop.modify(link.descriptor, readiness: readiness, token: link.token)
    }

    fileprivate func time(_ milliseconds: Int) {
        nextDue = milliseconds < 0 ? .max : shim_clock_monotonic() + Int64(milliseconds) * 1_000_000
    }

    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> TLSLoop? {
        context.map { Unmanaged<TLSLoop>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// CURLMOPT_SOCKETFUNCTION.
private func tlsLoopWatches(
    _ easy: UnsafeMutableRawPointer?, _ descriptor: Int32, _ what: Int32,
    _ context: UnsafeMutableRawPointer?, _ own: UnsafeMutableRawPointer?
) -> Int32 {
    var owner: UnsafeMutableRawPointer?
    if let easy { _ = shim_easy_get_pointer(easy, CURLINFO_PRIVATE, &owner) }
    if let link = TLSLink.from(owner) { TLSLoop.from(context)?.watch(link, what) }
    return 0
}

/// CURLMOPT_TIMERFUNCTION.
private func tlsLoopTimes(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    TLSLoop.from(context)?.time(milliseconds)
    return 0
}
