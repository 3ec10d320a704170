/// The seven packet types of Engine.IO v4; the raw value is the digit on the wire.
package enum EngineIOPacketType: UInt8, Sendable, CaseIterable {
    case open = 0
    case close = 1
    case ping = 2
    case pong = 3
    case message = 4
    case upgrade = 5
    case noop = 6

    /// The ASCII digit that leads a text packet.
    package var digit: UInt8 { UInt8(ascii: "0") + rawValue }

    /// The type a text packet's leading byte stands for, or nil for any other byte.
    package init?(digit: UInt8) {
        guard digit >= UInt8(ascii: "0") else { return nil }
        self.init(rawValue: digit - UInt8(ascii: "0"))
    }
}
