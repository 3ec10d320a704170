/// The HTTP exchange that turns a connection into a WebSocket (RFC 6455 section 4).
struct Upgrade {
    enum Answer: Equatable {
        case incomplete
        /// The head's length; WebSocket bytes follow it.
        case accepted(headLength: Int)
        /// Why not, in a few words: `http 503`, ...
        case refused(String)
    }

    /// A head beyond this is no head.
    static let longestHead = 16_384

    /// The 16 bytes that name this handshake, each number's lowest byte first.
    private let nonce: (UInt64, UInt64)
    /// What came of the answer's head; on the heap only until it is whole.
    private var head: [UInt8] = []

    init(random: inout SeededGenerator) { self.init(nonce: (random.next(), random.next())) }

    init(nonce: (UInt64, UInt64)) { self.nonce = nonce }

    /// `Sec-WebSocket-Key`.
    var key: String {
        Base64.encode(
            [nonce.0, nonce.1].flatMap { number in
                (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
            })
    }

    func request(to endpoint: Endpoint) -> [UInt8] {
        var lines = [
            "GET \(endpoint.socketPath)?EIO=4&transport=websocket HTTP/1.1",
            "Host: \(endpoint.authority)",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: \(key)",
            "Sec-WebSocket-Version: 13",
        ]
        lines += endpoint.headers.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// What the server has to prove it understood with.
    static func accept(for key: String) -> String {
        Base64.encode(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// Takes the answer's bytes off the front of `input` until the head is whole.
    mutating func receive(_ input: inout UnsafeRawBufferPointer) -> Answer {
        while let byte = input.first {
            head.append(byte)
            input = UnsafeRawBufferPointer(rebasing: input[1...])
            if byte == UInt8(ascii: "\n"), head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                defer { head = [] }
                return judge()
            }
            guard head.count <= Self.longestHead else { return .refused("upgrade: endless head") }
        }
        return .incomplete
    }

    private func judge() -> Answer {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let status = lines.first?.split(separator: " ") ?? []
        guard status.count >= 2, status[0].hasPrefix("HTTP/1."), let code = Int(status[1]) else {
            return .refused("upgrade: no HTTP answer")
        }
        guard code == 101 else { return .refused("http \(code)") }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields[name] = fields[name].map { $0 + "," + value } ?? String(value)
        }
        guard fields["upgrade"]?.lowercased() == "websocket",
            fields["connection"]?.lowercased().contains("upgrade") == true
        else { return .refused("upgrade: not to websocket") }
        let proof = fields["sec-websocket-accept"].map { $0.split(separator: " ").joined() }
        guard proof == Self.accept(for: key) else { return .refused("upgrade: wrong accept key") }
        guard fields["sec-websocket-extensions"] == nil else {
            return .refused("upgrade: unasked extension")
        }
        return .accepted(headLength: head.count)
    }
}
