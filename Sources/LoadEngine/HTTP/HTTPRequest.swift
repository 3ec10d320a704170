/// One request with its bytes, made once and sent as often as wanted, by any number of clients.
final class HTTPRequest {
    enum Method: String {
        case get = "GET"
        case post = "POST"
    }

    let method: Method
    /// Begins with `/` and may carry a query.
    let path: String
    /// Besides `Host`, `Accept` and `Content-Length`, in this order.
    let headers: [Endpoint.Header]
    let body: [UInt8]
    /// As it goes over a plain connection; the same bytes that libcurl sends.
    let bytes: [UInt8]

    /// `headers` come before the endpoint's own.
    init(
        _ method: Method, _ path: String, to endpoint: Endpoint, headers: [Endpoint.Header] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.headers = headers + endpoint.headers
        self.body = body
        var text = "\(method.rawValue) \(path) HTTP/1.1\r\nHost: \(endpoint.authority)\r\nAccept: */*\r\n"
        for header in self.headers { text += "\(header.name): \(header.value)\r\n" }
        if method == .post { text += "Content-Length: \(body.count)\r\n" }
        bytes = Array((text + "\r\n").utf8) + body
    }

    /// Asking twice does what asking once does (RFC 9110 section 9.2.2).
    var isRepeatable: Bool { method == .get }
}
