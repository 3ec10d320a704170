/// The gaps between consecutive readings of a clock by a loop that does nothing else. A long one is time in which
/// the loop did not run: an interrupt, another process, the hypervisor.
struct GapLedger {
    /// Shorter gaps are counted by the nanosecond; longer ones are kept one by one.
    static let countedBelow = 4096
    /// A gap from which on the loop was away; reading a clock takes far less.
    static let away: Int64 = 1000
    /// More of the long ones are summed, not kept.
    private static let mostKept = 1_000_000

    private var counts = [UInt64](repeating: 0, count: countedBelow)
    private(set) var long: [Int64] = []
    private(set) var total: Int64 = 0
    private(set) var gaps: UInt64 = 0
    private(set) var lost: Int64 = 0
    private(set) var largest: Int64 = 0

    mutating func add(_ gap: Int64) {
        total += gap
        gaps += 1
        if gap >= Self.away { lost += gap }
        if gap > largest { largest = gap }
        if gap < Int64(Self.countedBelow) {
            counts[Int(max(0, gap))] += 1
        } else if long.count < Self.mostKept {
            long.append(gap)
        }
    }

    /// The part of the time in which the loop was away, 0 to 1.
    var lostShare: Double { total > 0 ? Double(lost) / Double(total) : 0 }

    /// The smallest gap that `share` of the gaps do not exceed; 0 without any.
    func quantile(_ share: Double) -> Int64 {
        var left = Int64((share * Double(gaps)).rounded(.up))
        for (gap, count) in counts.enumerated() where count > 0 {
            left -= Int64(count)
            if left <= 0 { return Int64(gap) }
        }
        let sorted = long.sorted()
        guard !sorted.isEmpty else { return largest }
        return sorted[min(sorted.count - 1, max(0, Int(left) - 1))]
    }

    /// The largest gaps, descending.
    func largest(_ count: Int) -> [Int64] { Array(long.sorted(by: >).prefix(count)) }
}
