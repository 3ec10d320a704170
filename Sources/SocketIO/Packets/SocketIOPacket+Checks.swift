extension SocketIOPacket {
    /// The namespace at `range`; `/` for an empty one.
    static func namespace(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(SocketIOError) -> String {
        guard range.count > 1 else { return "/" }
        let text = UnsafeRawBufferPointer(rebasing: bytes[range])
        guard UTF8Validation.isValid(text) else { throw .invalidNamespace }
        return String(decoding: text, as: UTF8.self)
    }

    /// The event's name, unless it is reserved.
    static func eventName(
        _ payload: UnsafeRawBufferPointer, _ place: JSONString
    ) throws(SocketIOError) -> String {
        let name = JSONReader(payload).text(of: place)
        guard !reservedEventNames.contains(name) else { throw .reservedEventName(name) }
        return name
    }

    /// Checks the payload of a packet that is no event: an object (or nothing) for CONNECT, nothing for
    /// DISCONNECT, an object or a string (or nothing) for CONNECT_ERROR, an array for acknowledgements.
    static func check(
        _ payload: UnsafeRawBufferPointer, of type: SocketIOPacketType, maximumDepth: Int
    ) throws(SocketIOError) {
        if payload.isEmpty {
            guard !type.isAcknowledgement else { throw .invalidPayload(type) }
            return
        }
        var reader = JSONReader(payload, maximumDepth: maximumDepth)
        let first = reader.peek()
        let isFitting =
            switch type {
            case .connect: first == UInt8(ascii: "{")
            case .connectError: first == UInt8(ascii: "{") || first == UInt8(ascii: "\"")
            case .acknowledgement, .binaryAcknowledgement: first == UInt8(ascii: "[")
            case .disconnect, .event, .binaryEvent: false
            }
        guard isFitting else { throw .invalidPayload(type) }
        do throws(JSONError) {
            try reader.skipValue()
            try reader.finish()
        } catch {
            throw .invalidJSON(error)
        }
    }

    /// What lies between the outermost brackets of a checked array.
    static func inside(_ payload: UnsafeRawBufferPointer) -> Range<Int> {
        guard let opening = payload.firstIndex(of: UInt8(ascii: "[")),
            let closing = payload.lastIndex(of: UInt8(ascii: "]")), opening < closing
        else { return 0..<0 }
        return (opening + 1)..<closing
    }
}

extension JSONValue {
    /// The value with every placeholder replaced by its attachment.
    ///
    /// - Throws: `invalidPlaceholder` if `num` is no index of `attachments`.
    func placing(_ attachments: [[UInt8]]) throws(SocketIOError) -> JSONValue {
        switch self {
        case .array(let elements):
            var placed: [JSONValue] = []
            placed.reserveCapacity(elements.count)
            for element in elements { placed.append(try element.placing(attachments)) }
            return .array(placed)
        case .object(var object):
            if object["_placeholder"] == .bool(true) {
                guard let number = object["num"]?.integer, (0..<Int64(attachments.count)).contains(number)
                else { throw .invalidPlaceholder }
                return .binary(attachments[Int(number)])
            }
            for index in object.members.indices {
                object.members[index].value = try object.members[index].value.placing(attachments)
            }
            return .object(object)
        default: return self
        }
    }
}
