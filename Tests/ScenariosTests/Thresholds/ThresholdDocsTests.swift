import Foundation
import Testing

@testable import Scenarios

/// What docs/scenarios.md says of thresholds is so.
@Suite struct ThresholdDocsTests {
    /// From the heading to the next one.
    private static func section() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let docs = try String(contentsOf: root.appendingPathComponent("docs/scenarios.md"), encoding: .utf8)
        let behind = try #require(docs.components(separatedBy: "\n### `thresholds`\n").last)
        return try #require(behind.components(separatedBy: "\n### ").first)
    }

    private static let arms = """
        arms: [{name: polling, transport: interval-polling}, {name: push, transport: websocket}]
        load: {tasks-per-second: [0.2, 10]}

        """

    @Test("its examples are read as they stand")
    func examples() throws {
        let yaml = try #require(try Self.section().components(separatedBy: "```yaml\n").dropFirst().first)
        let example = try #require(yaml.components(separatedBy: "```").first)
        let scenario = try ScenarioReader.parse(Array((Self.arms + example).utf8), file: "x")
        #expect(scenario.thresholds.count == example.split(separator: "\n").count - 1)
        #expect(scenario.thresholds.last?.aborts == true)
        let quoted = try ScenarioReader.parse(
            Array(
                (Self.arms.replacing("push", with: "lost") + "thresholds:\n  - '\"lost\".updates > 0'").utf8),
            file: "x")
        #expect(quoted.thresholds.first?.expression.left.arm == "lost")
    }

    @Test("its table has every figure, every statistic and every unit")
    func table() throws {
        let section = try Self.section()
        for figure in ThresholdFigure.all {
            switch figure {
            case .latency(let latency, let statistic):
                #expect(
                    section.contains("`\(latency.rawValue)`") && section.contains("`.\(statistic.rawValue)`"))
            case .scalar(let scalar): #expect(section.contains("`\(scalar.rawValue)`"))
            case .errors: #expect(section.contains("`errors`, `errors.KIND`"))
            }
        }
        for unit in ThresholdUnit.names { #expect(section.contains("`\(unit)`"), "\(unit)") }
        for comparison in ThresholdComparison.allCases {
            #expect(section.contains("`\(comparison.rawValue)`"))
        }
    }

    @Test("its mistake is pointed at as it shows")
    func mistake() throws {
        let blank = String(repeating: "#\n", count: 8)
        let text = Self.arms + blank + "thresholds:\n  - push.trafik / polling.traffic < 0.2\n"
        do {
            _ = try ScenarioReader.parse(Array(text.utf8), file: "scenarios/mine.yaml")
            Issue.record("was read")
        } catch {
            #expect(try Self.section().contains("bench: \(error)\n"), "\(error)")
        }
    }

    @Test("the shipped scenario's thresholds are what it says they are")
    func shipped() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let scenario = try ScenarioReader.read(
            path: root.appendingPathComponent("scenarios/polling-vs-push.yaml").path)
        #expect(scenario.thresholds.count == 4)
        for threshold in scenario.thresholds {
            #expect(ThresholdForecast.doubt(threshold.expression, in: scenario) { "\($0)" } == nil)
        }
    }
}
