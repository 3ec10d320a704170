/// The packets of an Engine.IO polling payload: joined with 0x1E (Engine.IO protocol 4, "HTTP
/// long-polling").
struct PayloadSplitter {
    private static let separator: UInt8 = 0x1E

    private var rest: UnsafeRawBufferPointer?

    init(_ payload: UnsafeRawBufferPointer) { rest = payload }

    /// No packet follows.
    var isAtEnd: Bool { rest == nil }

    /// The next packet, which may be empty; nil behind the last one. Lies in the payload.
    mutating func next() -> UnsafeRawBufferPointer? {
        guard let rest else { return nil }
        guard let end = rest.firstIndex(of: Self.separator) else {
            self.rest = nil
            return rest
        }
        self.rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        return UnsafeRawBufferPointer(rebasing: rest[..<end])
    }
}
