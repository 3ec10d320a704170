/// Why bytes are no Engine.IO packet or payload. A server closes the session on any of these.
package enum EngineIOError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A frame or a piece of a payload without a single byte.
    case emptyPacket
    /// The leading byte is no type digit (nor `b` in a payload).
    case unknownType(UInt8)
    /// A text packet holds bytes that are no UTF-8.
    case invalidUTF8
    /// What follows `b` in a payload is no base64.
    case invalidBase64
    /// The payload is longer than the declared limit, in bytes.
    case payloadTooLarge(bytes: Int, limit: Int)
    /// The payload holds more packets than the declared limit.
    case tooManyPackets(limit: Int)
    /// The open packet is no JSON object with the members of the protocol; `member` is the first bad one.
    case invalidHandshake(member: String)

    package var description: String {
        switch self {
        case .emptyPacket: "an Engine.IO packet without its type digit"
        case .unknownType(let byte): "byte \(byte) is no Engine.IO packet type (expected 0 to 6)"
        case .invalidUTF8: "an Engine.IO text packet that is not UTF-8"
        case .invalidBase64: "a binary packet in a polling payload that is not base64"
        case .payloadTooLarge(let bytes, let limit):
            "a polling payload of \(bytes) bytes is over maxPayload (\(limit)); send less or raise the limit"
        case .tooManyPackets(let limit):
            "a polling payload of more than \(limit) packets; spread them over several requests"
        case .invalidHandshake(let member): "the open packet's \(member) is missing or of the wrong type"
        }
    }
}
