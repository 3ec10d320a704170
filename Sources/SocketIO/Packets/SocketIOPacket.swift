/// One Socket.IO v5 packet as received, checked by the rules whose breach closes the connection.
///
/// The payload stays JSON bytes. It has been checked completely, so parsing later cannot fail; only `arguments`
/// and `value` build anything from it.
package struct SocketIOPacket: Hashable, Sendable {
    package let type: SocketIOPacketType
    /// The namespace without its query; `/` unless written.
    package let namespace: String
    /// The number that ties an acknowledgement to its event.
    package let acknowledgementID: Int?
    /// How many attachments the packet announces.
    package let attachmentCount: Int
    /// The attachments; complete when their number is `attachmentCount`.
    package internal(set) var attachments: [[UInt8]] = []
    /// The payload's JSON; empty when there is none.
    package let payload: [UInt8]
    /// An event's name; nil for other types.
    package let eventName: String?
    /// The arguments' place in `payload` (events and acknowledgements), without brackets and without the name.
    package let argumentsRange: Range<Int>
    private let maximumDepth: Int

    /// Reads a text message without Engine.IO's digit: `2["name",1]`.
    ///
    /// - Throws: Every `SocketIOError` but those of assembling attachments, which `SocketIOAssembler` does.
    package init(
        decoding bytes: UnsafeRawBufferPointer, limits: SocketIOLimits = .standard
    ) throws(SocketIOError) {
        let header = try SocketIOHeader(scanning: bytes, maximumAttachments: limits.maximumAttachments)
        type = header.type
        acknowledgementID = header.acknowledgementID
        attachmentCount = header.attachmentCount
        guard header.namespace.count <= limits.maximumNamespaceBytes else {
            throw .namespaceTooLong(limit: limits.maximumNamespaceBytes)
        }
        namespace = try Self.namespace(bytes, header.namespace)
        maximumDepth = limits.maximumDepth
        let body = UnsafeRawBufferPointer(rebasing: bytes[header.payload])
        payload = Array(body)
        if type.isEvent {
            let view = try SocketIOEventView(
                checking: body, payload: 0..<body.count, maximumDepth: limits.maximumDepth)
            eventName = try Self.eventName(body, view.name)
            argumentsRange = view.arguments
        } else {
            eventName = nil
            try Self.check(body, of: type, maximumDepth: limits.maximumDepth)
            let isArray = type.isAcknowledgement
            argumentsRange = isArray ? Self.inside(body) : 0..<0
        }
    }

    /// Reads a text message without Engine.IO's digit.
    ///
    /// - Throws: As `init(decoding:limits:)` over borrowed bytes.
    package init(decoding bytes: [UInt8], limits: SocketIOLimits = .standard) throws(SocketIOError) {
        self = try bytes.withRawBytes { (raw) throws(SocketIOError) in
            try SocketIOPacket(decoding: raw, limits: limits)
        }
    }

    /// The JSON of the arguments, without the brackets: what `SocketIOEncoder` takes as `encodedArguments`.
    package var encodedArguments: ArraySlice<UInt8> { payload[argumentsRange] }

    /// Names that events cannot have, as both sides use them for themselves.
    package static let reservedEventNames: Set<String> = [
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
    ]

    /// The arguments of an event or acknowledgement, attachments in their places; empty for other types.
    ///
    /// - Throws: `invalidPlaceholder` if a binary packet's placeholder names no attachment it has.
    package func arguments() throws(SocketIOError) -> [JSONValue] {
        guard type.isEvent || type.isAcknowledgement, case .array(var elements)? = try value() else {
            return []
        }
        if type.isEvent { elements.removeFirst() }
        return elements
    }

    /// The whole payload, attachments in their places; nil when there is none.
    ///
    /// - Throws: `invalidPlaceholder` if a binary packet's placeholder names no attachment it has.
    package func value() throws(SocketIOError) -> JSONValue? {
        guard !payload.isEmpty else { return nil }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: payload, maximumDepth: maximumDepth)
        } catch {
            throw .invalidJSON(error)
        }
        return type.isBinary ? try value.placing(attachments) : value
    }
}
