/// One push client's conversation above WebSocket: Engine.IO version 4 and Socket.IO version 5, in one
/// namespace.
///
/// Pure: packets and instants (CLOCK_MONOTONIC, nanoseconds) in, steps out. The session is joined
/// when the CONNECT answer is there and, where one is awaited, `connection_established`, in whichever
/// order.
struct PushSession {
    enum State: Equatable {
        /// Waits for the Engine.IO open packet.
        case opening
        case joining
        case joined
        case ended
    }

    enum Step: Equatable {
        case nothing
        /// Answer with this packet as a text frame.
        case send([UInt8])
        /// A heartbeat: answer with `3` and the packet's rest.
        case pong
        /// A Socket.IO EVENT; its JSON array starts there in the packet.
        case event(jsonStart: Int)
        /// A Socket.IO ACK: the server's answer to an event that wanted one.
        case acknowledgement
        /// The server ended the session.
        case ended
        case failed(String)
    }

    private(set) var state = State.opening
    private let isRoot: Bool
    private var isConnected = false
    private var isEstablished = false
    private var lastPing: Int64 = 0
    private var patience: Int64 = .max
    private let joining: SessionJoining

    init(_ joining: SessionJoining = .standard) {
        self.joining = joining
        isRoot = joining.isRoot
    }

    /// Whether an event of the namespace `/` is `Step.event`, and changes nothing here.
    var takesEventsOfRoot: Bool { state == .joined && isRoot }

    /// Dead when this passes without a ping: the last one plus pingInterval plus pingTimeout.
    var deadline: Int64 {
        patience == .max ? .max : lastPing + patience
    }

    /// Takes one text packet.
    mutating func receive(_ packet: UnsafeRawBufferPointer, now: Int64) -> Step {
        guard let type = packet.first else { return .failed("protocol") }
        switch type {
        case UInt8(ascii: "4") where state != .opening: return receiveMessage(packet)
        case UInt8(ascii: "2") where state != .opening:
            lastPing = now
            return .pong
        case UInt8(ascii: "0") where state == .opening: return open(packet, now: now)
        case UInt8(ascii: "1"):
            state = .ended
            return .ended
        case UInt8(ascii: "3"), UInt8(ascii: "6"): return .nothing
        default: return .failed("protocol")
        }
    }

    /// `connection_established` came. True when that completes the join.
    mutating func establish() -> Bool {
        isEstablished = true
        return joinIfComplete()
    }

    /// The server takes this client now (true once).
    private mutating func joinIfComplete() -> Bool {
        guard state == .joining, isConnected, isEstablished || !joining.awaitsGreeting else { return false }
        state = .joined
        return true
    }

    private mutating func open(_ packet: UnsafeRawBufferPointer, now: Int64) -> Step {
        let fields = TopLevel(UnsafeRawBufferPointer(rebasing: packet[1...]))
        let longest: UInt64 = 86_400_000
        guard let interval = fields.unsigned("pingInterval"), let timeout = fields.unsigned("pingTimeout"),
            interval > 0, interval <= longest, timeout <= longest, fields.string("sid") != nil
        else { return .failed("protocol") }
        patience = Int64(interval + timeout) * 1_000_000
        lastPing = now
        state = .joining
        return .send(joining.connect)
    }

    private mutating func receiveMessage(_ packet: UnsafeRawBufferPointer) -> Step {
        guard packet.count >= 2 else { return .failed("protocol") }
        // Nearly every packet: an event of the namespace `/`, without touching what all clients share.
        if isRoot, packet[1] == UInt8(ascii: "2"), packet.count > 2, packet[2] == UInt8(ascii: "[") {
            return .event(jsonStart: 2)
        }
        guard joining.isOwn(packet) else { return .nothing }
        switch packet[1] {
        case UInt8(ascii: "2"): return .event(jsonStart: Self.jsonStart(packet))
        case UInt8(ascii: "0"):
            isConnected = true
            _ = joinIfComplete()
            return .nothing
        case UInt8(ascii: "1"):
            state = .ended
            return .ended
        case UInt8(ascii: "4"):
            let reason = String(decoding: packet[joining.bodyStart...].prefix(120), as: UTF8.self)
            return .failed("connect error \(reason)")
        case UInt8(ascii: "3"): return .acknowledgement
        case UInt8(ascii: "5"), UInt8(ascii: "6"): return .nothing
        default: return .failed("protocol")
        }
    }

    /// Behind `42`, an optional namespace that ends in a comma, and an optional acknowledgement number.
    private static func jsonStart(_ packet: UnsafeRawBufferPointer) -> Int {
        var position = 2
        if position < packet.count, packet[position] == UInt8(ascii: "/") {
            while position < packet.count, packet[position] != UInt8(ascii: ",") { position += 1 }
            position += 1
        }
        while position < packet.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(packet[position]) {
            position += 1
        }
        return min(position, packet.count)
    }
}
