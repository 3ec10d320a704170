/// What became of the updates that were stamped while a client was cut off.
struct OutageUpdates: Sendable, Equatable {
    /// Possessed in the end: by recovery, by asking, by a fallback poll.
    var late = 0
    /// Never possessed.
    var lost = 0
    /// The longest from a late one's stamp to its possession, nanoseconds.
    var longest: Int64 = 0

    init() {}

    /// - Parameters:
    ///   - stamps: of the client's updates, ascending; nanoseconds of one clock with `outages`.
    ///   - possession: when the client first had each; the largest instant for never.
    ///   - outages: of this client; one that never ended lasts to the end of what it was owed. Overlapping ones
    ///     count an update once.
    init(stamps: [Int64], possession: [Int64], outages: [ClientOutage]) {
        var next = 0
        for outage in outages.sorted(by: { $0.start < $1.start }) {
            next = max(next, Self.firstPlace(in: stamps, notBefore: outage.start))
            while next < stamps.count, stamps[next] < outage.end ?? .max {
                take(stamp: stamps[next], possession: possession[next])
                next += 1
            }
        }
    }

    private mutating func take(stamp: Int64, possession: Int64) {
        guard possession < .max else { return lost += 1 }
        late += 1
        longest = max(longest, possession - stamp)
    }

    private static func firstPlace(in stamps: [Int64], notBefore instant: Int64) -> Int {
        var low = 0
        var high = stamps.count
        while low < high {
            let middle = (low + high) / 2
            if stamps[middle] < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A count of every client, told as a distribution over clients.
struct PerClientCounts: Sendable, Equatable {
    private let ordered: [Int]

    init(_ counts: [Int]) { ordered = counts.sorted() }

    var total: Int { ordered.reduce(0, +) }
    var mean: Double? { ordered.isEmpty ? nil : Double(total) / Double(ordered.count) }
    var most: Int { ordered.last ?? 0 }
    /// Clients with more than none.
    var clients: Int { ordered.count { $0 > 0 } }

    /// The smallest count that this share (up to 1) of the clients does not exceed; nil without clients.
    func quantile(_ share: Double) -> Int? {
        guard !ordered.isEmpty else { return nil }
        let place = Int((share * Double(ordered.count) - 1e-9).rounded(.up)) - 1
        return ordered[min(max(0, place), ordered.count - 1)]
    }
}
