/// How a fault's victims come back over time: as a stampede, or spread by back-off and jitter.
struct ReconnectSpread: Sendable, Equatable {
    /// Attempts in all.
    let count: Int
    /// Attempts in the busiest `window`, wherever it lies.
    let busiest: Int
    /// Length of the window, nanoseconds.
    let window: Int64
    /// From the fault's beginning to the last attempt, a window at least; nanoseconds.
    let duration: Int64

    /// - Parameters:
    ///   - attempts: instants of all clients' attempts, in any order.
    ///   - start: the fault's beginning.
    ///   - window: what the peak rate is taken over: as long as a server's queue of connections may take to
    ///     drain.
    init(_ attempts: [Int64], from start: Int64, window: Int64 = 100_000_000) {
        let window = max(1, window)
        let ordered = attempts.sorted()
        var most = 0
        var first = 0
        for (place, instant) in ordered.enumerated() {
            while instant - ordered[first] >= window { first += 1 }
            most = max(most, place - first + 1)
        }
        count = ordered.count
        busiest = most
        self.window = window
        duration = max(window, (ordered.last ?? start) - start)
    }

    /// Attempts a second in the busiest window.
    var peakPerSecond: Double { Double(busiest) / (Double(window) / 1e9) }

    /// Attempts a second from the fault's beginning to the last attempt.
    var meanPerSecond: Double { Double(count) / (Double(duration) / 1e9) }

    /// The peak rate against the mean; nil without attempts.
    var peakToMean: Double? { count > 0 ? peakPerSecond / meanPerSecond : nil }

    /// Of all attempts, the part that fell into the busiest window; nil without attempts. 1: a stampede.
    var busiestShare: Double? { count > 0 ? Double(busiest) / Double(count) : nil }
}
