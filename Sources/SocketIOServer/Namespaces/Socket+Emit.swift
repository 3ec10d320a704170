import NIOCore
import SocketIO

/// A caller who waits for a client's acknowledgement. For the socket's event loop.
struct PendingAcknowledgement {
    let timer: Scheduled<Void>
    let completion: @Sendable (Result<[JSONValue], AcknowledgementError>) -> Void

    func complete(_ result: Result<[JSONValue], AcknowledgementError>) {
        timer.cancel()
        completion(result)
    }
}

extension Socket {
    /// Sends an event; see `Namespace.emit` for `encodedArguments` and `volatile`.
    package func emit(_ event: String, encodedArguments: [UInt8], volatile: Bool = false) {
        let text = SocketIOEncoder().event(
            event, namespace: namespace.name, encodedArguments: encodedArguments)
        send(OutgoingMessage(text: text, isEvent: true), volatile: volatile)
    }

    /// Sends an event whose arguments may hold binary data.
    package func emit(_ event: String, _ arguments: [JSONValue] = [], volatile: Bool = false) {
        send(.event(event, arguments, namespace: namespace.name), volatile: volatile)
    }

    /// Sends an event and waits for the client's acknowledgement.
    ///
    /// - Throws: `AcknowledgementError`.
    package func emitWithAck(_ event: String, _ arguments: [JSONValue] = [], timeout: Duration) async throws
        -> [JSONValue]
    {
        try await withCheckedThrowingContinuation { continuation in
            emit(event, arguments, timeout: timeout) { result in
                continuation.resume(with: result.mapError { $0 as any Error })
            }
        }
    }

    /// Sends an event and reports the client's acknowledgement, or why there is none, exactly once on the
    /// socket's event loop.
    package func emit(
        _ event: String, _ arguments: [JSONValue], timeout: Duration,
        completion: @escaping @Sendable (Result<[JSONValue], AcknowledgementError>) -> Void
    ) {
        let id = namespace.nextAcknowledgementID()
        let message = OutgoingMessage.event(
            event, arguments, namespace: namespace.name, acknowledgementID: id)
        shard.engine.perform {
            guard self.awaitAcknowledgement(id, timeout: timeout, completion) else {
                return completion(.failure(.notConnected))
            }
            _ = self.write(message, volatile: false)
        }
    }

    /// Waits for an acknowledgement; false when the socket is not connected. On the event loop.
    func awaitAcknowledgement(
        _ id: Int, timeout: Duration,
        _ completion: @escaping @Sendable (Result<[JSONValue], AcknowledgementError>) -> Void
    ) -> Bool {
        guard case .connected = state else { return false }
        let timer = eventLoop.scheduleTask(in: TimeAmount(timeout)) { [weak self] in
            guard let self, let pending = pendingAcknowledgements.removeValue(forKey: id) else { return }
            pending.complete(.failure(.timedOut))
        }
        pendingAcknowledgements[id] = PendingAcknowledgement(timer: timer, completion: completion)
        return true
    }

    /// The client acknowledged an event; ids nobody waits for are ignored, as in the reference.
    func receiveAcknowledgement(_ id: Int, _ arguments: [JSONValue]) {
        pendingAcknowledgements.removeValue(forKey: id)?.complete(.success(arguments))
    }

    /// Answers an event of the client.
    func writeAcknowledgement(_ id: Int, _ arguments: [JSONValue]) {
        do throws(SocketIOError) {
            let packet = try SocketIOEncoder().acknowledgement(
                id, namespace: namespace.name, arguments: arguments, maximumAttachments: .max)
            _ = write(OutgoingMessage(packet), volatile: false)
        } catch {
            preconditionFailure("encoding without a limit of attachments cannot fail: \(error)")
        }
    }

    private func send(_ message: OutgoingMessage, volatile: Bool) {
        shard.engine.perform {
            let isTaken = self.write(message, volatile: volatile)
            if volatile, !isTaken { self.shard.engine.counters.volatileDropped.add(1) }
        }
    }
}
