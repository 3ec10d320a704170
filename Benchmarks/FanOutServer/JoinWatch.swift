import NIOConcurrencyHelpers

/// When the first client connected and the last one of those awaited.
final class JoinWatch: Sendable {
    private struct Times {
        var first: UInt64?
        var last: UInt64 = 0
        var joined = 0
    }

    private let expected: Int
    private let times = NIOLockedValueBox(Times())

    init(expected: Int) {
        self.expected = expected
    }

    /// A client asked for a session.
    func arrived() {
        times.withLockedValue { if $0.first == nil { $0.first = ProcessClock.monotonic } }
    }

    /// A client is in the room.
    func joined() {
        times.withLockedValue {
            $0.joined += 1
            if $0.joined == expected { $0.last = ProcessClock.monotonic }
        }
    }

    /// Clients that joined.
    var count: Int { times.withLockedValue { $0.joined } }

    /// Clients a second, from the first one's handshake to the last one's join; nil before.
    var handshakesPerSecond: Double? {
        times.withLockedValue { times in
            guard let first = times.first, times.last > first else { return nil }
            return Double(expected) * 1e9 / Double(times.last - first)
        }
    }
}
