import NIOCore
import SocketIO

extension Namespace {
    /// Sends an event to every socket in at least one of `rooms` (to all when there are none) and in none of
    /// `except`, each once.
    ///
    /// It is encoded once, however many receive it, and all share the bytes.
    ///
    /// - Parameters:
    ///   - encodedArguments: The JSON of the arguments joined by commas, without brackets; empty for an event
    ///     without arguments. Sent as it is.
    ///   - volatile: Whether clients that have to wait for earlier bytes do without.
    package func emit(
        _ event: String, encodedArguments: [UInt8], to rooms: [String] = [], except: [String] = [],
        volatile: Bool = false
    ) {
        let text = SocketIOEncoder().event(event, namespace: name, encodedArguments: encodedArguments)
        broadcast(OutgoingMessage(text: text, isEvent: true), to: rooms, except: except, volatile: volatile)
    }

    /// The same for arguments as values, which may hold binary data.
    package func emit(
        _ event: String, _ arguments: [JSONValue] = [], to rooms: [String] = [], except: [String] = [],
        volatile: Bool = false
    ) {
        broadcast(
            .event(event, arguments, namespace: name), to: rooms, except: except, volatile: volatile)
    }

    /// Sends an event and collects the acknowledgements of all receivers, until everyone answered (or went
    /// away) or `timeout` passed.
    package func emitWithAck(
        _ event: String, _ arguments: [JSONValue], to rooms: [String] = [], except: [String] = [],
        timeout: Duration
    ) async -> BroadcastAnswers {
        let id = nextAcknowledgementID()
        let message = OutgoingMessage.event(event, arguments, namespace: name, acknowledgementID: id)
        return await withCheckedContinuation { continuation in
            let collector = AnswerCollector(shards: shards.count) { continuation.resume(returning: $0) }
            shards[0].engine.eventLoop.scheduleTask(in: TimeAmount(timeout)) { collector.timeOut() }
                .futureResult.whenFailure { _ in collector.timeOut() }
            for shard in shards {
                shard.engine.perform {
                    shard.rooms.forEach(in: rooms, except: except) { socket in
                        guard socket.awaitAcknowledgement(id, timeout: timeout, collector.answer) else {
                            return
                        }
                        collector.expectOne()
                        _ = socket.write(message, volatile: false)
                    }
                    collector.shardDone()
                }
            }
        }
    }

    /// Disconnects the sockets selected as in `emit`; `close` closes their connections as well.
    package func disconnectSockets(
        in rooms: [String] = [], except: [String] = [], close: Bool = false
    ) {
        forEachSocket(in: rooms, except: except) { $0.disconnect(close: close) }
    }

    /// Makes the sockets selected as in `emit` join a room.
    package func joinSockets(in rooms: [String] = [], to joined: String) {
        forEachSocket(in: rooms, except: []) { $0.join(joined) }
    }

    /// Makes the sockets selected as in `emit` leave a room.
    package func leaveSockets(in rooms: [String] = [], from left: String) {
        forEachSocket(in: rooms, except: []) { $0.leave(left) }
    }

    private func broadcast(
        _ message: OutgoingMessage, to rooms: [String], except: [String], volatile: Bool
    ) {
        for shard in shards {
            shard.engine.perform {
                shard.broadcast(message, to: rooms, except: except, volatile: volatile)
            }
        }
    }

    private func forEachSocket(
        in rooms: [String], except: [String], _ body: @escaping @Sendable (Socket) -> Void
    ) {
        for shard in shards {
            shard.engine.perform { shard.rooms.forEach(in: rooms, except: except, body) }
        }
    }
}

extension OutgoingMessage {
    /// An event whose arguments may hold binary data.
    static func event(
        _ name: String, _ arguments: [JSONValue], namespace: String, acknowledgementID: Int? = nil
    ) -> OutgoingMessage {
        let encoder = SocketIOEncoder()
        do throws(SocketIOError) {
            return OutgoingMessage(
                try encoder.event(
                    name, namespace: namespace, acknowledgementID: acknowledgementID, arguments: arguments,
                    maximumAttachments: .max),
                isEvent: true)
        } catch {
            preconditionFailure("encoding without a limit of attachments cannot fail: \(error)")
        }
    }
}
