import Testing

@testable import Experiment

@Suite("The order of trials")
struct TrialOrderTests {
    @Test("every arm runs once at every load in every block", arguments: [UInt64(1), 2, 99])
    func everyCellOnceABlock(seed: UInt64) {
        let order = TrialOrder.make(arms: 3, loads: 4, blocks: 5, seed: seed)
        let counted = order.filter { !$0.discarded }
        #expect(counted.count == 3 * 4 * 5)
        #expect(Set(counted.map { [$0.block, $0.load, $0.arm] }).count == 3 * 4 * 5)
    }

    @Test("two arms read ABBA or BAAB over two blocks at each load", arguments: UInt64(0)..<20)
    func mirrored(seed: UInt64) {
        let order = TrialOrder.make(arms: 2, loads: 3, blocks: 2, seed: seed).filter { !$0.discarded }
        for load in 0..<3 {
            let arms = order.filter { $0.load == load }.map(\.arm)
            #expect(arms == [0, 1, 1, 0] || arms == [1, 0, 0, 1])
        }
    }

    @Test("both orders occur over many seeds, so neither arm always goes first")
    func bothOrders() {
        let first = (UInt64(0)..<200).map {
            TrialOrder.make(arms: 2, loads: 1, blocks: 1, seed: $0)[1].arm
        }
        let share = Double(first.filter { $0 == 0 }.count) / 200
        // Binomial(200, 1/2) lies outside this with probability below 1e-4.
        #expect(abs(share - 0.5) < 0.14)
    }

    @Test("the arms of a load stand next to each other")
    func adjacent() {
        let order = TrialOrder.make(arms: 2, loads: 4, blocks: 3, seed: 7).filter { !$0.discarded }
        for pair in stride(from: 0, to: order.count, by: 2) {
            #expect(order[pair].load == order[pair + 1].load)
            #expect(order[pair].block == order[pair + 1].block)
        }
    }

    @Test("exactly the first trial is discarded and positions count up")
    func discardsTheFirst() {
        let order = TrialOrder.make(arms: 2, loads: 3, blocks: 3, seed: 1)
        #expect(order.map(\.discarded) == [true] + Array(repeating: false, count: 18))
        #expect(order.map(\.position) == Array(0...18))
    }

    @Test("a seed always gives the same order, and another seed another one")
    func seeded() {
        #expect(
            TrialOrder.make(arms: 2, loads: 5, blocks: 4, seed: 3)
                == TrialOrder.make(arms: 2, loads: 5, blocks: 4, seed: 3))
        #expect(
            TrialOrder.make(arms: 2, loads: 5, blocks: 4, seed: 3)
                != TrialOrder.make(arms: 2, loads: 5, blocks: 4, seed: 4))
    }
}
