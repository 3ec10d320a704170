import Results
import Testing

@Suite struct MetricReferenceTests {
    @Test(
        "reads metrics, arms, ratios and loads",
        arguments: [
            ("traffic", MetricReference(metric: "traffic")),
            ("updateLatency.p99", MetricReference(metric: "updateLatency.p99")),
            ("updateLatencyMs.p99", MetricReference(metric: "updateLatency.p99")),
            ("push.traffic", MetricReference(metric: "traffic", arm: "push")),
            ("push.traffic.up", MetricReference(metric: "traffic.up", arm: "push")),
            (
                "push.deliveryLatency.p99@10",
                MetricReference(metric: "deliveryLatency.p99", arm: "push", load: "10")
            ),
            ("lost@ramp-1-20", MetricReference(metric: "lost", load: "ramp-1-20")),
            (
                "push/polling traffic",
                MetricReference(metric: "traffic", arm: "push", baseline: "polling")
            ),
            (
                "push/polling server.cpuPercent @ 0.2",
                MetricReference(metric: "server.cpuPercent", arm: "push", baseline: "polling", load: "0.2")
            ),
            (
                "push.traffic / polling.traffic@10",
                MetricReference(metric: "traffic", arm: "push", baseline: "polling", load: "10")
            ),
            (
                " push.traffic@10/polling.traffic@10 ",
                MetricReference(metric: "traffic", arm: "push", baseline: "polling", load: "10")
            ),
        ])
    func reads(text: String, reference: MetricReference) throws {
        #expect(try MetricReference(parsing: text) == reference)
    }

    @Test(
        "says what is wrong, and what comes close",
        arguments: [
            ("", "empty"), ("latency", "updateLatency.mean"), ("push.cpu", "server.cpuPercent"),
            ("updateLatency", "updateLatency.p50"), ("frobnication", "metrics begin with updateLatency"),
            ("a/b/c", "ARM/BASELINE METRIC"), ("push.traffic / polling.lost", "ARM/BASELINE METRIC"),
            ("push/push traffic", "ARM/BASELINE METRIC"),
            ("traffic / polling.traffic", "ARM/BASELINE METRIC"),
            ("/ traffic", "ARM/BASELINE METRIC"), ("push/polling trafic", "there is no metric 'trafic'"),
        ])
    func refuses(text: String, says: String) {
        let error = #expect(throws: MetricReferenceError.self) { try MetricReference(parsing: text) }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    @Test("metrics have names of their own, and each finds itself")
    func names() {
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        for metric in Metric.all { #expect(Metric.named(metric.name)?.name == metric.name) }
    }

    @Test("values are the document's")
    func values() {
        let figures = DocumentFixture.figures(lost: 3, cpu: 20)
        func value(_ name: String) -> Double? { Metric.named(name)?.value(figures) }
        #expect(value("lost") == 3)
        #expect(value("server.cpuPercent") == 20)
        #expect(value("traffic") == 330)
        #expect(value("traffic.down") == 200)
        #expect(value("errors") == 1)
        #expect(value("server.stampLagP99") == nil)
    }
}
