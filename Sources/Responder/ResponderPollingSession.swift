/// An Engine.IO session over HTTP long-polling: a client whose frames become packets of answers.
final class ResponderPollingSession: ResponderConnection {
    /// The connection whose GET waits.
    private var waiting: ResponderConnection?
    private var queue: [Packet] = []

    /// Called with the clock around the call that sent it, and with its part of the answer's bytes.
    typealias Sent = (_ began: Int64, _ returned: Int64, _ bytes: Int) -> Void

    private struct Packet {
        var bytes: [UInt8]
        var sent: Sent?
    }

    var hasWaiting: Bool { waiting?.isClosed == false }

    init(number: Int) {
        super.init(descriptor: -1, number: number)
        mode = .client(number)
    }

    /// Takes the payload of one unmasked frame. True when a waiting GET was answered with it at once.
    @discardableResult
    override func send(_ bytes: [UInt8]) -> Bool { send(bytes, sent: nil) }

    /// The same, telling when it went out, which a GET that is not there yet can delay.
    @discardableResult
    func send(_ bytes: [UInt8], sent: Sent?) -> Bool {
        guard !isClosed, bytes.count >= 2, bytes[0] & 0x0F == 1 else { return false }
        let head = bytes[1] < 126 ? 2 : bytes[1] == 126 ? 4 : 10
        queue.append(Packet(bytes: Array(bytes[head...]), sent: sent))
        return answer()
    }

    /// A GET came. False when one is waiting already.
    func wait(on connection: ResponderConnection) -> Bool {
        guard !hasWaiting else { return false }
        waiting = connection
        answer()
        return true
    }

    /// Ends the session; a waiting GET is answered.
    func end() {
        isClosed = true
        hasJoined = false
        if hasWaiting { waiting?.send(Self.response(Array("1".utf8))) }
        waiting = nil
    }

    @discardableResult
    private func answer() -> Bool {
        guard !queue.isEmpty, let connection = waiting, !connection.isClosed else { return false }
        waiting = nil
        let packets = queue
        queue = []
        let payload = Array(packets.map(\.bytes).joined(separator: [0x1E]))
        let response = Self.response(payload)
        let began = ResponderClock.realtime()
        let isWhole = connection.send(response)
        let returned = isWhole ? ResponderClock.realtime() : 0
        for (place, packet) in packets.enumerated() {
            // What stands before it: the answer's head, or a separator.
            let before = place == 0 ? response.count - payload.count : 1
            packet.sent?(began, returned, before + packet.bytes.count)
        }
        return isWhole
    }

    static func response(_ payload: [UInt8]) -> [UInt8] {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=UTF-8\r\n"
            + "content-length: \(payload.count)\r\n\r\n"
        return Array(head.utf8) + payload
    }
}
