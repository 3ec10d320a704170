import Testing

@testable import Scenarios

@Suite struct StatedTextTests {
    @Test(
        "values are in the unit of their quantity",
        arguments: [
            ("500ms", "updateLatency.mean", ClaimStatement.Relation.about, 500.0),
            ("1.5 s", "updateLatency.mean", .about, 1_500), ("<= 2s", "updateLatency.p99", .atMost, 2_000),
            ("3.6MB/hour", "traffic", .about, 3_600_000), ("360 kB", "traffic", .about, 360_000),
            ("15%", "server.cpuPercent", .about, 15), (">= 1000/s", "eventsPerSecond", .atLeast, 1_000),
            ("> 500", "eventsPerSecond", .atLeast, 500), ("== 0", "lost", .always, 0),
            ("< 10MB/day", "server.residentGrowth", .atMost, 1e7),
            ("< 0", "server.residentGrowth", .atMost, 0),
        ])
    func values(
        text: String, quantity: String, relation: ClaimStatement.Relation, value: Double
    ) throws {
        let stated = try StatedText(text, of: try #require(ClaimQuantity(quantity)))
        #expect(stated.relation == relation)
        #expect(stated.value == value)
    }

    @Test(
        "texts that are none",
        arguments: [
            ("", "updateLatency.mean"), ("fast", "updateLatency.mean"), ("25", "updateLatency.mean"),
            ("25ms/h", "updateLatency.mean"), ("1MB/day", "traffic"), ("1MB/h", "server.residentGrowth"),
            ("nan", "lost"), ("1e9", "lost"), ("< ", "lost"), ("10%%", "server.cpuPercent"),
            ("== 0", "server.residentGrowth"), ("== 25ms", "updateLatency.mean"), ("== 0", "traffic"),
        ])
    func none(text: String, quantity: String) throws {
        let known = try #require(ClaimQuantity(quantity))
        #expect(throws: Complaint.self) { try StatedText(text, of: known) }
    }

    @Test(
        "a change is a percentage or a ratio",
        arguments: [
            ("-90%", ClaimStatement.Relation.about, -0.9), ("+900%", .about, 9), ("x0.1", .about, -0.9),
            ("< -50 %", .atMost, -0.5),
        ])
    func change(text: String, relation: ClaimStatement.Relation, value: Double) throws {
        let stated = try StatedText(change: text)
        #expect(stated.relation == relation)
        #expect(abs(stated.value - value) < 1e-12)
    }

    @Test("changes that are none", arguments: ["", "-90", "-100%", "x-1", "90ms", "x", "== -90%", "==x0.1"])
    func noChange(text: String) {
        #expect(throws: Complaint.self) { try StatedText(change: text) }
    }
}
