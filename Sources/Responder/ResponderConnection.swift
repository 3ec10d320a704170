/// One accepted connection: HTTP until it upgrades.
class ResponderConnection {
    enum Mode: Equatable {
        case http
        /// A WebSocket, by its client's number.
        case client(Int)
    }

    let descriptor: Int32
    let number: Int
    var mode = Mode.http
    var input: [UInt8] = []
    /// When the kernel received the last of `input`, CLOCK_REALTIME nanoseconds.
    var arrived: Int64 = 0
    var unsent: [UInt8] = []
    var hasJoined = false
    /// Has asked for the state, as dashboards that poll do; who only reads the log has not.
    var hasState = false
    var isClosed = false
    /// Encoded frames held back to be sent after the next one of their type, with their entries.
    var held: [String: [ResponderMessage]] = [:]

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    /// Sends or keeps what the socket does not take. True when everything went out.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        guard !isClosed else { return false }
        guard unsent.isEmpty else {
            unsent += bytes
            return false
        }
        let sent = ResponderSocket.send(descriptor, bytes[...])
        guard sent < bytes.count else { return true }
        unsent = Array(bytes[max(0, sent)...])
        return false
    }

    func flush() {
        guard !unsent.isEmpty else { return }
        let sent = ResponderSocket.send(descriptor, unsent[...])
        if sent > 0 { unsent.removeFirst(sent) }
    }
}

/// One frame and the entries it carries.
struct ResponderMessage {
    var type: String
    var frame: [UInt8]
    var entries: [ResponderTruth.Entry]
    var flush: Int64
}
