import Foundation
import Results
import TestSupport
import Testing

@testable import Reporting

@Suite struct OpenMetricsReportTests {
    private struct Family: Decodable {
        var type: String
        var unit: String
        var samples: [Sample]
    }

    private struct Sample: Decodable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    /// What prometheus_client's strict OpenMetrics parser makes of a text; throws where it objects.
    private func parsed(_ text: String) async throws -> [String: Family] {
        let folder = try TemporaryFolder()
        let file = try folder.file("metrics.txt", Array(text.utf8))
        let output = try await PythonPeer.output(of: "formats_peer.py", arguments: ["openmetrics", file])
        return try JSONDecoder().decode([String: Family].self, from: Data(output.utf8))
    }

    @Test("Prometheus' own OpenMetrics parser reads every figure in base units with its labels")
    func figures() async throws {
        var document = SampleDocument.busyRun()
        document.cells[1].summary.errors = ["timeout": 3]
        document.cells[1].summary.lost = 12
        let families = try await parsed(OpenMetricsReport.render(document))
        func value(_ family: String, _ name: String, _ labels: [String: String]) -> Double? {
            families[family]?.samples.first { sample in
                sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
            }?.value
        }
        let latency = "swarmbench_update_latency_seconds"
        let push = ["arm": "push", "load": "10", "scenario": "sample"]
        #expect(families[latency]?.type == "summary" && families[latency]?.unit == "seconds")
        #expect(value(latency, latency, push.merging(["quantile": "0.99"]) { $1 }) == 0.1084)
        #expect(value(latency, latency + "_count", push) == 630_000)
        #expect(abs((value(latency, latency + "_sum", push) ?? 0) - 0.0621 * 630_000) < 1e-6)
        #expect(families["swarmbench_updates_lost"]?.type == "counter")
        #expect(value("swarmbench_updates_lost", "swarmbench_updates_lost_total", push) == 12)
        #expect(
            value("swarmbench_errors", "swarmbench_errors_total", push.merging(["kind": "timeout"]) { $1 })
                == 3)
        #expect(
            abs((value("swarmbench_server_cpu_ratio", "swarmbench_server_cpu_ratio", push) ?? 0) - 0.413)
                < 1e-9)
        let traffic = "swarmbench_client_wire_bytes_per_hour"
        #expect(value(traffic, traffic, push.merging(["direction": "down"]) { $1 }) == 40_320_000)
        let comparison = "swarmbench_comparison_ratio"
        #expect(value(comparison, comparison, ["metric": "traffic", "bound": "high"]) == 9.24)
        #expect(value("swarmbench_verdict", "swarmbench_verdict", ["swarmbench_verdict": "pass"]) == 1)
        #expect(value("swarmbench_verdict", "swarmbench_verdict", ["swarmbench_verdict": "fail"]) == 0)
        #expect(
            value("swarmbench_threshold_held", "swarmbench_threshold_held", ["expression": "lost == 0"]) == 1)
        // p99 that too few events carry is no sample.
        #expect(
            value(
                "swarmbench_submit_to_seen_seconds", "swarmbench_submit_to_seen_seconds", ["quantile": "0.99"]
            )
                == nil)
    }

    @Test("what faults did is told by fault and kind; who never came back counts as infinite")
    func faults() async throws {
        let text = OpenMetricsReport.render(FaultTablesTests.document())
        // The peer's JSON has no infinity.
        #expect(
            text.contains(
                "swarmbench_fault_recovery_seconds{arm=\"push\",load=\"10\",clients=\"500\",scenario=\"sample\","
                    + "fault=\"tunnel\",kind=\"half-open\",share=\"1\"} +Inf"))
        let families = try await parsed(text.replacing("} +Inf", with: "} 1e9"))
        func value(_ family: String, _ suffix: String, _ labels: [String: String]) -> Double? {
            families["swarmbench_\(family)"]?.samples.first { sample in
                sample.name == "swarmbench_\(family)\(suffix)"
                    && labels.allSatisfy { sample.labels[$0.key] == $0.value }
            }?.value
        }
        let restart = ["fault": "restart", "kind": "restart", "arm": "push"]
        #expect(value("fault_recovery_seconds", "", restart.merging(["share": "0.9"]) { $1 }) == 4.4)
        #expect(value("fault_injections", "_total", restart) == 3)
        #expect(value("fault_clients_cut_off", "_total", restart) == 600)
        #expect(value("fault_clients_never_back", "_total", ["fault": "tunnel"]) == 4)
        #expect(value("fault_reconnects", "_total", restart) == 1_500)
        #expect(value("fault_reconnect_peak_ratio", "", restart) == 4)
        #expect(value("fault_reconnect_peak_ratio", "", ["fault": "tunnel"]) == nil)
        #expect(value("updates_late", "_total", ["arm": "push"]) == 3)
        #expect(value("fallback_seconds", "", ["arm": "push"]) == 12)
        let none = OpenMetricsReport.render(SampleDocument.busyRun())
        #expect(!none.contains("fault") && !none.contains("updates_late"))
    }

    @Test("names from outside come back as they were, and equal ones appear once")
    func hostile() async throws {
        let families = try await parsed(OpenMetricsReport.render(SampleDocument.hostileRun()))
        let arms = Set(families["swarmbench_messages"]?.samples.compactMap { $0.labels["arm"] } ?? [])
        #expect(arms == ["polling", "../../pu\"sh,\\\n|x"])
        #expect(families["swarmbench_errors"]?.samples.first?.labels["kind"] == "refused \"by\" \\peer\n")
        #expect(families["swarmbench_threshold_held"]?.samples.count == 1)
    }

    @Test("a run that measured nothing is still an exposition")
    func nothing() async throws {
        let text = OpenMetricsReport.render(SampleDocument.empty())
        #expect(text.hasSuffix("\n# EOF\n"))
        let families = try await parsed(text)
        #expect(Set(families.keys) == ["swarmbench_run", "swarmbench_verdict"])
    }

    @Test(
        "numbers are written with all their digits",
        arguments: [
            (0.1, "0.1"), (12.0, "12"), (1e-7, "1e-07"), (1e20, "1e+20"), (-3.0, "-3"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"), (.nan, "NaN"),
        ])
    func numbers(value: Double, text: String) { #expect(OpenMetricsText.text(value) == text) }
}
