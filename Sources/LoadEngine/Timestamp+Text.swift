extension Timestamp {
    /// CLOCK_REALTIME nanoseconds of a server's timestamp; nil when `text` is none.
    package static func nanoseconds(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
    }
}
