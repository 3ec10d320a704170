import Glibc
import Synchronization

/// A server of known behaviour for testing what measures: its own thread, raw sockets, and its own
/// record of what it did.
///
/// Speaks enough Engine.IO and Socket.IO over WebSocket, and of the HTTP API (`/api/swarm`,
/// `/api/events`, `POST /api/tasks`, `/healthz`). Log entries are `task_completed`, and
/// `agent_update` in batches. Stops when released.
package final class ResponderServer: Sendable {
    package let host = "127.0.0.1"
    package let port: UInt16
    private let shared: ResponderShared

    /// Listens and starts. Port 0 takes a free one.
    package init(_ behavior: ResponderBehavior, port: UInt16 = 0) throws {
        let (listener, bound) = try ResponderSocket.listen(port: port)
        self.port = bound
        shared = try ResponderShared()
        shared.truth.withLock { $0.behavior = behavior }
        let shared = shared
        let thread = ResponderThread {
            ResponderLoop(behavior: behavior, shared: shared, listener: listener).run()
            shared.hasEnded.store(true, ordering: .releasing)
        }
        try thread.start()
    }

    deinit { shared.send(.stop(reset: false)) }

    /// What it has done so far.
    package var truth: ResponderTruth { shared.truth.withLock { $0 } }

    /// Makes this many log entries now, besides those that come by themselves.
    package func emit(_ count: Int) { shared.send(.emit(count)) }

    /// No further entries by themselves.
    package func mute() { shared.send(.mute) }

    /// Ends a client's connection. Clients are numbered in the order in which connections were opened,
    /// which is the order of a single worker's clients.
    package func disconnect(client: Int) { shared.send(.disconnect(client: client)) }

    /// Closes every connection that is no WebSocket.
    package func dropHTTPConnections() { shared.send(.dropHTTP) }

    /// Sends bytes as they are into a client's WebSocket connection.
    package func send(raw bytes: [UInt8], client: Int) { shared.send(.send(bytes, client: client)) }

    /// An unmasked server frame.
    package static func frame(_ text: String, opcode: UInt8 = 1) -> [UInt8] {
        ResponderLoop.frame(text, opcode: opcode)
    }

    /// An instant (CLOCK_REALTIME nanoseconds) as payloads carry it, to the microsecond.
    package static func timestamp(_ instant: Int64) -> String { ResponderClock.text(instant) }

    /// Dies like a killed process: every connection is reset and nobody listens any more.
    package func kill() { shared.send(.stop(reset: true)) }

    package var hasEnded: Bool { shared.hasEnded.load(ordering: .acquiring) }
}

/// Runs a closure on a thread of its own.
private final class ResponderThread: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func start() throws {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(&thread, nil, responderThreadMain, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw ResponderError(call: "pthread_create", code: code)
        }
        pthread_detach(thread)
    }

    fileprivate func run() { body() }
}

private func responderThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<ResponderThread>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
