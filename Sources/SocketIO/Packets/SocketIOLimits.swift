/// What a receiver accepts in Socket.IO packets.
package struct SocketIOLimits: Hashable, Sendable {
    /// Most attachments of one packet; 10 in the reference.
    package var maximumAttachments: Int
    /// Most bytes, text and attachments together, held while a packet is being assembled.
    package var maximumHeldBytes: Int
    /// Most arrays and objects inside each other in a payload, the event's own array included.
    package var maximumDepth: Int
    /// Longest name of a namespace, bytes: an answer repeats it, so a client could make the server say much.
    package var maximumNamespaceBytes: Int

    package init(
        maximumAttachments: Int = 10, maximumHeldBytes: Int = 11_000_000, maximumDepth: Int = 64,
        maximumNamespaceBytes: Int = 256
    ) {
        self.maximumAttachments = maximumAttachments
        self.maximumHeldBytes = maximumHeldBytes
        self.maximumDepth = maximumDepth
        self.maximumNamespaceBytes = maximumNamespaceBytes
    }

    /// 10 attachments, 11,000,000 bytes (text and ten attachments of Engine.IO's standard maxPayload), 64 levels,
    /// 256 bytes of namespace.
    package static let standard = SocketIOLimits()
}
