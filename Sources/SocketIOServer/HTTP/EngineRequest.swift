import NIOCore
import NIOHTTP1
import SocketIO

/// What a request for an Engine.IO path asks for, decided from its head alone.
///
/// The checks come in the reference's order: transport, Origin, session id, method, admission, protocol
/// version. Whether a session of the id exists is known to its event loop only and checked there.
enum EngineRequest {
    /// Open a session whose first packet answers this GET.
    case openPolling(Handshake)
    /// Open a session on a WebSocket.
    case openWebSocket(Handshake)
    /// GET of a session.
    case poll(session: String)
    /// POST of a session.
    case post(session: String)
    /// A WebSocket for a session.
    case upgrade(session: String)
    /// A request that no session takes: the wrong method or transport.
    case mismatch(session: String)
    /// A browser asks whether it may send.
    case preflight
    /// Answer with this error.
    case refused(EngineErrorAnswer)
    /// The head of a handshake is too large to be kept.
    case headTooLarge
    /// The server has all the sessions it may have.
    case full
    /// The server goes down.
    case unavailable

    init(
        _ head: HTTPRequestHead, query: [String: String], server: EngineServer,
        remoteAddress: SocketAddress?
    ) {
        let configuration = server.configuration
        if head.method == .OPTIONS, configuration.allowedOrigins != .none {
            self = .preflight
            return
        }
        guard let transport = query["transport"].flatMap(Transport.init(rawValue:)),
            configuration.transports.contains(transport)
        else {
            self = .refused(.unknownTransport)
            return
        }
        if let origin = head.headers.first(name: "origin"), !Self.isHeaderText(origin) {
            self = .refused(.badRequest)
            return
        }
        let wantsWebSocket = WebSocketUpgrade.isRequested(by: head)
        if let session = query["sid"], !session.isEmpty {
            self = Self.request(of: session, head.method, transport, wantsWebSocket)
            return
        }
        guard head.method == .GET else {
            self = .refused(.badHandshakeMethod)
            return
        }
        guard wantsWebSocket == (transport == .webSocket) else {
            self = .refused(.badRequest)
            return
        }
        guard Self.size(of: head) <= configuration.maxHandshakeHead else {
            self = .headTooLarge
            return
        }
        let handshake = Handshake(
            target: head.uri, query: query, headers: Self.compact(head.headers), remoteAddress: remoteAddress,
            transport: transport)
        guard configuration.admission(handshake) else {
            self = .refused(.forbidden)
            return
        }
        guard query["EIO"] == "4" else {
            self = .refused(.unsupportedProtocolVersion)
            return
        }
        if server.isShuttingDown {
            self = .unavailable
        } else if !server.hasRoomForSession {
            self = .full
        } else {
            self = transport == .webSocket ? .openWebSocket(handshake) : .openPolling(handshake)
        }
    }

    /// A copy without the spare room that the decoder reserves: a session keeps its headers.
    private static func compact(_ headers: HTTPHeaders) -> HTTPHeaders {
        HTTPHeaders(headers.map { ($0.name, $0.value) })
    }

    private static func request(
        of session: String, _ method: HTTPMethod, _ transport: Transport, _ wantsWebSocket: Bool
    ) -> EngineRequest {
        switch (transport, method) {
        case (.webSocket, .GET) where wantsWebSocket: .upgrade(session: session)
        case (.polling, .GET) where !wantsWebSocket: .poll(session: session)
        case (.polling, .POST): .post(session: session)
        default: .mismatch(session: session)
        }
    }

    /// Bytes of target and headers.
    private static func size(of head: HTTPRequestHead) -> Int {
        var size = head.uri.utf8.count
        for header in head.headers { size += header.name.utf8.count + header.value.utf8.count + 4 }
        return size
    }

    /// Characters that a header value may have: tab, visible ASCII, space, and bytes past ASCII.
    private static func isHeaderText(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }
    }
}
