import CCurl
import CShims

/// Small blocking HTTP requests beside the load: health, the event log.
///
/// Each request has a connection of its own and is not part of any measurement.
package struct ControlClient: Sendable {
    /// Who is asked. TLS, trust and headers are as for the simulated clients.
    package var endpoint: Endpoint
    /// Longest time for a whole request, nanoseconds.
    package var timeout: Int64

    package init(endpoint: Endpoint, timeout: Int64 = 10_000_000_000) {
        self.endpoint = endpoint
        self.timeout = timeout
    }

    /// Asks a server without TLS at an IPv4 address.
    package init(host: String, port: UInt16, timeout: Int64 = 10_000_000_000) {
        self.init(endpoint: Endpoint(host: host, port: port), timeout: timeout)
    }

    package struct Answer: Sendable, Equatable {
        package var status: Int
        package var body: [UInt8]
        /// Where a 3xx answer points to; nil for other answers. It is not followed.
        package var redirect: String?
    }

    /// `path` begins with `/` and may carry a query. Any status is an answer; `LoadError` (refused,
    /// timeout, system) is thrown without one.
    package func get(_ path: String) throws(LoadError) -> Answer {
        try perform("GET \(path)", request(path, body: nil))
    }

    /// Posts a JSON body; otherwise as `get`.
    package func post(_ path: String, body: [UInt8]) throws(LoadError) -> Answer {
        try perform("POST \(path)", request(path, body: body))
    }

    /// Posts a body of another content type; otherwise as `get`.
    package func post(_ path: String, body: [UInt8], type: String) throws(LoadError) -> Answer {
        try perform("POST \(path)", request(path, body: body, type: type))
    }

    private func request(
        _ path: String, body: [UInt8]?, type: String = "application/json"
    ) throws(LoadError) -> Transfer {
        try CurlLibrary.prepare()
        var endpoint = endpoint
        if body != nil { endpoint.headers.append(Endpoint.Header(name: "Content-Type", value: type)) }
        // The event log of a long run is large.
        let transfer = try Transfer(
            number: 0, to: endpoint, path: path, pool: .shared, longestBody: 256 << 20)
        if let body { transfer.post(body) }
        return transfer
    }

    private func perform(_ action: String, _ transfer: Transfer) throws(LoadError) -> Answer {
        let milliseconds = max(1, timeout / 1_000_000)
        _ = shim_easy_set_long(transfer.easy, CURLOPT_TIMEOUT_MS, Int(milliseconds))
        let result = curl_easy_perform(transfer.easy)
        guard result == CURLE_OK else { throw error(action, transfer, result) }
        var answer = Answer(status: Int(transfer.status), body: Array(transfer.responseBody.bytes))
        var redirect: UnsafeMutableRawPointer?
        if shim_easy_get_pointer(transfer.easy, CURLINFO_REDIRECT_URL, &redirect) == CURLE_OK, let redirect {
            answer.redirect = String(cString: redirect.assumingMemoryBound(to: CChar.self))
        }
        return answer
    }

    private func error(_ action: String, _ transfer: Transfer, _ result: CURLcode) -> LoadError {
        let what = "\(action) at \(endpoint.authority)"
        let failure = TransferFailure(transfer, result)
        if failure.isRefusal {
            return LoadError(.refused, "\(what): connection refused. Is the server running there?")
        }
        if result == CURLE_OPERATION_TIMEDOUT {
            return LoadError(.timeout, "\(what): no answer within \(Double(timeout) / 1e9) s")
        }
        return LoadError(.system, "\(what): \(failure.reason)")
    }
}
