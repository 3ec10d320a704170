import Statistics

/// One planned trial: which arm at which load, where in the run.
package struct PlannedTrial: Sendable, Equatable {
    /// Index into the scenario's arms.
    package var arm: Int
    /// Index into the scenario's load points.
    package var load: Int
    package var block: Int
    /// Place in the whole run, from 0; the discarded trial has it.
    package var position: Int
    package var discarded: Bool

    package init(arm: Int, load: Int, block: Int, position: Int, discarded: Bool) {
        self.arm = arm
        self.load = load
        self.block = block
        self.position = position
        self.discarded = discarded
    }
}

/// The order of a run's trials, balanced so that a drift of the machine falls on all arms alike.
///
/// A block holds every arm once at every load point. Load points come in random order; the arms of
/// a load stand next to each other, since a comparison pairs them. Two arms run in the order AB in
/// one block and BA in the next (or the other way round: a draw decides), which reads ABBA or
/// BAAB; more arms run in a random permutation and then in its reverse. An odd last block draws
/// anew. The first trial of all repeats the first cell and is discarded.
package enum TrialOrder {
    package static func make(arms: Int, loads: Int, blocks: Int, seed: UInt64) -> [PlannedTrial] {
        precondition(arms > 0 && loads > 0 && blocks > 0, "validated by Scenarios")
        var generator = SplitMix64(seed: seed)
        var planned: [PlannedTrial] = []
        var permutations: [[Int]] = []
        for block in 0..<blocks {
            if block.isMultiple(of: 2) {
                permutations = (0..<loads).map { _ in Array(0..<arms).shuffled(using: &generator) }
            } else {
                permutations = permutations.map { $0.reversed() }
            }
            for load in Array(0..<loads).shuffled(using: &generator) {
                for arm in permutations[load] {
                    planned.append(
                        PlannedTrial(arm: arm, load: load, block: block, position: 0, discarded: false))
                }
            }
        }
        var warmUp = planned[0]
        warmUp.discarded = true
        planned.insert(warmUp, at: 0)
        for index in planned.indices { planned[index].position = index }
        return planned
    }
}
