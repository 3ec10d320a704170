/// Reads one timestamp after another: `Timestamp.parse`, without working out the date of the same minute
/// again and again.
struct TimestampReader {
    /// The first 16 bytes of the latest text, `YYYY-MM-DDTHH:MM`; no text begins with zeros.
    private var known: (UInt64, UInt64) = (0, 0)
    /// When that minute begins.
    private var minute: Int64 = 0

    /// What `Timestamp.parse` says.
    mutating func read(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 20 else { return nil }
        let first = text.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        let second = text.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        if known.0 != first || known.1 != second {
            guard let begins = Timestamp.minute(text) else { return nil }
            known = (first, second)
            minute = begins
        }
        guard let rest = Timestamp.sinceMinute(text) else { return nil }
        let (instant, overflow) = minute.addingReportingOverflow(rest)
        return overflow ? nil : instant
    }
}
