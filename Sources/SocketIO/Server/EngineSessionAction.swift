/// What the owner of an `EngineSession` has to do, in the order given.
package enum EngineSessionAction<Message: Sendable>: Sendable {
    /// Hand a message of the client to the application.
    case deliver(EngineIOPacket)
    /// Answer the waiting GET with these packets.
    case answerPoll([EngineSessionItem<Message>])
    /// Answer the GET that just arrived with status 400 and nothing else.
    case refusePoll
    /// Send on the session's WebSocket.
    case writeWebSocket([EngineSessionItem<Message>])
    /// Send on the WebSocket that probes.
    case writeProbe(EngineIOPacket)
    /// Close the WebSocket that probes; the session goes on without it.
    case closeProbe
    /// The probing WebSocket is the session's transport from now on.
    case adoptProbe
    /// Close the session's WebSocket.
    case closeWebSocket
    /// The session is over for the application. Comes exactly once.
    case ended(EngineSessionEnd)
    /// The session's id is unknown from now on. Comes exactly once, at `ended` or later.
    case forget
}

/// One packet to send: the session's own, or one of the application's, whatever that looks like.
package enum EngineSessionItem<Message: Sendable>: Sendable {
    case packet(EngineIOPacket)
    case message(Message)
}

/// Why a session ended.
package enum EngineSessionEnd: Hashable, Sendable {
    /// No pong in time.
    case pingTimeout
    /// The client said `1` or closed its transport.
    case transportClosed
    /// The transport broke, or requests of one kind overlapped.
    case transportError
    /// A packet that the protocol does not allow.
    case protocolError
    /// More bytes waited for the client than allowed.
    case slowReader
    /// No request ever came after the handshake.
    case neverUsed
    /// The server closed it.
    case closedByServer
}
