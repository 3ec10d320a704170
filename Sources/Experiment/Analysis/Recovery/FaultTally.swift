import Results

/// Counts by client what a trial with faults did to its updates: takes what the join finds, client by client.
struct FaultTally {
    /// Later than the arm's own way takes by so much is late, nanoseconds.
    static let margin: Int64 = 1_000_000_000

    /// From the stamp; later ones are late.
    let lateAfter: Int64
    private(set) var lost: [Int] = []
    private(set) var late: [Int] = []
    private(set) var duplicated: [Int] = []
    /// From the stamp to the possession; 0 without any.
    private(set) var longest: Int64 = 0
    private var duplicatedBefore = 0

    init(_ measurement: TrialMeasurement) {
        let own: Int64 =
            measurement.arm.transport.pollInterval ?? measurement.server.largestBatchWindow
        lateAfter = own + Self.margin
    }

    /// The client whose row is filled.
    mutating func take(_ join: TrialJoin, _ row: TrialJoin.Row) {
        var lost = 0
        var late = 0
        for entry in join.index.eligible {
            guard row.sessions.contains(where: { $0.contains(join.index.timestamps[entry]) }) else {
                continue
            }
            guard let journey = join.journey(of: entry) else {
                lost += 1
                continue
            }
            guard journey.latency > lateAfter else { continue }
            late += 1
            longest = max(longest, journey.latency)
        }
        self.lost.append(lost)
        self.late.append(late)
        duplicated.append(join.tally.duplicated - duplicatedBefore)
        duplicatedBefore = join.tally.duplicated
    }
}
