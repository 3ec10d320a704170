import Testing

@testable import SwarmCore

@Suite("Windows of badly connected clients")
struct QualityTierTests {
    @Test(
        "a score below 70 is fair, below 30 poor",
        arguments: [
            (100, .good), (70, .good), (69.9, .fair), (30, .fair), (29.9, .poor), (0, .poor),
        ] as [(Double, QualityTier)])
    func tiers(score: Double, tier: QualityTier) {
        #expect(QualityTier(score: score) == tier)
    }

    private func batches(_ probe: Probe, _ tier: QualityTier) -> [Emission] {
        probe.emissions.filter { $0.audience == .tier(tier) && $0.type == .taskUpdate }
    }

    @Test("each tier with clients gets its own batches: at least 2 s and 50, 5 s and 100")
    func windows() throws {
        let probe = Probe()
        probe.swarm.moveClient(from: nil, to: .fair, now: probe.now)
        probe.swarm.moveClient(from: nil, to: .poor, now: probe.now)
        try probe.submit(milliseconds: 10_000)
        probe.advance(milliseconds: 1_999)
        #expect(batches(probe, .good).count == 1)
        #expect(batches(probe, .fair).isEmpty)
        probe.advance(milliseconds: 1)
        #expect(batches(probe, .fair).map(\.count) == [2])
        probe.advance(milliseconds: 2_999)
        #expect(batches(probe, .poor).isEmpty)
        probe.advance(milliseconds: 1)
        #expect(batches(probe, .poor).map(\.count) == [2])
        for _ in 0..<100 { try probe.submit() }
        #expect(batches(probe, .fair).map(\.count) == [2, 50, 50])
        #expect(batches(probe, .poor).map(\.count) == [2, 100])
    }

    @Test("a tier without clients costs nothing")
    func unused() throws {
        let probe = Probe()
        probe.swarm.moveClient(from: nil, to: .fair, now: probe.now)
        try probe.submit()
        probe.swarm.moveClient(from: .fair, to: nil, now: probe.now)
        probe.advance(milliseconds: 10_000)
        #expect(batches(probe, .fair).isEmpty)
        #expect(batches(probe, .poor).isEmpty)
    }

    @Test("a client that changes its tier gets every event once and in order")
    func moving() throws {
        let probe = Probe { $0.teams = 20 }
        var generator = SplitMix64(seed: 7)
        var tier = QualityTier.good
        var seen: [UInt64] = []
        var read = 0
        func receive() {
            for emission in probe.emissions[read...] where emission.type == .taskUpdate {
                guard emission.audience == .tier(tier) else { continue }
                let items = (try? JSON(emission.payload)["batch"].items) ?? []
                let sequences = items.compactMap { $0["seq"].number.map { UInt64($0) } }
                #expect(sequences.count == emission.count)
                #expect(sequences.first == emission.firstSequence)
                #expect(sequences.last == emission.lastSequence)
                seen += sequences
            }
            read = probe.emissions.count
        }
        probe.swarm.moveClient(from: nil, to: tier, now: probe.now)
        for _ in 0..<300 {
            try probe.submit("web_research", milliseconds: nil)
            probe.advance(milliseconds: Double(generator.next() % 1_500))
            receive()
            if generator.next() % 4 == 0 {
                let next = QualityTier.allCases[Int(generator.next() % 3)]
                probe.swarm.moveClient(from: tier, to: next, now: probe.now)
                receive()
                tier = next
            }
        }
        probe.swarm.flushWindows(now: probe.now)
        receive()
        let first = try #require(seen.first)
        let expected = try probe.entries(after: first - 1).filter { $0.type == .taskUpdate }.map(\.sequence)
        #expect(seen == expected)
        #expect(seen.count >= 600)
    }
}
