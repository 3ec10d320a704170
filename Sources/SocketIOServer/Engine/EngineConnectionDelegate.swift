import SocketIO

/// What sits on an Engine.IO session: Socket.IO, or an application of raw messages.
///
/// Called on the session's event loop, one call at a time and in the order of the wire; must not block.
package protocol EngineConnectionDelegate: AnyObject {
    /// A message arrived, text or binary.
    func received(_ message: EngineIOPacket)
    /// The server goes down: the last chance to send something. `ended` follows.
    func serverShutsDown()
    /// The session is over. Called once; nothing can be sent any more.
    func ended(_ reason: DisconnectReason)
}
