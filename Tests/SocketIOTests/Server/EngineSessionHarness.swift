import SocketIO

/// A session under test with times in milliseconds and actions as short texts.
struct EngineSessionHarness {
    var session: EngineSession<String>
    private(set) var now: UInt64 = 1_000_000_000_000

    init(onWebSocket: Bool = false, maximumQueuedBytes: Int = 1000) {
        session = EngineSession(
            onWebSocket: onWebSocket,
            timing: EngineSessionTiming(pingInterval: 300_000_000, pingTimeout: 200_000_000),
            maximumQueuedBytes: maximumQueuedBytes, now: 1_000_000_000_000)
    }

    /// Moves on to `milliseconds` after the handshake, stopping at every deadline on the way.
    mutating func advance(to milliseconds: UInt64) -> [String] {
        let target = 1_000_000_000_000 + milliseconds * 1_000_000
        var texts: [String] = []
        while let deadline = session.deadline, deadline <= target {
            now = max(now, deadline)
            texts += Self.texts(session.timeReached(now))
        }
        now = target
        return texts
    }

    mutating func send(_ message: String, bytes: Int = 1, packets: Int = 1) -> [String] {
        Self.texts(session.send(message, bytes: bytes, packets: packets))
    }

    mutating func flush() -> [String] { Self.texts(session.flush()) }

    mutating func poll() -> [String] { Self.texts(session.pollArrived()) }

    mutating func receive(_ frame: String) throws -> [String] {
        Self.texts(session.receive(try EngineIOPacket(textFrame: Array(frame.utf8)), now: now))
    }

    mutating func probe(_ frame: String) -> [String] {
        Self.texts(session.probeReceived(try? EngineIOPacket(textFrame: Array(frame.utf8)), now: now))
    }

    mutating func close(saysClose: Bool = false) -> [String] {
        Self.texts(session.close(now: now, saysClose: saysClose))
    }

    static func texts(_ actions: [EngineSessionAction<String>]) -> [String] {
        actions.map { action in
            switch action {
            case .deliver(let packet): "deliver " + text(packet)
            case .answerPoll(let items): "poll " + text(items)
            case .refusePoll: "refuse poll"
            case .writeWebSocket(let items): "write " + text(items)
            case .writeProbe(let packet): "probe " + text(packet)
            case .closeProbe: "close probe"
            case .adoptProbe: "adopt probe"
            case .closeWebSocket: "close WebSocket"
            case .ended(let reason): "ended \(reason)"
            case .forget: "forget"
            }
        }
    }

    private static func text(_ packet: EngineIOPacket) -> String {
        String(decoding: packet.frame, as: UTF8.self)
    }

    private static func text(_ items: [EngineSessionItem<String>]) -> String {
        items.map { item in
            switch item {
            case .packet(let packet): text(packet)
            case .message(let message): message
            }
        }.joined(separator: "|")
    }
}
