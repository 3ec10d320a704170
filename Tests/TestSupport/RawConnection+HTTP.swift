/// An HTTP/1.1 answer as it came.
package struct RawResponse: Sendable {
    /// The status code, for instance 400.
    package let status: Int
    /// Header fields, names in lower case; of repeated ones the last.
    package let headers: [String: String]
    /// The body's bytes.
    package let body: [UInt8]

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
}

extension RawConnection {
    /// Sends a request and reads its answer.
    ///
    /// - Parameters:
    ///   - target: Path and query.
    ///   - headers: Added to `Host` and, with a body, `Content-Length`.
    /// - Throws: When no complete answer comes in time.
    package func request(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil,
        within seconds: Double = 10
    ) throws -> RawResponse {
        sendRequest(method, target, headers: headers, body: body)
        return try response(within: seconds)
    }

    /// Sends a request without waiting.
    package func sendRequest(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
    ) {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        send(Array((head + "\r\n").utf8) + (body ?? []))
    }

    /// Reads one answer: its head, then as much body as `Content-Length` or chunks announce.
    ///
    /// - Throws: When it does not come in time or is no HTTP.
    package func response(within seconds: Double = 10) throws -> RawResponse {
        let head = try read(through: "\r\n\r\n", within: seconds)
        var lines = head.split(separator: "\r\n")
        let first = lines.removeFirst().split(separator: " ")
        guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else {
            throw TestSupportError("no HTTP answer: \(head.debugDescription)")
        }
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        var body: [UInt8] = []
        if headers["transfer-encoding"]?.lowercased() == "chunked" {
            while true {
                let line = try read(through: "\r\n", within: seconds).dropLast(1)
                guard let count = Int(line, radix: 16) else { throw TestSupportError("bad chunk: \(line)") }
                body += try read(count: count + 2, within: seconds).dropLast(2)
                if count == 0 { break }
            }
        } else if let count = headers["content-length"].flatMap({ Int($0) }) {
            body = try read(count: count, within: seconds)
        }
        return RawResponse(status: status, headers: headers, body: body)
    }
}
