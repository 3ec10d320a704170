/// The seven packet types of Socket.IO v5; the raw value is the digit on the wire.
package enum SocketIOPacketType: UInt8, Sendable, CaseIterable {
    case connect = 0
    case disconnect = 1
    case event = 2
    case acknowledgement = 3
    case connectError = 4
    case binaryEvent = 5
    case binaryAcknowledgement = 6

    /// The ASCII digit that leads the packet.
    package var digit: UInt8 { UInt8(ascii: "0") + rawValue }

    /// The type a leading byte stands for, or nil for any other byte.
    package init?(digit: UInt8) {
        guard digit >= UInt8(ascii: "0") else { return nil }
        self.init(rawValue: digit - UInt8(ascii: "0"))
    }

    /// Whether an attachment count follows the digit.
    package var isBinary: Bool { self == .binaryEvent || self == .binaryAcknowledgement }

    /// Whether it is an event, with or without attachments.
    package var isEvent: Bool { self == .event || self == .binaryEvent }

    /// Whether it is an acknowledgement, with or without attachments.
    package var isAcknowledgement: Bool { self == .acknowledgement || self == .binaryAcknowledgement }
}
