/// What is answered to which request. Opens files; knows nothing of connections.
struct PageRoutes: Sendable {
    let folder: ServedFolder
    /// A run is under way, whose page is at `/` and whose figures are at `/events`.
    let isLive: Bool
    let hosts: HostCheck

    enum Answer: Equatable {
        case text(status: Int, type: String, body: String)
        case file(ServedFolder.OpenFile, type: String)
        case redirect(String)
        /// Events, until the client has enough.
        case events
    }

    /// - Parameters:
    ///   - target: as in the request line.
    ///   - hosts: every `Host` header.
    func answer(method: String, target: String, hosts: [String]) -> Answer {
        guard self.hosts.accepts(hosts) else {
            return Self.plain(421, "This server answers only to 127.0.0.1 and localhost with its own port.")
        }
        guard method == "GET" else { return Self.plain(405, "Only GET is answered here.") }
        guard let path = RequestPath(target: target) else { return Self.plain(404, Self.nothing) }
        if isLive {
            if path.names.isEmpty { return .text(status: 200, type: Self.html, body: LiveDocument.html) }
            if path.names == ["events"] { return .events }
        } else if path.names.isEmpty {
            for page in ["report.html", "capacity.html"] where folder.holds(page) {
                return .redirect("/\(page)")
            }
            return .text(status: 200, type: Self.html, body: FileList.html(folder))
        }
        guard let file = folder.open(path) else { return Self.plain(404, Self.nothing) }
        return .file(file, type: path.contentType)
    }

    private static let html = "text/html; charset=utf-8"
    private static let nothing = "There is no such file in the run's folder."

    static func plain(_ status: Int, _ text: String) -> Answer {
        .text(status: status, type: "text/plain; charset=utf-8", body: text + "\n")
    }

    /// Nothing comes from or goes to anywhere else, whatever a file holds.
    static let securityHeaders: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
                + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
}
