/// Why bytes are no JSON that this module accepts, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: String, Hashable, Sendable {
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "unexpected character"
        case invalidNumber = "malformed number"
        case numberTooLong = "number of more than 1024 characters"
        case numberOutOfRange = "number beyond the range of a double"
        case invalidEscape = "malformed escape sequence"
        case loneSurrogate = "surrogate without its partner"
        case controlCharacter = "unescaped control character in a string"
        case invalidUTF8 = "string that is not UTF-8"
        case tooDeep = "nested deeper than the limit"
        case trailingBytes = "something follows the value"
    }

    /// What is wrong.
    package let reason: Reason
    /// Offset of the offending byte from the start of the text.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String { "JSON, byte \(offset): \(reason.rawValue)" }
}
