/// Looks at a fleet's clients a slice at a time, so that no turn of the loop waits for a walk over all.
struct Sweep {
    /// Most clients in one slice: some hundred microseconds of work where each is a cache miss.
    static let slice = 2048
    /// A few clients need no look at all of them each time: while messages are measured a round takes a second,
    /// and a tenth of one when its end is waited for.
    static let slicesInRound = 40
    static let slicesInHurriedRound = 4

    private let count: Int
    private var slice: Int
    private var position = 0
    private var fewestSoFar = Int.max
    /// The smallest number noted in the latest whole round; 0 before the first has ended, and `Int.max`
    /// without clients. Of a number that only grows this is never too much.
    private(set) var fewest: Int

    /// - Parameters:
    ///   - count: of the clients.
    ///   - isHurried: from the start.
    init(count: Int, isHurried: Bool = false) {
        self.count = count
        slice = Self.slice(of: count, in: isHurried ? Self.slicesInHurriedRound : Self.slicesInRound)
        fewest = count == 0 ? .max : 0
    }

    /// From here the fewest is waited for: shorter rounds, the first one begins now.
    mutating func hurry() {
        slice = Self.slice(of: count, in: Self.slicesInHurriedRound)
        position = 0
        fewestSoFar = .max
    }

    private static func slice(of count: Int, in parts: Int) -> Int {
        min(slice, (count + parts - 1) / parts)
    }

    /// The positions to look at now; each is noted before the next call.
    mutating func next() -> Range<Int> {
        let start = position
        let end = min(count, start + slice)
        position = end
        return start..<end
    }

    /// Takes one client's number.
    mutating func note(_ number: Int) {
        if number < fewestSoFar { fewestSoFar = number }
    }

    /// Ends a slice; the last one of a round brings out what the round found.
    mutating func endSlice() {
        guard position == count else { return }
        position = 0
        if count > 0 { fewest = fewestSoFar }
        fewestSoFar = .max
    }
}
