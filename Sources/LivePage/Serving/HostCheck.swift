/// Whether a request means this server: a page of another site, whose name was made to point here after it was
/// loaded (DNS rebinding), sends its own name as `Host`.
struct HostCheck: Sendable, Equatable {
    /// The port that the server listens on.
    let port: Int

    /// - Parameter hosts: every `Host` header of a request; there must be one (RFC 9112, 3.2).
    func accepts(_ hosts: [String]) -> Bool {
        guard hosts.count == 1 else { return false }
        let host: String = hosts[0].lowercased()
        return ["127.0.0.1", "localhost", "[::1]"].contains { name in
            host == "\(name):\(port)" || (port == 80 && host == name)
        }
    }
}
