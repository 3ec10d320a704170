/// What a run found, printed as one line of JSON.
struct FanOutReport {
    /// Messages handed over, one for each client and broadcast.
    var messages: UInt64
    var broadcasts: Int
    var clients: Int
    /// From the first broadcast until, after the last one, every client could take more.
    var seconds: Double
    /// CPU time of the whole process meanwhile.
    var cpuNanoseconds: UInt64
    /// Growth of resident memory from before the first client until all had joined.
    var residentBytes: Int
    var handshakesPerSecond: Double
    /// Writes of messages that had to wait for NIO's queue.
    var queuedWrites: UInt64

    var json: String {
        let cost = messages > 0 ? Double(cpuNanoseconds) / 1_000 / Double(messages) : 0
        let fields: [(String, String)] = [
            ("messages", String(messages)),
            ("broadcasts", String(broadcasts)),
            ("clients", String(clients)),
            ("seconds", Self.decimal(seconds)),
            ("messagesPerSecond", Self.decimal(Double(messages) / seconds)),
            ("cpuMicrosecondsPerMessage", Self.decimal(cost)),
            ("cpuPercent", Self.decimal(Double(cpuNanoseconds) / 1e7 / seconds)),
            ("residentBytesPerConnection", String(residentBytes / clients)),
            ("handshakesPerSecond", Self.decimal(handshakesPerSecond)),
            ("queuedWrites", String(queuedWrites)),
        ]
        return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    /// Three decimal places; 0 for what is no number.
    private static func decimal(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        return String((value * 1_000).rounded() / 1_000)
    }
}
