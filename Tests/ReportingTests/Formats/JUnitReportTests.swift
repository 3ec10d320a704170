import Foundation
import FoundationXML
import Results
import TestSupport
import Testing

@testable import Reporting

@Suite struct JUnitReportTests {
    private struct Suite: Decodable {
        struct Case: Decodable {
            struct Result: Decodable { var kind, type, message: String; var text: String? }
            var name, classname: String
            var time: Double
            var results: [Result]
        }
        var name, timestamp, hostname: String
        var properties: [String: String]
        var cases: [Case]
        var output: String?
        /// Tests, failures, errors, skipped, seconds: as the file says, and as its cases add up.
        var stated, counted: [Double]
    }

    /// As junitparser reads it.
    private func parsed(_ document: ResultsDocument) async throws -> [Suite] {
        let folder = try TemporaryFolder()
        let file = try folder.file("junit.xml", Array(JUnitReport.render(document).utf8))
        let output = try await PythonPeer.output(of: "formats_peer.py", arguments: ["junit", file])
        return try JSONDecoder().decode([Suite].self, from: Data(output.utf8))
    }

    private func failingRun() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.thresholds = [
            ThresholdResult(expression: "push.lost@10 == 0", value: 12, passed: false),
            ThresholdResult(expression: "polling.lost@10 == 0", value: 0, passed: true),
            ThresholdResult(expression: "push.traffic / polling.traffic < 0.2", value: nil, passed: false),
        ]
        document.verdict = .fail
        return document
    }

    @Test("a threshold is a case of its cell's suite, and fails with its value")
    func thresholds() async throws {
        let suites = try await parsed(failingRun())
        #expect(suites.map(\.name) == ["run", "polling@10", "push@10"])
        #expect(
            suites.map { $0.cases.map(\.name) } == [
                ["the run can be judged", "push.traffic / polling.traffic < 0.2"],
                ["the measurement is valid", "polling.lost@10 == 0"],
                ["the measurement is valid", "push.lost@10 == 0"],
            ])
        let failed = suites[2].cases[1]
        #expect(failed.classname == "sample.push@10")
        #expect(failed.results.map(\.kind) == ["failure"])
        #expect(failed.results[0].message == "push.lost@10 == 0 did not hold: the value is 12")
        #expect(failed.results[0].text == "threshold: push.lost@10 == 0\nvalue: 12")
        #expect(suites[0].cases[1].results[0].message.hasSuffix("the value is not known"))
        #expect(suites[1].cases.allSatisfy { $0.results.isEmpty })
    }

    @Test("the attributes of a suite are what its cases add up to")
    func sums() async throws {
        for suite in try await parsed(failingRun()) {
            #expect(suite.stated == suite.counted, "\(suite.name)")
            #expect(suite.timestamp == "2026-11-23T03:00:00")
            #expect(suite.properties["seed"] == "1" && suite.properties["scenario"] == "sample")
        }
        // Three trials of 1.5 s of warm-up and 7 s of steady state.
        #expect(try await parsed(failingRun())[2].stated == [2, 1, 0, 0, 25.5])
    }

    @Test("an invalid run is an error with its reasons, and so is a saturated cell")
    func invalid() async throws {
        var document = SampleDocument.busyRun()
        document.verdict = .invalid
        document.reasons = ["the clock stepped", "the server died"]
        document.cells[1].summary.generator.verdict = .saturated
        document.cells[1].summary.generator.reasons = ["CPU 97 %"]
        document.cells[1].summary.invalidReasons = ["stamps came late"]
        let suites = try await parsed(document)
        let run = suites[0].cases[0].results
        #expect(run.map(\.kind) == ["error"])
        #expect(run[0].message == "the clock stepped (and 1 more)")
        #expect(run[0].text == "the clock stepped\nthe server died")
        #expect(suites[1].cases[0].results.isEmpty)
        #expect(suites[2].cases[0].results[0].text == "CPU 97 %\nstamps came late")
    }

    @Test("a run that ended early cannot be judged, whatever its verdict")
    func partial() async throws {
        var document = SampleDocument.empty()
        document.partial = true
        document.startedAt = "yesterday"
        let suites = try await parsed(document)
        #expect(suites.count == 1)
        #expect(suites[0].cases[0].results.map(\.kind) == ["error"])
        #expect(suites[0].timestamp == "1970-01-01T00:00:00")
    }

    @Test("the last dot of a class name stands before the suite, as Jenkins reads it")
    func classNames() async throws {
        var document = SampleDocument.busyRun()
        document.cells[0].load = SampleDocument.calm
        #expect(try await parsed(document)[1].cases[0].classname == "sample.polling@0_2")
    }

    @Test("names from outside are escaped, what XML cannot hold is replaced, and no name appears twice")
    func hostile() async throws {
        let document = SampleDocument.hostileRun()
        let suites = try await parsed(document)
        let cases = suites.flatMap(\.cases)
        #expect(suites[0].properties["scenario"] == "a <b> & \"c\"\n\u{FFFD}[31m\u{FFFD}d\\e")
        #expect(suites[0].output == "note with ]]> and \u{FFFD} and \u{FFFD}\r\nbell")
        #expect(
            suites[0].cases.map(\.name).suffix(2) == [
                "a < b & \"c\" > 'd'", "a < b & \"c\" > 'd'-2",
            ])
        #expect(Set(cases.map { "\($0.classname) \($0.name)" }).count == cases.count)
        #expect(suites[0].cases[1].results[0].message.contains("'d'\u{FFFD} did not hold"))
    }

    @Test("Foundation's parser finds elements in the order that the Ant schema demands")
    func order() throws {
        let elements = ElementOrder()
        let parser = XMLParser(data: Data(JUnitReport.render(failingRun()).utf8))
        parser.delegate = elements
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let suite: [String] = ["properties", "testcase", "testcase", "system-out", "system-err"]
        #expect(elements.children == [suite, suite, suite])
        #expect(elements.rootAttributes.isEmpty)
        #expect(
            elements.suiteAttributes.allSatisfy {
                Set($0.keys) == [
                    "name", "package", "id", "tests", "failures", "errors", "skipped", "time", "timestamp",
                    "hostname",
                ]
            })
    }

    @Test(
        "a threshold belongs to the cell that it names, and to the run where it names several",
        arguments: [
            ("push.lost@10 == 0", 1), ("polling.updateLatency.p99@10 < 50ms", 0), ("lost == 0", nil),
            ("push.lost@100 == 0", nil), ("push.lost == 0", nil),
            ("push.traffic@10 / polling.traffic@10 < 0.2", nil), ("pusher.lost@10 == 0", nil),
        ])
    func cells(expression: String, place: Int?) {
        let threshold = ThresholdResult(expression: expression, value: 0, passed: true)
        #expect(JUnitReport.cell(of: threshold, in: SampleDocument.busyRun()) == place)
    }
}

/// What stands in each `testsuite`, in order.
private final class ElementOrder: NSObject, XMLParserDelegate {
    var children: [[String]] = []
    var suiteAttributes: [[String: String]] = []
    var rootAttributes: [String: String] = [:]
    private var depth = 0

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if depth == 0 { rootAttributes = attributes }
        if depth == 1 {
            children.append([])
            suiteAttributes.append(attributes)
        }
        if depth == 2 { children[children.count - 1].append(name) }
        depth += 1
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { depth -= 1 }
}
