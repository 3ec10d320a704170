import Glibc
import Synchronization

/// The responder's thread: poll(2) over its sockets, and actions due at set times.
final class ResponderLoop {
    enum Action {
        case emit
        case send(ResponderMessage)
        case deliver(ResponderMessage, ResponderConnection)
        case flushBatch
        case ping(ResponderConnection)
        case answer(ResponderConnection, () -> Void)
        case finishTask(String)
    }

    let behavior: ResponderBehavior
    let shared: ResponderShared
    private let listener: Int32
    private var connections: [Int32: ResponderConnection] = [:]
    /// By the number of their connection; nil where that is no WebSocket.
    var clients: [ResponderConnection?] = []
    /// Over HTTP long-polling, by the number of the connection that opened them; each is a client too.
    var sessions: [Int: ResponderPollingSession] = [:]
    private var opened = 0
    /// Descending by instant, so that the next one is the last.
    private var timed: [(due: Int64, action: Action)] = []
    private var descriptors: [pollfd] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    var random: ResponderRandom
    var seq: UInt64 = 0
    var batch: [ResponderTruth.Entry] = []
    /// When the sender has sent all that it has to (`sendCost`).
    var senderFree: Int64 = 0
    var serverID = "responder"

    init(behavior: ResponderBehavior, shared: ResponderShared, listener: Int32) {
        self.behavior = behavior
        self.shared = shared
        self.listener = listener
        random = ResponderRandom(seed: behavior.seed)
    }

    func at(_ due: Int64, _ action: Action) {
        var low = 0
        var high = timed.count
        while low < high {
            let middle = (low + high) / 2
            if timed[middle].due > due { low = middle + 1 } else { high = middle }
        }
        timed.insert((due, action), at: low)
    }

    func run() {
        if behavior.eventsPerSecond > 0 { at(ResponderClock.realtime(), .emit) }
        while true {
            for command in shared.takeCommands() {
                switch command {
                case .stop(let reset):
                    return closeAll(reset: reset)
                case .disconnect(let client):
                    if client < clients.count, let found = clients[client] { drop(found) }
                case .send(let bytes, let client):
                    if client < clients.count { clients[client]?.send(bytes) }
                case .emit(let count):
                    for _ in 0..<count { occur(taskID: nil) }
                case .dropHTTP:
                    for connection in connections.values where connection.mode == .http { drop(connection) }
                case .mute: mute()
                }
            }
            runDue()
            wait()
        }
    }

    func mute() {
        timed.removeAll { if case .emit = $0.action { true } else { false } }
    }

    private func runDue() {
        while let next = timed.last, next.due <= ResponderClock.realtime() {
            timed.removeLast()
            switch next.action {
            case .emit:
                occur(taskID: nil)
                let gap = 1e9 / behavior.eventsPerSecond * Double.random(in: 0.5..<1.5, using: &random)
                at(max(next.due + Int64(gap), ResponderClock.realtime() - 1_000_000_000), .emit)
            case .send(let message): broadcast(message)
            case .deliver(let message, let client):
                if client.hasJoined { deliver(message, to: client, client.number) }
            case .flushBatch: flushBatch()
            case .ping(let client): ping(client)
            case .answer(let connection, let answer):
                if !connection.isClosed { answer() }
            case .finishTask(let id): occur(taskID: id)
            }
        }
    }

    private func wait() {
        descriptors.removeAll(keepingCapacity: true)
        descriptors.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
        descriptors.append(pollfd(fd: shared.wakeup, events: Int16(POLLIN), revents: 0))
        for connection in connections.values {
            let events = connection.unsent.isEmpty ? POLLIN : POLLIN | POLLOUT
            descriptors.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
        }
        // Whole milliseconds, rounded down: the rest of one is spent turning, so that nothing is late.
        let patience = max(0, min(1_000_000_000, (timed.last?.due ?? .max) - ResponderClock.realtime()))
        guard poll(&descriptors, nfds_t(descriptors.count), Int32(patience / 1_000_000)) > 0 else { return }
        for ready in descriptors where ready.revents != 0 {
            if ready.fd == listener {
                accept()
            } else if ready.fd == shared.wakeup {
                _ = read(shared.wakeup, &buffer, buffer.count)
            } else if let connection = connections[ready.fd] {
                if Int32(ready.revents) & POLLOUT != 0 { connection.flush() }
                if Int32(ready.revents) & ~POLLOUT != 0 { receive(connection) }
            }
        }
    }

    private func accept() {
        while true {
            let descriptor = ResponderSocket.accept(listener)
            guard descriptor >= 0 else { return }
            connections[descriptor] = ResponderConnection(descriptor: descriptor, number: opened)
            opened += 1
            shared.truth.withLock { $0.connectionsOpened += 1 }
        }
    }

    private func receive(_ connection: ResponderConnection) {
        var stamp: Int64 = 0
        let count = ResponderSocket.receive(connection.descriptor, into: &buffer, stamp: &stamp)
        guard count > 0 else {
            if count != -Int(EAGAIN), count != -Int(EINTR) { drop(connection) }
            return
        }
        connection.input += buffer[..<count]
        connection.arrived = stamp
        if connection.mode == .http { takeRequests(connection) }
        if case .client(let number) = connection.mode { takeFrames(connection, client: number) }
    }

    func drop(_ connection: ResponderConnection) {
        guard !connection.isClosed else { return }
        if let session = connection as? ResponderPollingSession { return session.end() }
        connection.isClosed = true
        connection.hasJoined = false
        connections[connection.descriptor] = nil
        close(connection.descriptor)
    }

    private func closeAll(reset: Bool) {
        close(listener)
        for connection in connections.values {
            connection.isClosed = true
            if reset { ResponderSocket.reset(connection.descriptor) } else { close(connection.descriptor) }
        }
        connections = [:]
    }
}
