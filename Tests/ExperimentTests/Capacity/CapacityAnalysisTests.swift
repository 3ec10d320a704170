import Glibc
import Results
import Scenarios
import Statistics
import Testing

@testable import Experiment

@Suite("What follows from a search's trials") struct CapacityAnalysisTests {
    /// Doubling, bisection and five confirmations at 800 clients; 1,600 and more are saturated (1,623 by the model).
    private func trials(noise: [Double] = [1, 1, 1, 1, 1]) -> [CapacityTrial] {
        let way: [CapacityTrial] = [100, 200, 400, 800].enumerated().map {
            CapacityFixture.trial($0 + 1, clients: $1)
        }
        let edge: [CapacityTrial] = noise.enumerated().map {
            CapacityFixture.trial(10 + $0, clients: 800, purpose: .confirmation, noise: $1)
        }
        let beyond: [CapacityTrial] = [1_800, 2_000, 2_400, 3_000].enumerated().map {
            CapacityFixture.trial(20 + $0, clients: $1, outcome: .failed)
        }
        return way + beyond + edge
    }

    private func concluded(_ trials: [CapacityTrial], kind: CapacityAnswer.Kind = .found) throws
        -> CapacityReport
    {
        CapacityAnalysis.concluded(
            CapacityFixture.report(
                trials, answer: CapacityAnswer(kind: kind, clients: 800, tasksPerSecond: 10)),
            objective: try CapacityFixture.objective(), steadySeconds: 20, eventLoops: 1,
            assumptions: CapacityAssumptions())
    }

