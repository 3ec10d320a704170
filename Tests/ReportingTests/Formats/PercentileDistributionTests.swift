import Foundation
import Histogram
import Results
import Testing

@testable import Reporting

@Suite struct PercentileDistributionTests {
    /// 90 at 1 ms, 9 at 2 ms, 1 at 4 ms. Levels: 0 to 50 by tens, to 75 by fives, to 87.5 by 2.5, to 93.75 by
    /// 1.25, to 96.875 by 0.625, to 98.4375 by 0.3125, then by 0.15625: 98.90625 is the last that 99 samples
    /// reach, 99.0625 the first that needs the hundredth.
    @Test("rows are at the percentile levels, five in each halving of the distance to 100 %")
    func rows() {
        let rows = PercentileDistribution(
            SampleDocument.histogram([[1_000_000, 90], [2_000_000, 9], [4_000_000, 1]])
        ).rows()
        let first: [Double] = [
            0, 10, 20, 30, 40, 50, 55, 60, 65, 70, 75, 77.5, 80, 82.5, 85, 87.5, 88.75, 90,
        ]
        #expect(zip(rows, first).allSatisfy { abs($0.level * 100 - $1) < 1e-9 })
        #expect(rows.prefix(18).allSatisfy { $0.value == 1_000_000 && $0.count == 90 })
        #expect(rows[18] == .init(value: 2_000_000, level: 0.9125, count: 99))
        let second = rows.filter { $0.value == 2_000_000 }
        #expect(second.last?.level == 0.9890625)
        #expect(
            rows.suffix(2) == [
                .init(value: 4_000_000, level: 0.990625, count: 100),
                .init(value: 4_000_000, level: 1, count: 100),
            ])
    }

    @Test("the text has the columns, the last row without a fourth, and the footer")
    func text() {
        let text = PercentileDistribution(SampleDocument.histogram([[3_500_000, 4]])).text()
        #expect(
            text == """
                       Value     Percentile TotalCount 1/(1-Percentile)

                       3.500 0.000000000000          4           1.00
                       3.500 1.000000000000          4
                #[Mean    =        3.500, StdDeviation   =        0.000]
                #[Max     =        3.500, Total count    =            4]
                #[Buckets =           12, SubBuckets     =         2048]
                #[Events  = 4: too few for 0.99 and above, which needs 1000]

                """)
    }

    @Test("what never arrived ends the levels below 100 %, and is said")
    func infinite() {
        // Three of four: 75 % is reached, 77.5 % is not.
        let distribution = PercentileDistribution(
            SampleDocument.histogram([[1_000, 2], [2_000, 1]], infinite: 1))
        #expect(distribution.rows().last == .init(value: 2_000, level: 0.75, count: 3))
        #expect(distribution.text().contains("#[Never arrived = 1 of 4: above every value here]"))
        #expect(!distribution.text().contains(" 1.000000000000 "))
    }

    @Test(
        "how far up the events carry the distribution is said",
        arguments: [
            (999, "#[Events  = 999: too few for 0.99 and above, which needs 1000]"),
            (1_000, "#[Events  = 1000: too few for 0.999 and above, which needs 10000]"), (10_000, nil),
        ])
    func events(count: Int, line: String?) {
        var histogram = SampleDocument.histogram([[1_000, 100]])
        histogram.events = count
        let lines = PercentileDistribution(histogram).text().split(separator: "\n").map(String.init)
        #expect(lines.first { $0.hasPrefix("#[Events") } == line)
    }

    @Test("an empty histogram has no rows")
    func empty() {
        #expect(PercentileDistribution(.empty(unit: "ns")).rows().isEmpty)
    }

    /// The plotter takes lines of four words that do not begin with `#` as a point: the first word is the
    /// value, the fourth the place on the axis.
    @Test("the public plotter reads a point from every row but the last")
    func plotter() throws {
        let distribution = PercentileDistribution(
            SampleDocument.histogram([[1_000_000, 90], [2_000_000, 9], [4_000_000, 1]]))
        let points: [(x: Double, y: Double)] = distribution.text().split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard line.first != "#", words.count == 4, let y = Double(words[0]), let x = Double(words[3])
            else { return nil }
            return (x, y)
        }
        #expect(points.count == distribution.rows().count - 1)
        #expect(points.first?.x == 1 && points.first?.y == 1)
        #expect(points.last?.x == 106.67 && points.last?.y == 4)
    }

    /// Another implementation of HdrHistogram, which prints its distributions itself.
    @Test("HdrHistogram prints the same rows of the same samples, and the same footer")
    func peer() throws {
        // Over ten decades, from a linear congruential generator.
        var samples: [UInt64] = [0, 1, 2_047, 2_048, 2_049]
        var state: UInt64 = 1
        for _ in 0..<3_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            samples.append(UInt64(exp(24 * Double(state >> 11) / Double(1 << 53))))
        }
        var peer = Histogram<UInt64>(highestTrackableValue: 2, numberOfSignificantValueDigits: .three)
        peer.autoResize = true
        for sample in samples { peer.record(sample) }
        var printed = ""
        peer.outputPercentileDistribution(to: &printed, outputValueUnitScalingRatio: 1e6)
        var histogram = SampleDocument.histogram(
            peer.recordedValues().map { [peer.highestEquivalentForValue($0.value), $0.count] })
        histogram.sum = Double(samples.reduce(0, +))
        histogram.max = samples.max() ?? 0
        let theirs: [String] = printed.split(separator: "\n").map(String.init)
        let ours: [String] = PercentileDistribution(histogram).text().split(separator: "\n").map(String.init)
        let isRow: (String) -> Bool = { !$0.hasPrefix("#") }
        #expect(ours.filter(isRow).count > 60)
        #expect(ours.filter(isRow) == theirs.filter(isRow))
        let numbers: (ours: [String: Double], theirs: [String: Double]) = (
            Self.footer(ours.joined(separator: "\n")), Self.footer(theirs.joined(separator: "\n"))
        )
        // It works with the buckets' middles; sum and maximum here are exact.
        for name in ["Mean", "StdDeviation", "Max"] {
            let ratio: Double = try #require(numbers.ours[name]) / #require(numbers.theirs[name])
            #expect(abs(ratio - 1) < 1e-3, "\(name)")
        }
        for name in ["count", "Buckets", "SubBuckets"] { #expect(numbers.ours[name] == numbers.theirs[name]) }
    }

    /// `name = number` of the lines that begin with `#`.
    private static func footer(_ text: String) -> [String: Double] {
        var numbers: [String: Double] = [:]
        for match in text.matches(of: /(\w+) +=\s+([0-9.]+)/) {
            numbers[String(match.output.1)] = Double(match.output.2)
        }
        return numbers
    }
}
