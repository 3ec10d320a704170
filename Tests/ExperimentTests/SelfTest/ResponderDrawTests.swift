import Experiment
import Responder
import Testing

@Suite("What a responder draws") struct ResponderDrawTests {
    @Test("delays lie between 0.2 and 500 ms and cover that range", arguments: ResponderRole.allCases)
    func bounds(role: ResponderRole) {
        var shortest = Int64.max
        var longest: Int64 = 0
        for seed in 1...500 {
            let behavior = ResponderBehavior.drawn(for: role, seed: UInt64(seed))
            let delays: [ClosedRange<Int64>] =
                switch role {
                case .push, .longPolling: [behavior.addedDelay]
                case .polling, .conditionalPolling: [behavior.pollDelay]
                case .eventPolling: [behavior.pageDelay]
                case .tasks:
                    [
                        behavior.taskDelay...behavior.taskDelay,
                        (behavior.taskDuration ?? 0)...(behavior.taskDuration ?? 0),
                    ]
                }
            for delay in delays {
                #expect(delay.lowerBound >= 200_000 && delay.upperBound <= 500_000_000)
                shortest = min(shortest, delay.lowerBound)
                longest = max(longest, delay.upperBound)
            }
        }
        #expect(shortest < 1_000_000)
        let least: Int64 =
            switch role {
            case .tasks: 150_000_000
            case .eventPolling: 140_000_000
            default: 400_000_000
            }
        #expect(longest > least)
    }

    /// A gap lasts up to one and a half times the mean one.
    @Test("no steady state is without an entry", arguments: ResponderRole.allCases.filter { $0 != .tasks })
    func entries(role: ResponderRole) {
        let shortest: Int64 = min(SelfTestPlan.quick.steady, SelfTestPlan.full.steady)
        for seed in 1...500 {
            let rate: Double = ResponderBehavior.drawn(for: role, seed: UInt64(seed)).eventsPerSecond
            #expect(1.5e9 / rate < Double(shortest))
        }
    }

    @Test("the same seed draws the same, another one something else")
    func repeatable() {
        let first = ResponderBehavior.drawn(for: .push, seed: 5)
        #expect(first == ResponderBehavior.drawn(for: .push, seed: 5))
        #expect(first.addedDelay != ResponderBehavior.drawn(for: .push, seed: 6).addedDelay)
    }
}
