/// When a client that lost its connection tries again, as the contract of the dashboard has it: attempt n
/// comes min(1000 x 2^(n-1), 30000) ms after the loss or the attempt before, jittered; after five failed
/// attempts it also asks for the state every second, until push works again.
struct ReconnectPolicy: Equatable {
    /// Failed attempts after which a client asks for the state instead of waiting for push alone.
    static let attemptsBeforePolling = 5
    /// An attempt that has not joined by then has failed, nanoseconds: the JavaScript client's timeout.
    static let attemptTimeout: Int64 = 20_000_000_000

    /// A second of the contract, nanoseconds.
    let second: Int64
    /// Attempts that failed since push last worked.
    private(set) var failures = 0

    init(second: Int64 = 1_000_000_000) { self.second = second }

    /// Between two polls while push does not work, nanoseconds.
    var pollInterval: Int64 { second }

    var isPolling: Bool { failures >= Self.attemptsBeforePolling }

    /// Longest delay before the `attempt`th attempt, from 1; nanoseconds.
    func delay(attempt: Int) -> Int64 {
        // 2^5 seconds are past the cap already.
        let doublings = min(max(attempt, 1) - 1, 5)
        return min(second << Int64(doublings), 30 * second)
    }

    /// The delay before the next attempt. The contract leaves the jitter open: drawn evenly from half of the
    /// delay to all of it, so that no client waits longer than the formula says, and those that a server
    /// lost together do not return together.
    func nextDelay(using random: inout SeededGenerator) -> Int64 {
        let longest = delay(attempt: failures + 1)
        return longest / 2 + Int64(random.unit() * Double(longest - longest / 2))
    }

    mutating func attemptFailed() { failures += 1 }

    mutating func connected() { failures = 0 }
}
