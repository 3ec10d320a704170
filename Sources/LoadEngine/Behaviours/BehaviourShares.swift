import Scenarios

/// Which client has which behaviour.
package enum BehaviourShares {
    /// How many of `clients` each weight gets: whole numbers that add up exactly, by largest remainders
    /// (Hamilton's method); of equal remainders the earlier weight's comes first.
    package static func counts(_ weights: [Double], clients: Int) -> [Int] {
        let sum: Double = weights.reduce(0, +)
        guard sum > 0, clients > 0 else { return weights.map { _ in 0 } }
        let quotas: [Double] = weights.map { Double(clients) * $0 / sum }
        var counts: [Int] = quotas.map { Int($0) }
        let order: [Int] = quotas.indices.sorted {
            let left: Double = quotas[$0] - Double(counts[$0])
            let right: Double = quotas[$1] - Double(counts[$1])
            return left == right ? $0 < $1 : left > right
        }
        let missing: Int = clients - counts.reduce(0, +)
        for place in order.prefix(max(0, missing)) { counts[place] += 1 }
        return counts
    }

    /// The behaviour's place for every client, spread by the seed; empty without behaviours, when all
    /// clients only listen.
    package static func assign(_ behaviours: [Behaviour], clients: Int, seed: UInt64) -> [UInt8] {
        guard !behaviours.isEmpty else { return [] }
        let counts = counts(behaviours.map(\.weight), clients: clients)
        var places: [UInt8] = counts.enumerated().flatMap { place, count in
            [UInt8](repeating: UInt8(truncatingIfNeeded: place), count: count)
        }
        var random = SeededGenerator(seed: seed, stream: 0xBE4A_710)
        places.shuffle(using: &random)
        return places
    }
}
