import Testing

@testable import LoadEngine

@Suite("Distinct sequence numbers")
struct SeqWindowTests {
    private static func fresh(_ seqs: [UInt64]) -> [Bool] {
        var window = SeqWindow()
        return seqs.map { window.insert($0) }
    }

    @Test(
        "Every number counts once, in whatever order",
        arguments: [
            ([1, 2, 3], [true, true, true]),
            ([5, 5, 5], [true, false, false]),
            ([0, 0], [true, false]),
            ([10, 7, 8, 7, 9, 10, 11], [true, true, true, false, true, false, true]),
            // The first number may not be the smallest.
            ([2000, 977, 976, 975, 977], [true, true, false, false, false]),
            // A jump empties the window, and what lies in its reach counts.
            ([1, 1_000_000, 1, 999_999, 1_000_000], [true, true, false, true, false]),
            // One ring's length apart share a place.
            ([3, 1027, 3, 1027, 4], [true, true, false, false, true]),
            ([.max, 0, .max - 1023, .max - 1024, .max], [true, false, true, false, false]),
        ] as [([UInt64], [Bool])])
    func known(seqs: [UInt64], expected: [Bool]) {
        #expect(Self.fresh(seqs) == expected)
    }

    @Test("Agrees with a set while nothing is later than the window is wide", arguments: 0..<20)
    func agreesWithASet(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var window = SeqWindow()
        var seen: Set<UInt64> = []
        var top: UInt64 = 1 << 20
        for _ in 0..<20_000 {
            top +=
                UInt64.random(in: 0..<100, using: &random) == 0
                ? .random(in: 0..<3000, using: &random) : .random(in: 0..<3, using: &random)
            let late = top - UInt64.random(in: 0..<SeqWindow.width, using: &random)
            for seq in [top, late] {
                let isNew = seen.insert(seq).inserted
                #expect(window.insert(seq) == isNew)
            }
        }
    }

    @Test("Never counts too many, whatever comes", arguments: 0..<5)
    func neverTooMany(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var window = SeqWindow()
        var distinct: Set<UInt64> = []
        var counted = 0
        for _ in 0..<20_000 {
            let seq = UInt64.random(in: 0..<8000, using: &random)
            distinct.insert(seq)
            if window.insert(seq) { counted += 1 }
            #expect(counted <= distinct.count)
        }
        #expect(counted > 0)
    }
}
