/// Where the simulated clients connect to, and how.
package struct Endpoint: Sendable, Equatable, Codable {
    /// As it stands in `Host:` and in a certificate: a name or an address.
    package var host: String
    /// IPv4 literal that is connected to.
    package var address: String
    package var port: UInt16
    /// TLS (`https`, `wss`) instead of plain TCP.
    package var isSecure: Bool
    /// Whom the server's certificate has to convince; of no meaning without TLS.
    package var trust: CertificateTrust
    /// Path of the Socket.IO endpoint, with both slashes.
    package var socketPath: String
    /// Socket.IO namespace that clients join.
    package var namespace: String
    /// JSON object sent with the Socket.IO CONNECT packet; nil sends none.
    package var authentication: [UInt8]?
    /// Sent with every HTTP request, the WebSocket handshake included.
    package var headers: [Header]

    package struct Header: Sendable, Equatable, Codable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A server without TLS at an IPv4 address, at the protocol's own places.
    package init(host: String, port: UInt16) {
        self.host = host
        address = host
        self.port = port
        isSecure = false
        trust = .system
        socketPath = "/socket.io/"
        namespace = "/"
        authentication = nil
        headers = []
    }

    /// `host:port`, for `Host:` and for messages.
    package var authority: String { "\(host):\(port)" }

    /// Scheme and authority of an HTTP URL, without a path.
    package var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }
}
