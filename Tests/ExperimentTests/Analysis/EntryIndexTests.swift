import Testing

@testable import Experiment

@Suite("The index over a log")
struct EntryIndexTests {
    private func index(_ seqs: [UInt64]) -> EntryIndex {
        let entries = seqs.map {
            LogEntry(seq: $0, event: "task_update", room: EntryIndex.room, timestamp: Int64($0 % 1000))
        }
        return EntryIndex(ServerLog(entries: entries, complete: true), eligible: 0..<1000)
    }

    @Test(
        "How many entries a claimed seq covers, with and without gaps, however large the claim",
        arguments: [
            ([], 5, 0), ([3, 4, 5], 2, 0), ([3, 4, 5], 3, 1), ([3, 4, 5], 5, 3), ([3, 4, 5], 6, 3),
            ([3, 4, 5], 1 << 63, 3), ([3, 4, 5], .max, 3), ([3, 5, 9], 4, 1), ([3, 5, 9], .max, 3),
            ([1], .max, 1), ([.max], .max, 1), ([0], .max, 1),
        ] as [([UInt64], UInt64, Int)])
    func covers(seqs: [UInt64], claimed: UInt64, places: Int) {
        #expect(index(seqs).placeAfter(claimed) == places)
    }

    @Test("An entry is found where it is, and nothing else is")
    func finds() {
        for seqs: [UInt64] in [[3, 4, 5], [3, 5, 9], [.max - 1, .max]] {
            let index = index(seqs)
            for (place, seq) in seqs.enumerated() { #expect(index.place(of: seq) == place) }
            for seq: UInt64 in [0, 2, 10, .max - 2] { #expect(index.place(of: seq) == nil) }
        }
    }
}
