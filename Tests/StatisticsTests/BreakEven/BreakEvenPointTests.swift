import Foundation
import Statistics
import Testing

@Suite("BreakEvenPoint")
struct BreakEvenPointTests {
    private func crossing(_ point: BreakEvenPoint) -> (rate: Double, value: Double)? {
        guard case .crossing(let rate, let value, _) = point.place else { return nil }
        return (rate, value)
    }

    @Test("power laws are straight on logarithms, so their crossing is exact")
    func powerLaws() throws {
        // 8 and 2 x^(1/2) meet at 16.
        let points = [1.0, 4, 100].map { ($0, 8.0, 2 * $0.squareRoot()) }
        let found = try #require(crossing(BreakEvenPoint(points)))
        #expect(abs(found.rate - 16) < 1e-9)
        #expect(abs(found.value - 8) < 1e-9)
    }

    @Test("measured close enough, the closed forms of traffic meet where their root is")
    func closedForm() throws {
        let window = BatchWindow(window: 0.1)
        let polling: Double = WireTraffic.polling(payloadBytes: 1_294, interval: 1)
        func push(_ rate: Double) -> Double {
            6.6 + WireTraffic.push(rate: rate, itemBytes: 180, batchBytes: 220, window: window)
        }
        let exact: Double = try #require(
            WireTraffic.breakEven(
                pollingBytesPerSecond: polling, heartbeatBytesPerSecond: 6.6,
                push: { WireTraffic.push(rate: $0, itemBytes: 180, batchBytes: 220, window: window) }))
        let rates: [Double] = (0...40).map { 0.1 * pow(10, Double($0) / 10) }
        let found = try #require(crossing(BreakEvenPoint(rates.map { ($0, polling, push($0)) })))
        #expect(abs(found.rate / exact - 1) < 0.005)
    }

    @Test("nothing is extrapolated: without a crossing the point is outside the measured range")
    func outside() {
        let below = BreakEvenPoint([(1, 10, 1), (10, 10, 5)])
        #expect(below.place == .outside(candidateIsLess: true, measured: 1...10))
        let above = BreakEvenPoint([(1, 10, 11), (10, 10, 50)])
        #expect(above.place == .outside(candidateIsLess: false, measured: 1...10))
    }

    @Test("values that are equal at a measured rate break even there, once")
    func equal() throws {
        let middle = BreakEvenPoint([(1, 10, 1), (5, 10, 10), (20, 10, 40)])
        #expect(try abs(#require(crossing(middle)).rate - 5) < 1e-9)
        #expect(middle.others == 0)
        let first = BreakEvenPoint([(1, 10, 10), (5, 10, 20)])
        #expect(try abs(#require(crossing(first)).rate - 1) < 1e-9)
    }

    @Test("curves that cross again are said to")
    func several() {
        let point = BreakEvenPoint([(1, 10, 5), (2, 10, 20), (4, 10, 5), (8, 10, 20)])
        #expect(point.others == 2)
    }

    @Test("rates or values of zero have no logarithm, and one rate has no line")
    func unknown() {
        #expect(BreakEvenPoint([]).place == .unknown)
        #expect(BreakEvenPoint([(0, 10, 5), (2, 10, 20)]).place == .unknown)
        #expect(BreakEvenPoint([(1, 10, 0), (2, 10, .nan)]).place == .unknown)
        #expect(BreakEvenPoint([(1, 10, 10), (2, 10, 10)]).place == .unknown)
    }
}
