import Testing

@testable import Scenarios

/// An expression, what it means, and how it is written back.
struct ReadExpression: Sendable, CustomTestStringConvertible {
    var text: String
    var expression: ThresholdExpression
    var canonical: String

    init(_ text: String, _ expression: ThresholdExpression, as canonical: String? = nil) {
        self.text = text
        self.expression = expression
        self.canonical = canonical ?? text
    }

    var testDescription: String { text }
}

/// An operand without the labels.
func of(_ figure: ThresholdFigure, _ arm: String? = nil, at load: String? = nil) -> ThresholdOperand {
    ThresholdOperand(arm: arm, figure: figure, load: load)
}

func quantity(_ digits: String, _ unit: ThresholdUnit = .none) -> ThresholdQuantity {
    ThresholdQuantity(digits, unit: unit) ?? .zero
}

@Suite struct ThresholdParserTests {
    @Test(
        "an expression is read as what it says, and written back in one way",
        arguments: [
            ReadExpression(
                "lost == 0",
                ThresholdExpression(left: of(.scalar(.lost)), comparison: .equal, limit: .zero)),
            ReadExpression(
                "push.deliveryLatency.p99 < 50ms every 5s",
                ThresholdExpression(
                    left: of(.latency(.delivery, .p99), "push"), comparison: .less,
                    limit: quantity("50", .milliseconds), window: 5_000_000_000)),
            ReadExpression(
                "push.traffic / polling.traffic < 0.2",
                ThresholdExpression(
                    left: of(.scalar(.traffic), "push"),
                    combination: .ratio(of(.scalar(.traffic), "polling")), comparison: .less,
                    limit: quantity("0.2"))),
            ReadExpression(
                "push/polling traffic.up@0.2<20 %",
                ThresholdExpression(
                    left: of(.scalar(.trafficUp), "push", at: "0.2"),
                    combination: .ratio(of(.scalar(.trafficUp), "polling", at: "0.2")), comparison: .less,
                    limit: quantity("20", .percent)),
                as: "push.traffic.up@0.2 / polling.traffic.up@0.2 < 20%"),
            ReadExpression(
                "long-polling.server.cpuPercent@10 - push.server.cpuPercent@10 >= -5.50 %",
                ThresholdExpression(
                    left: of(.scalar(.cpuPercent), "long-polling", at: "10"),
                    combination: .difference(of(.scalar(.cpuPercent), "push", at: "10")),
                    comparison: .greaterOrEqual, limit: quantity("-5.5", .percent)),
                as: "long-polling.server.cpuPercent@10 - push.server.cpuPercent@10 >= -5.5%"),
            ReadExpression(
                "submissions.responseTime.p99@ramp-1-20 <= 0100.0 ms",
                ThresholdExpression(
                    left: of(.latency(.responseTime, .p99), at: "ramp-1-20"), comparison: .lessOrEqual,
                    limit: quantity("100", .milliseconds)),
                as: "submissions.responseTime.p99@ramp-1-20 <= 100ms"),
            ReadExpression(
                "errors != 0",
                ThresholdExpression(left: of(.errors(kind: nil)), comparison: .notEqual, limit: .zero)),
            ReadExpression(
                "push.errors.timeout <= 3",
                ThresholdExpression(
                    left: of(.errors(kind: "timeout"), "push"), comparison: .lessOrEqual,
                    limit: quantity("3"))),
            ReadExpression(
                "errors.'http 500' == -0.0",
                ThresholdExpression(
                    left: of(.errors(kind: "http 500")), comparison: .equal, limit: .zero),
                as: "errors.\"http 500\" == 0"),
            ReadExpression(
                "\"lost\".lost@'a b' > 1",
                ThresholdExpression(
                    left: of(.scalar(.lost), "lost", at: "a b"), comparison: .greater, limit: quantity("1")),
                as: "\"lost\".lost@\"a b\" > 1"),
            ReadExpression(
                "'2nd'.server.residentBytes < 64MiB",
                ThresholdExpression(
                    left: of(.scalar(.residentBytes), "2nd"), comparison: .less,
                    limit: quantity("64", .mebibytes)),
                as: "\"2nd\".server.residentBytes < 64MiB"),
            ReadExpression(
                "'a\"b'.updates > 0",
                ThresholdExpression(
                    left: of(.scalar(.updates), "a\"b"), comparison: .greater, limit: .zero)),
            ReadExpression(
                "\tpush.updateLatency.mean<2m every 1m30s ",
                ThresholdExpression(
                    left: of(.latency(.update, .mean), "push"), comparison: .less,
                    limit: quantity("2", .minutes), window: 90_000_000_000),
                as: "push.updateLatency.mean < 2min every 1m30s"),
        ])
    func reading(_ read: ReadExpression) throws {
        let expression = try ThresholdParser.parse(read.text)
        #expect(expression == read.expression)
        #expect("\(expression)" == read.canonical)
        #expect(try ThresholdParser.parse(read.canonical) == read.expression)
    }

