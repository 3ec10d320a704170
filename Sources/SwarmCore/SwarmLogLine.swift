/// A line of the log that people read.
package struct SwarmLogLine: Sendable, Equatable {
    /// How serious it is. Only warning and up become events.
    package enum Level: String, Sendable, CaseIterable, Comparable {
        case debug
        case info
        case warning
        case error
        case critical

        package static func < (left: Level, right: Level) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }
    }

    package var level: Level
    /// Which part of the server says so.
    package var source: String
    package var message: String
    /// Further facts, in order.
    package var metadata: [(key: String, value: String)]

    package init(
        level: Level, source: String, message: String, metadata: [(key: String, value: String)] = []
    ) {
        self.level = level
        self.source = source
        self.message = message
        self.metadata = metadata
    }

    package static func == (left: SwarmLogLine, right: SwarmLogLine) -> Bool {
        left.level == right.level && left.source == right.source && left.message == right.message
            && left.metadata.elementsEqual(right.metadata) { $0 == $1 }
    }
}
