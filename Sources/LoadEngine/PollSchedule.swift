/// When each client of a worker polls: client i of N at phase (i + U)/N of the interval, for ever.
///
/// U is drawn once a client, so the phases are stratified: every Nth of the interval holds exactly
/// one poll, and trial means spread far less than with independent phases. Walks all polls in
/// ascending order without a heap, since the order is the same in every interval.
struct PollSchedule {
    let interval: Int64
    /// From the interval's start, ascending, one for each position.
    let phases: [Int64]
    private let origin: Int64
    private var position = 0
    private var cycle: Int64 = 0

    /// `numbers`: the run-wide numbers of this worker's clients, ascending; `total`: of all workers.
    init(interval: Int64, numbers: [UInt32], total: Int, seed: UInt64, origin: Int64) {
        self.interval = interval
        self.origin = origin
        phases = numbers.map { Self.phase($0, total: total, interval: interval, seed: seed) }
    }

    /// Depends on the client's number alone, so it is the same however many workers there are.
    static func phase(_ number: UInt32, total: Int, interval: Int64, seed: UInt64) -> Int64 {
        var random = SeededGenerator(seed: seed, stream: UInt64(number))
        let share = (Double(number) + random.unit()) / Double(total)
        return min(Int64(share * Double(interval)), interval - 1)
    }

    /// The intended instant of the next poll; `Int64.max` without clients.
    var nextDue: Int64 {
        phases.isEmpty ? .max : origin + cycle * interval + phases[position]
    }

    /// Takes the next poll: whose it is and when it is intended.
    mutating func next() -> (position: Int, intended: Int64) {
        let taken = (position, nextDue)
        position += 1
        if position == phases.count {
            position = 0
            cycle += 1
        }
        return taken
    }
}
