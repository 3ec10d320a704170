import Scenarios
import Testing

@testable import Experiment

@Suite("The rate over a trial and its integral")
struct RateProfileTests {
    static let second: Int64 = 1_000_000_000
    static let ramp = LoadShape.ramp(from: 2, to: 12)
    static let steps = LoadShape.steps([
        LoadStep(rate: 5, length: 2 * second), LoadStep(rate: 0, length: second),
        LoadStep(rate: 20, length: second),
    ])
    static let spike = LoadShape.spike(base: 1, peak: 50, at: 4 * second, length: second / 2)

    /// A shape, seconds, and L(t) as worked out by hand.
    struct Known: Sendable {
        var shape: LoadShape
        var seconds: Double
        var expected: Double

        init(_ shape: LoadShape, _ seconds: Double, _ expected: Double) {
            self.shape = shape
            self.seconds = seconds
            self.expected = expected
        }
    }

    /// Warm-up 1 s, steady state 10 s.
    static let known: [Known] = [
        Known(.constant(3), 11, 33), Known(.constant(0), 11, 0), Known(.constant(4), 0.5, 2),
        // The warm-up has 2 a second; then 2 s + s^2/2.
        Known(ramp, 1, 2), Known(ramp, 2, 4.5), Known(ramp, 11, 72), Known(ramp, 0.5, 1),
        Known(.ramp(from: 10, to: 0), 11, 60), Known(.ramp(from: 10, to: 0), 6, 47.5),
        // 5 in the warm-up, 10 in the first step, nothing in the second; the last goes on to the end.
        Known(steps, 1, 5), Known(steps, 3, 15), Known(steps, 4, 15), Known(steps, 5, 35),
        Known(steps, 11, 155),
        Known(spike, 5, 5), Known(spike, 5.25, 17.5), Known(spike, 5.5, 30), Known(spike, 11, 35.5),
    ]

    @Test("the integral is the closed form's", arguments: known)
    func integral(known: Known) {
        let profile = RateProfile(known.shape, warmUp: Self.second, steady: 10 * Self.second)
        #expect(abs(profile.expected(until: Int64(known.seconds * 1e9)) - known.expected) < 1e-6)
        if known.seconds == 11 { #expect(abs(profile.expected - known.expected) < 1e-6) }
    }

    static let inverted: [LoadShape] = [
        .constant(7), ramp, .ramp(from: 12, to: 2), .ramp(from: 0, to: 9), .ramp(from: 9, to: 0),
        .ramp(from: 5, to: 5.000000001), steps, spike,
    ]

    @Test(
        "the instant that reaches a count is the integral's inverse",
        arguments: inverted)
    func inverse(shape: LoadShape) {
        let profile = RateProfile(shape, warmUp: Self.second, steady: 10 * Self.second)
        var last: Int64 = 0
        for part in 0..<1000 {
            let count = profile.expected * Double(part) / 1000
            let instant = profile.time(reaching: count)
            #expect(abs(profile.expected(until: instant) - count) < 1e-5)
            #expect(instant >= last && instant <= 11 * Self.second)
            last = instant
        }
    }

    @Test("what a shape has beyond the steady state is cut off, as in the short discarded trial")
    func cut() {
        let profile = RateProfile(Self.steps, warmUp: 0, steady: Self.second)
        #expect(abs(profile.expected - 5) < 1e-9)
        #expect(abs(RateProfile(Self.spike, warmUp: 0, steady: Self.second).expected - 1) < 1e-9)
    }

    @Test("nothing is expected of an idle shape or an empty trial")
    func nothing() {
        #expect(RateProfile(.constant(0), warmUp: 5, steady: 5).expected == 0)
        #expect(RateProfile(.constant(5), warmUp: 0, steady: 0).expected == 0)
        #expect(RateProfile(.ramp(from: 0, to: 0), warmUp: 0, steady: 5).expected == 0)
    }
}
