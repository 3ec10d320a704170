/// An Engine.IO session over HTTP long-polling: a client whose frames become packets of answers.
final class ResponderPollingSession: ResponderConnection {
    /// The connection whose GET waits.
    private var waiting: ResponderConnection?
    private var queue: [[UInt8]] = []

    var hasWaiting: Bool { waiting?.isClosed == false }

    init(number: Int) {
        super.init(descriptor: -1, number: number)
        mode = .client(number)
    }

    /// Takes the payload of one unmasked frame. True when a waiting GET was answered with it at once.
    @discardableResult
    override func send(_ bytes: [UInt8]) -> Bool {
        guard !isClosed, bytes.count >= 2, bytes[0] & 0x0F == 1 else { return false }
        let head = bytes[1] < 126 ? 2 : bytes[1] == 126 ? 4 : 10
        queue.append(Array(bytes[head...]))
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
        let payload = Array(queue.joined(separator: [0x1E]))
        queue = []
        return connection.send(Self.response(payload))
    }

    static func response(_ payload: [UInt8]) -> [UInt8] {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=UTF-8\r\n"
            + "content-length: \(payload.count)\r\n\r\n"
        return Array(head.utf8) + payload
    }
}
