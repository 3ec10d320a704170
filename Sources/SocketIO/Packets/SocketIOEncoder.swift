/// Writes Socket.IO v5 packets, byte for byte as the reference does.
package struct SocketIOEncoder: Sendable {
    /// Whether Engine.IO's message digit leads the text.
    package enum Framing: Sendable {
        /// `2["name"]`: Socket.IO alone.
        case bare
        /// `42["name"]`: ready as a WebSocket text frame or a piece of a polling payload.
        case engineIO
    }

    /// How the texts are led.
    package let framing: Framing

    package init(framing: Framing = .engineIO) {
        self.framing = framing
    }

    /// An event whose arguments are JSON already: `1,{"a":2}`, without brackets; empty for none.
    ///
    /// - Parameter encodedArguments: Must be valid JSON values joined by commas; it is not checked.
    package func event<Arguments: Collection<UInt8>>(
        _ name: String, namespace: String = "/", acknowledgementID: Int? = nil, encodedArguments: Arguments
    ) -> [UInt8] {
        var text = head(
            .event, namespace, acknowledgementID, room: name.utf8.count + encodedArguments.count + 5)
        text.append(UInt8(ascii: "["))
        JSONWriter.append(name, to: &text)
        if !encodedArguments.isEmpty {
            text.append(UInt8(ascii: ","))
            text.append(contentsOf: encodedArguments)
        }
        text.append(UInt8(ascii: "]"))
        return text
    }

    /// An event; binary leaves of the arguments make it a BINARY_EVENT with attachments.
    ///
    /// - Throws: `tooManyAttachments` beyond what the peer accepts.
    package func event(
        _ name: String, namespace: String = "/", acknowledgementID: Int? = nil, arguments: [JSONValue],
        maximumAttachments: Int = 10
    ) throws(SocketIOError) -> SocketIOMessage {
        try message(
            .event, .binaryEvent, namespace, acknowledgementID, [.string(name)] + arguments,
            maximumAttachments)
    }

    /// The answer to the event that carried `id`; binary leaves make it a BINARY_ACK with attachments.
    ///
    /// - Throws: `tooManyAttachments` beyond what the peer accepts.
    package func acknowledgement(
        _ id: Int, namespace: String = "/", arguments: [JSONValue], maximumAttachments: Int = 10
    ) throws(SocketIOError) -> SocketIOMessage {
        try message(
            .acknowledgement, .binaryAcknowledgement, namespace, id, arguments, maximumAttachments)
    }

    /// A client's request to join a namespace, with its credentials if it has any.
    package func connect(namespace: String = "/", auth: JSONValue? = nil) -> [UInt8] {
        simple(.connect, namespace, auth)
    }

    /// The server's answer to CONNECT: the Socket.IO id, and the private id when recovery is on.
    package func connected(namespace: String = "/", sid: String, pid: String? = nil) -> [UInt8] {
        var body: JSONObject = ["sid": .string(sid)]
        if let pid { body["pid"] = .string(pid) }
        return simple(.connect, namespace, .object(body))
    }

    /// The server's refusal of CONNECT.
    package func connectError(namespace: String = "/", message: String, data: JSONValue? = nil) -> [UInt8] {
        var body: JSONObject = ["message": .string(message)]
        if let data { body["data"] = data }
        return simple(.connectError, namespace, .object(body))
    }

    /// Leaves a namespace; the connection stays.
    package func disconnect(namespace: String = "/") -> [UInt8] {
        simple(.disconnect, namespace, nil)
    }

    private func simple(_ type: SocketIOPacketType, _ namespace: String, _ body: JSONValue?) -> [UInt8] {
        var text = head(type, namespace, nil, room: 64)
        if let body {
            var ignored: [[UInt8]] = []
            JSONWriter.append(body, to: &text, attachments: &ignored)
        }
        return text
    }

    private func message(
        _ plain: SocketIOPacketType, _ binary: SocketIOPacketType, _ namespace: String, _ id: Int?,
        _ values: [JSONValue], _ maximumAttachments: Int
    ) throws(SocketIOError) -> SocketIOMessage {
        let payload = JSONValue.array(values)
        let count = payload.binaryCount
        guard count <= maximumAttachments else { throw .tooManyAttachments(count, limit: maximumAttachments) }
        var text = head(count > 0 ? binary : plain, namespace, id, attachmentCount: count, room: 256)
        var attachments: [[UInt8]] = []
        JSONWriter.append(payload, to: &text, attachments: &attachments)
        return SocketIOMessage(text: text, attachments: attachments)
    }

    private func head(
        _ type: SocketIOPacketType, _ namespace: String, _ id: Int?, attachmentCount: Int = 0, room: Int
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(room + namespace.utf8.count + 24)
        if framing == .engineIO { text.append(EngineIOPacketType.message.digit) }
        text.append(type.digit)
        if type.isBinary {
            JSONWriter.append(Int64(attachmentCount), to: &text)
            text.append(UInt8(ascii: "-"))
        }
        if namespace != "/" {
            text.append(contentsOf: namespace.utf8)
            text.append(UInt8(ascii: ","))
        }
        if let id { JSONWriter.append(Int64(id), to: &text) }
        return text
    }
}
