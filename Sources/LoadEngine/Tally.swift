/// Counts by kind.
struct Tally {
    private(set) var counts: [String: Int] = [:]
    private(set) var total = 0

    mutating func add(_ kind: String) {
        counts[kind, default: 0] += 1
        total += 1
    }
}
