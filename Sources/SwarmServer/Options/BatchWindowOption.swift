import SwarmCore

/// `--batch-window TYPE=DURATION`.
struct BatchWindowOption: Sendable, Equatable {
    let type: EventType
    /// 0 sends each event at once.
    let nanoseconds: Int64

    /// - Throws: ``OptionError`` that names the types or the way to write a duration.
    init(parsing text: String) throws(OptionError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw OptionError("write TYPE=DURATION, such as task_update=100ms")
        }
        guard let type = EventType.batched.first(where: { $0.rawValue == parts[0] }) else {
            let known = EventType.batched.map(\.rawValue).joined(separator: ", ")
            throw OptionError("no event type \(parts[0]) is sent in batches; those that are: \(known)")
        }
        self.type = type
        nanoseconds = try DurationText.nanoseconds(String(parts[1]))
    }
}