    @Test("every figure reads back from its own name")
    func figures() throws {
        for figure in ThresholdFigure.all {
            let limit: String =
                switch figure.dimension {
                case .time: "1.5s"
                case .bytes, .bytesPerClientHour: "3kB"
                case .percent, .share: "20%"
                case .count, .rate, .factor: "7"
                }
            let text: String = "push.\(figure) < \(limit)"
            let expression = try ThresholdParser.parse(text)
            #expect(expression.left == of(figure, "push"))
            #expect("\(expression)" == text)
        }
        #expect(Set(ThresholdFigure.all.map(\.description)).count == ThresholdFigure.all.count)
    }

    @Test(
        "limits are in the unit that results have",
        arguments: [
            ("updateLatency.p50 < 50ms", 50, "ms"), ("updateLatency.p50 < 0.3us", 0.0003, "ms"),
            ("updateLatency.p50 < 2s", 2_000, "ms"), ("updateLatency.p50 < 250000ns", 0.25, "ms"),
            ("updateLatency.p50 < 1.5min", 90_000, "ms"), ("updateLatency.p50 < 1h", 3_600_000, "ms"),
            ("updateLatency.p50 > 0", 0, "ms"), ("server.cpuMicrosecondsPerUpdate < 9us", 0.009, "ms"),
            ("traffic < 1.5MB", 1_500_000, "bytes/client/h"), ("traffic.up < 500B", 500, "bytes/client/h"),
            ("server.residentBytes < 64KiB", 65_536, "bytes"), ("server.residentBytes < 2GB", 2e9, "bytes"),
            ("server.residentBytes < 1MiB", 1_048_576, "bytes"),
            ("server.cpuPercent < 80%", 80, "%"), ("server.cpuPercent < 80", 80, "%"),
            ("staleShare < 5%", 0.05, ""), ("staleShare < 0.05", 0.05, ""), ("lost == 12", 12, ""),
            ("a.traffic / b.traffic < 20%", 0.2, ""),
            ("a.traffic - b.traffic < 2kB", 2_000, "bytes/client/h"),
            ("submissions.acceptedPerSecond >= 9.5", 9.5, "/s"),
        ] as [(String, Double, String)])
    func limits(text: String, value: Double, unit: String) throws {
        let expression = try ThresholdParser.parse(text)
        #expect(expression.limitValue == value)
        #expect(expression.dimension.unit == unit)
    }

    @Test(
        "a comparison holds, and says how far off a value is",
        arguments: [
            (.less, 1, 2, true, -1), (.less, 2, 2, false, 0), (.lessOrEqual, 2, 2, true, 0),
            (.greater, 3, 2, true, -1), (.greater, 2, 2, false, 0), (.greaterOrEqual, 2, 2, true, 0),
            (.equal, 5, 2, false, 3), (.equal, 2, 2, true, 0), (.notEqual, 2, 2, false, 0),
            (.notEqual, 5, 2, true, -3),
        ] as [(ThresholdComparison, Double, Double, Bool, Double)])
    func comparisons(
        comparison: ThresholdComparison, value: Double, limit: Double, holds: Bool, badness: Double
    ) {
        #expect(comparison.holds(value, limit) == holds)
        #expect(comparison.badness(value, limit) == badness)
    }
}
