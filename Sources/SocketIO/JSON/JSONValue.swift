/// A JSON value, or a binary attachment where Socket.IO allows one.
///
/// Whole numbers that fit 64 bits stay exact; all others are doubles, as in JavaScript.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
    /// An attachment: a placeholder in the text, its bytes in a frame of its own.
    case binary([UInt8])

    /// Parses a whole JSON text.
    ///
    /// - Parameter maximumDepth: Most arrays and objects inside each other.
    /// - Throws: What is wrong and at which byte. Anything but white space after the value is an error.
    package init(parsing bytes: UnsafeRawBufferPointer, maximumDepth: Int = 64) throws(JSONError) {
        var reader = JSONReader(bytes, maximumDepth: maximumDepth)
        self = try reader.readValue()
        try reader.finish()
    }

    /// Parses a whole JSON text.
    ///
    /// - Throws: What is wrong and at which byte.
    package init(parsing bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) {
        self = try bytes.withRawBytes { (raw) throws(JSONError) in
            try JSONValue(parsing: raw, maximumDepth: maximumDepth)
        }
    }

    /// The string, if it is one.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The boolean, if it is one.
    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The whole number, if it is one; `1.0` counts, as JSON does not tell them apart.
    package var integer: Int64? {
        switch self {
        case .int(let value): value
        case .double(let value): value.wholeNumber
        default: nil
        }
    }

    /// The number as a double, if it is one; whole numbers past 2^53 are rounded.
    package var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The elements, if it is an array.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, if it is an object.
    package var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The bytes, if it is an attachment.
    package var binary: [UInt8]? {
        guard case .binary(let bytes) = self else { return nil }
        return bytes
    }

    /// The member of an object; nil for a missing one and for any other value.
    package subscript(key: String) -> JSONValue? { object?[key] }

    /// How many attachments the value holds at any depth.
    package var binaryCount: Int {
        switch self {
        case .binary: 1
        case .array(let elements): elements.reduce(0) { $0 + $1.binaryCount }
        case .object(let object): object.members.reduce(0) { $0 + $1.value.binaryCount }
        default: 0
        }
    }
}
