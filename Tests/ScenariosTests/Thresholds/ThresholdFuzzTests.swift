import Testing

@testable import Scenarios

/// Random expressions, sensible and senseless.
@Suite struct ThresholdFuzzTests {
    private static let pieces: [String] = [
        "push", "polling", "long-polling", "lost", "errors", "updateLatency", "p99", "mean", "traffic", "up",
        "server", "cpuPercent", "submissions", ".", ".", "@", "@10", "/", "-", " - ", " ", " ", "<", "<=",
        "==",
        "=", "!", "0", "50ms", "20%", "1.5", "99999999999999999999", "every", "5s", "\"", "'", "\"x y\"", "é",
        "💥", "\u{0}", "\n", "(", "&", "\u{301}", "µs",
    ]

    @Test("random expressions never trap, and errors stand within them", arguments: 0..<2)
    func noise(seed: Int) {
        var generator = SplitMix(state: UInt64(seed) &* 104_729 &+ 3)
        var read: Int = 0
        for _ in 0..<2_000 {
            var text: String = ""
            for _ in 0...(generator.next() % 14) {
                text += Self.pieces[Int(generator.next() % UInt64(Self.pieces.count))]
            }
            read += check(text) ? 1 : 0
        }
        let long = String(repeating: "push.", count: 20_000)
        #expect(!check(long))
        #expect(read < 2_000)
    }

    @Test("every expression reads back from its own text", arguments: 0..<2)
    func roundTrip(seed: Int) throws {
        var generator = SplitMix(state: UInt64(seed) &* 15_485_863 &+ 7)
        func pick<Element>(_ all: [Element]) -> Element { all[Int(generator.next() % UInt64(all.count))] }
        let arms: [String] = [
            "push", "long-polling", "lost", "errors", "2nd", "every", "a b", "x'y", "x\"y", "@", "é",
        ]
        let loads: [String?] = [nil, "0", "0.2", "ramp-1-20", "rush hour", "@1"]
        for _ in 0..<500 {
            var figure: ThresholdFigure = pick(ThresholdFigure.all)
            if case .errors = figure { figure = .errors(kind: pick([nil, "timeout", "http 500", "7"])) }
            let left = ThresholdOperand(arm: pick(arms), figure: figure, load: pick(loads))
            let right = ThresholdOperand(arm: pick(arms), figure: figure, load: pick(loads))
            let combination: ThresholdExpression.Combination? = pick([nil, .ratio(right), .difference(right)])
            var expression = ThresholdExpression(
                left: left, combination: combination, comparison: pick(ThresholdComparison.allCases),
                limit: .zero)
            let dimension = expression.dimension
            let unit: ThresholdUnit = pick(ThresholdUnit.allCases.filter(dimension.accepts))
            let digits: String = "\(pick(["", "-"]))\(generator.next() % 100_000).\(generator.next() % 1_000)"
            expression.limit = try #require(ThresholdQuantity(digits, unit: unit))
            if combination == nil, figure.hasWindows {
                expression.window = pick([nil, 1_000_000_000, 90_500_000_000])
            }
            #expect(try ThresholdParser.parse("\(expression)") == expression, "\(expression)")
        }
    }

    /// - Returns: whether it could be read.
    private func check(_ text: String) -> Bool {
        do {
            let expression = try ThresholdParser.parse(text)
            let again = try? ThresholdParser.parse("\(expression)")
            #expect(again == expression, "\(text)")
            return true
        } catch {
            #expect(error.range.lowerBound >= 0)
            #expect(error.range.upperBound <= error.text.unicodeScalars.count)
            #expect(error.excerpt.count == 2 && !error.excerpt.contains { $0.contains("\n") })
            #expect(!error.complaint.what.isEmpty && !error.complaint.remedy.isEmpty)
            return false
        }
    }
}
