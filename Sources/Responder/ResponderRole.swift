/// What a responder with drawn behaviour is used to check.
package enum ResponderRole: String, Sendable, CaseIterable, Codable {
    /// Entries by themselves, immediate and batched, with delays, losses, duplicates and swaps.
    case push
    /// States that change, and answers that take time.
    case polling
    /// The same for who asks with an entity tag, with states that often have not changed.
    case conditionalPolling = "conditional-polling"
    /// Pages of the log that take time, with losses, duplicates and swaps.
    case eventPolling = "event-polling"
    /// As `push`, over Engine.IO's HTTP long-polling.
    case longPolling = "long-polling"
    /// Tasks whose acceptance and work take time; no entries by themselves.
    case tasks
}

extension ResponderBehavior {
    /// A behaviour for a role whose every figure comes from `seed`: delays between 0.2 and 500 ms, shares of
    /// losses, duplicates and swaps, rates.
    package static func drawn(for role: ResponderRole, seed: UInt64) -> ResponderBehavior {
        // Not the stream that the responder itself draws from.
        var random = ResponderRandom(seed: seed ^ 0x9E37_79B9_7F4A_7C15)
        var behavior = ResponderBehavior(seed: seed)
        switch role {
        case .push, .longPolling:
            behavior.eventsPerSecond = .random(in: 60...140, using: &random)
            behavior.addedDelay = delays(using: &random)
            behavior.positionDelay = .random(in: 20_000...500_000, using: &random)
            behavior.batchedShare = .random(in: 0.2...0.6, using: &random)
            behavior.batchWindow = .random(in: 5_000_000...200_000_000, using: &random)
            drawFaults(of: &behavior, using: &random)
        case .polling:
            behavior.eventsPerSecond = .random(in: 40...160, using: &random)
            behavior.pollDelay = delays(using: &random)
        case .conditionalPolling:
            // Between the polls of one client about one entry: some polls meet a new state, others do not. Gaps
            // last up to one and a half times their mean: at most 1.25 s, so that the shortest steady state,
            // of 1.5 s, has an entry whose latency can be compared.
            behavior.eventsPerSecond = .random(in: 1.2...3, using: &random)
            behavior.pollDelay = delays(using: &random)
        case .eventPolling:
            behavior.eventsPerSecond = .random(in: 20...60, using: &random)
            // A poll can take several pages, and has to end before the next one.
            behavior.pageDelay = delays(upTo: 150_000_000, using: &random)
            behavior.eventPage = .random(in: 40...80, using: &random)
            drawFaults(of: &behavior, using: &random)
        case .tasks:
            behavior.eventsPerSecond = 0
            behavior.taskDelay = delays(using: &random).lowerBound
            behavior.taskDuration = delays(using: &random).lowerBound
        }
        return behavior
    }

    private static func drawFaults(
        of behavior: inout ResponderBehavior, using random: inout ResponderRandom
    ) {
        behavior.dropShare = .random(in: 0.005...0.05, using: &random)
        behavior.doubleShare = .random(in: 0.005...0.05, using: &random)
        behavior.swapShare = .random(in: 0.005...0.05, using: &random)
    }

    /// Between 0.2 and 500 ms; the shortest drawn on a logarithmic scale, so that short ones are as frequent
    /// as long ones, and up to twenty times as long.
    private static func delays(
        upTo most: Double = 500_000_000, using random: inout ResponderRandom
    ) -> ClosedRange<Int64> {
        let decades = Double.random(in: 0..<3, using: &random)
        var shortest: Double = 200_000
        // Ten to the power of `decades` without a mathematics library: whole decades, and the rest linearly.
        for _ in 0..<Int(decades) { shortest *= 10 }
        shortest *= 1 + 9 * (decades - decades.rounded(.down))
        let longest = min(most, shortest * Double.random(in: 1...20, using: &random))
        return Int64(min(shortest, longest))...Int64(longest)
    }
}