    @Test("the edge is the geometric mean of the fresh trials there, with its interval")
    func edge() throws {
        let report = try concluded(trials(noise: [0.9, 1.1, 1, 1.05, 0.95]))
        let edge = try #require(report.answer.edge.first)
        #expect(edge.values.count == 5)
        #expect(edge.limit == 20)
        let mean = try #require(edge.mean)
        let truth =
            try #require(
                FanOutLoad(clients: 800, messageRate: 70, sendCost: 8.8e-6, burstiness: 1.2).meanDelivery)
            * 1e3
        #expect(abs(mean / truth - 1) < 0.01)
        let interval = try #require(edge.confidence95)
        #expect(interval[0] < truth && truth < interval[1])
    }

    @Test(
        "the fan-out model has the server's send cost back, and says where it saturates and where the objective ends"
    )
    func fanOut() throws {
        let model = try #require(try concluded(trials()).fanOut)
        #expect(abs(model.sendCostMicroseconds.value - 8.8) < 1e-6)
        #expect(abs(model.burstiness.value - 1.2) < 1e-6)
        #expect(abs(try #require(model.saturation).value - 1 / (70 * 8.8e-6)) < 0.01)
        let forecast = try #require(model.forecasts.first).level.value
        let there = FanOutLoad(clients: forecast, messageRate: 70, sendCost: 8.8e-6, burstiness: 1.2)
        #expect(abs(try #require(there.meanDelivery) - 0.02) < 1e-4)
        // Saturated trials are no points of it.
        #expect(model.residuals.allSatisfy { $0.clients <= 800 })
    }

    /// Two messages a second, and seven for each task a second, for 500 clients or for as many as there are tasks.
    private func growing(_ axis: CapacityReport.Axis, levels: [Double]) throws -> CapacityReport {
        let trials: [CapacityTrial] = levels.enumerated().map { position, tasks in
            CapacityFixture.trial(
                position + 1, clients: axis == .rate ? 500 : Int(50 * tasks), messageRate: 2 + 7 * tasks,
                tasksPerSecond: tasks)
        }
        let last: CapacityTrial = trials[trials.count - 1]
        let answer = CapacityAnswer(
            kind: .found, clients: last.clients, tasksPerSecond: last.tasksPerSecond)
        return CapacityAnalysis.concluded(
            CapacityFixture.report(trials, answer: answer, axis: axis),
            objective: try CapacityFixture.objective(), steadySeconds: 20, eventLoops: 1,
            assumptions: CapacityAssumptions())
    }

    @Test("along the rate the model forecasts tasks a second")
    func alongRate() throws {
        let model = try #require(try growing(.rate, levels: [4, 8, 12, 16, 20, 24]).fanOut)
        #expect(abs(model.sendCostMicroseconds.value - 8.8) < 1e-6)
        #expect(abs(model.messagesPerTask - 7) < 1e-9)
        // 500 x 8.8 us is 4.4 ms a message: saturated at 227.3 messages a second.
        #expect(abs(try #require(model.saturation).value - (1 / 4.4e-3 - 2) / 7) < 1e-6)
        let forecast = try #require(model.forecasts.first).level.value
        let there = FanOutLoad(
            clients: 500, messageRate: 2 + 7 * forecast, sendCost: 8.8e-6, burstiness: 1.2)
        #expect(abs(try #require(there.meanDelivery) - 0.02) < 1e-6)
        #expect(model.residuals.map(\.tasksPerSecond) == [4, 8, 12, 16, 20, 24])
    }

    @Test("along both it forecasts the clients, with the rate in proportion")
    func alongBoth() throws {
        let model = try #require(try growing(.both, levels: [4, 6, 8, 10, 12, 14]).fanOut)
        let forecast = try #require(model.forecasts.first).level.value
        let there = FanOutLoad(
            clients: forecast, messageRate: 2 + 7 * forecast / 50, sendCost: 8.8e-6, burstiness: 1.2)
        #expect(abs(try #require(there.meanDelivery) - 0.02) < 1e-6)
        let saturation = try #require(model.saturation).value
        #expect(abs(saturation * 8.8e-6 * (2 + 7 * saturation / 50) - 1) < 1e-6)
    }

    @Test("trials that keep the CPU busy are no points of the model, and loads near one another make none")
    func unfitted() throws {
        var busy: [CapacityTrial] = trials()
        for place in busy.indices where busy[place].clients == 800 {
            busy[place].figures?.server.cpuPercent = 86
        }
        let model = try #require(try concluded(busy).fanOut)
        #expect(model.residuals.map(\.clients) == [100, 200, 400])
        let near: [CapacityTrial] = [780, 790, 800, 810].enumerated().map { place, clients in
            CapacityFixture.trial(place, clients: clients, noise: place.isMultiple(of: 2) ? 1.1 : 0.9)
        }
        let vague = try concluded(near)
        #expect(vague.fanOut == nil)
        #expect(vague.notes.contains { $0.contains("too near one another") })
    }

    @Test("the scalability law takes saturated trials alone")
    func scalability() throws {
        let report = try concluded(trials())
        let law = try #require(report.scalability)
        #expect(law.residuals.map(\.clients) == [1_800, 2_000, 2_400, 3_000])
        // One sender that is saturated: the same goodput at any load, which is contention alone.
        #expect(law.peakClients == nil)
        #expect(law.forecastLimit == 4_500)
        #expect(abs(try #require(law.residuals.first).fitted - 1 / 8.8e-6) < 50)
        let few = try concluded(trials().filter { $0.clients != 3_000 })
        #expect(few.scalability == nil)
        #expect(few.notes.contains { $0.contains("takes 4 loads") && $0.contains("there were 3") })
    }

    @Test("a trial that held had few arrivals by chance, and is no saturated one")
    func chance() throws {
        var lucky = CapacityFixture.trial(99, clients: 400, outcome: .held)
        lucky.figures?.messagesPerClientSecond = 60
        let report = try concluded(trials() + [lucky])
        #expect(report.scalability?.residuals.map(\.clients) == [1_800, 2_000, 2_400, 3_000])
        #expect(report.fanOut?.residuals.contains { $0.clients == 400 } == true)
    }

    @Test("costs come with their intervals: memory from the slope, the rest from the edge")
    func costs() throws {
        let report = try concluded(trials(noise: [0.9, 1.1, 1, 1.05, 0.95]))
        func cost(_ title: String) throws -> CapacityCost {
            try #require(report.costs.first { $0.title == title })
        }
        #expect(abs(try cost("memory per client").estimate.value - 8_000) < 1e-6)
        #expect(abs(try cost("memory without clients").estimate.value - 20e6) < 1e-3)
        let cpu = try cost("CPU per message").estimate
        #expect(abs(cpu.value - 8.8) < 1e-9)
        // t(4; 0.975) = 2.7764; the five spread by 0.079057 of the mean.
        let reach: Double = 2.77645 * 0.0790569 / 5.0.squareRoot()
        let upper: Double = try #require(cpu.upper)
        #expect(abs(upper - 8.8 * (1 + reach)) < 1e-4)
        // 800 clients at 70 messages a second of 8.8 us each take 49.28 % of a CPU, 616 us a second each.
        #expect(abs(try cost("CPU per client").estimate.value - 616) < 1e-6)
        #expect(abs(try cost("CPU per client and event").estimate.value - 616.0 / 60) < 1e-6)
        // 1,200 events in 20 s are 60 a second, and 1,800 bytes a second go down to each client.
        #expect(abs(try cost("egress per client and event").estimate.value - 30) < 1e-9)
    }

    @Test("the plan rests on the confirmed load, and says what it assumes")
    func plan() throws {
        let plan = try #require(try concluded(trials()).plan)
        #expect(plan.clientsPerServer == 800)
        #expect(plan.rows.first?.users == 1_000 && plan.rows.last?.users == 1e7)
        // 1,000 / (800 x 0.7) is 1.8: two servers and a spare one.
        #expect(plan.rows.first?.servers == 3)
        #expect(plan.assumptions.contains { $0.contains("800 clients at 10 tasks/s") })
        #expect(try concluded(trials(), kind: .stopped).plan == nil)
    }

    @Test("the same after a round through JSON")
    func json() throws {
        let report = try concluded(trials(noise: [0.9, 1.1, 1, 1.05, 0.95]))
        #expect(try CapacityReport(json: report.json()) == report)
        #expect(throws: ResultsError.self) { try CapacityReport(json: Array("{\"schema\":1}".utf8)) }
        var other = report
        other.schema = 9
        let bytes = try other.json()
        #expect(throws: ResultsError.wrongSchema(found: 9, known: 1)) { try CapacityReport(json: bytes) }
    }
}
