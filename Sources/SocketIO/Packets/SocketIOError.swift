/// Why a message is no acceptable Socket.IO packet. The whole connection closes on any of these.
package enum SocketIOError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A message without a single byte.
    case emptyPacket
    /// The leading byte is no type digit.
    case unknownType(UInt8)
    /// A binary packet without a readable attachment count and `-`.
    case invalidAttachmentCount
    /// More attachments announced than accepted.
    case tooManyAttachments(Int, limit: Int)
    /// Bytes of the namespace that are no UTF-8.
    case invalidNamespace
    /// A namespace's name of more bytes than accepted.
    case namespaceTooLong(limit: Int)
    /// An acknowledgement id past 63 bits.
    case invalidAcknowledgementID
    /// The payload is no JSON.
    case invalidJSON(JSONError)
    /// The payload is JSON, but not what the packet type carries.
    case invalidPayload(SocketIOPacketType)
    /// An event name that the protocol keeps for itself.
    case reservedEventName(String)
    /// A text message while attachments are due.
    case textWhileAttachmentsDue
    /// A binary message while no attachment is due.
    case unexpectedBinary
    /// A placeholder without a number of an attachment that came.
    case invalidPlaceholder
    /// Text and attachments of one packet pass the declared limit, in bytes.
    case tooManyHeldBytes(limit: Int)

    package var description: String {
        switch self {
        case .emptyPacket: "a Socket.IO packet without its type digit"
        case .unknownType(let byte): "byte \(byte) is no Socket.IO packet type (expected 0 to 6)"
        case .invalidAttachmentCount: "a binary packet without its attachment count"
        case .tooManyAttachments(let count, let limit):
            "\(count) attachments announced, \(limit) are accepted; send several events"
        case .invalidNamespace: "a namespace that is not UTF-8"
        case .namespaceTooLong(let limit): "a namespace's name of more than \(limit) bytes"
        case .invalidAcknowledgementID: "an acknowledgement id that is too long"
        case .invalidJSON(let error): "payload: \(error)"
        case .invalidPayload(let type): "a payload that a packet of type \(type) cannot carry"
        case .reservedEventName(let name): "the event name \"\(name)\" is reserved"
        case .textWhileAttachmentsDue: "a text message while attachments are due"
        case .unexpectedBinary: "a binary message that no packet announced"
        case .invalidPlaceholder: "a placeholder that names no attachment of its packet"
        case .tooManyHeldBytes(let limit): "a packet with attachments of more than \(limit) bytes"
        }
    }
}
