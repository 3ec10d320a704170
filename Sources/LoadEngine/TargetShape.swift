import Scenarios

/// What a target that is no SwarmBot sends, where its updates are found in it, and what is asked for.
package struct TargetShape: Sendable, Equatable, Codable {
    /// Which events are updates.
    package var updates: UpdateFields
    /// What polling asks for; nil where nobody polls.
    package var poll: PollSource?
    /// Triggers are emitted by a client of their own instead of posted.
    package var emitsTriggers: Bool
    /// Every token of the run begins with it; the trigger's number follows in decimal digits, from 1.
    package var tokenPrefix: String

    package init(updates: UpdateFields, poll: PollSource?, emitsTriggers: Bool, tokenPrefix: String) {
        self.updates = updates
        self.poll = poll
        self.emitsTriggers = emitsTriggers
        self.tokenPrefix = tokenPrefix
    }

    /// The token of a trigger, `number` from 1. The dash ends it, so that no token begins another.
    package func token(_ number: Int) -> String { "\(tokenPrefix)\(number)-" }

    /// The number that stands for an update without a sequence: its instant, and a few bits of its
    /// event's name, so that two types' updates of one instant are two. All clients compute the same one.
    static func number(instant: Int64, type: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in type { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return UInt64(max(0, instant)) << 3 | (hash & 7)
    }
}

/// An update that some client saw, for targets that keep no log.
package struct SeenEntry: Sendable, Equatable, Codable {
    package var seq: UInt64
    /// By the target's clock, nanoseconds since 1970.
    package var timestamp: Int64
    /// The event's name; `state` for what was polled.
    package var event: String

    package init(seq: UInt64, timestamp: Int64, event: String) {
        self.seq = seq
        self.timestamp = timestamp
        self.event = event
    }
}

/// The union of what a worker's clients saw.
struct SeenEntries {
    private var known: Set<UInt64> = []
    private var entries: [(seq: UInt64, timestamp: Int64, type: UInt16)] = []

    mutating func note(_ seq: UInt64, timestamp: Int64, type: UInt16) {
        guard known.insert(seq).inserted else { return }
        entries.append((seq, timestamp, type))
    }

    /// - Parameter names: of the types.
    func named(_ names: [String]) -> [SeenEntry] {
        entries.map { SeenEntry(seq: $0.seq, timestamp: $0.timestamp, event: names[Int($0.type)]) }
    }
}
