/// Where a string lies in a JSON text: the raw bytes between its quotes.
package struct JSONString: Hashable, Sendable {
    /// Offsets of the bytes between the quotes.
    package let range: Range<Int>
    /// Whether there are escapes, so that the raw bytes are not the string itself.
    package let hasEscapes: Bool
}
