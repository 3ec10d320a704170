/// A packet to send: its text, then each attachment as a binary message of its own, with nothing in between.
package struct SocketIOMessage: Hashable, Sendable {
    /// The text frame.
    package var text: [UInt8]
    /// Binary messages that must follow at once.
    package var attachments: [[UInt8]]

    package init(text: [UInt8], attachments: [[UInt8]] = []) {
        self.text = text
        self.attachments = attachments
    }
}
