import Results
import Scenarios
import Statistics
import Testing

@testable import Experiment

@Suite struct SweepPlanTests {
    /// Traffic whose closed forms meet where push's load sends `even` events a second: each costs 100 bytes, no
    /// message is batched, and polling costs as much as these.
    private func document(even: Double) -> ResultsDocument {
        var run: ResultsDocument = ClaimFixture.document()
        for (arm, transport) in [("polling", "interval-polling"), ("push", "websocket")] {
            var cell: Cell = ClaimFixture.cell(arm, load: 10, [{ _ in }, { _ in }, { _ in }])
            cell.transport = transport
            run.cells.append(cell)
        }
        run.cells[1].summary.traffic.heartbeatBytesPerClientHour = 0
        // Six events a task: at 10 tasks a second 60 a second.
        run.cells[1].summary.eventTraffic = [
            "task_completed": EventTraffic(
                rate: 60, periodicRate: 0, itemBytes: 60, batchBytes: 40, windowSeconds: 0)
        ]
        run.predictions = [
            Prediction(
                quantity: "traffic", cell: "polling@10", unit: "bytes/client/h",
                predicted: 100 * even * 3_600,
                measured: 1, formula: "f")
        ]
        return run
    }

    private func scenario() throws -> Scenario {
        var scenario: Scenario = try #require(
            try ClaimFixture.claims(
                """
                tests: {calm: {scenario: calm.yaml}}
                claims: [{id: a, title: A, source: S, untestable: not here}]
                """
            ).tests.first
        ).scenario
        scenario.blocks = 5
        scenario.phases.steady = 10_000_000_000
        return scenario
    }

    @Test("rates run from a tenth of the predicted break-even to ten times it by equal factors")
    func rates() throws {
        let plans: [Scenario] = try SweepPlan.scenarios(
            ClaimSweep(around: "calm"), try scenario(), around: document(even: 6))
        let tasks: [Double] = try plans.map { plan in
            guard case .open(.constant(let rate)) = try #require(plan.load.points.first).model else {
                return 0
            }
            return rate
        }
        // 6 events a second are one task a second.
        #expect(tasks == [0.1, 0.215, 0.464, 1, 2.15, 4.64, 10])
        // 200 events over five trials: 40 a trial, at 0.6 a second 67 s; never less than the scenario has.
        #expect(plans.map { $0.phases.steady / 1_000_000_000 } == [67, 31, 15, 10, 10, 10, 10])
        #expect(plans.allSatisfy { $0.arms.count == 2 && $0.blocks == 5 })
    }

    @Test("a break-even is the same to the last digit, in whatever order a dictionary has the events' types")
    func order() throws {
        var evens: Set<Double> = []
        var periodic: Set<Double> = []
        var orders: Set<[String]> = []
        for capacity in [8, 20, 40, 80, 160, 320, 640, 1_280] {
            var types: [String: EventTraffic] = Dictionary(minimumCapacity: capacity)
            for (index, rate) in [0.1, 0.7, 1.3, 3.1, 11.9, 0.003].enumerated() {
                types["type-\(index)"] = EventTraffic(
                    rate: rate * 5, periodicRate: rate, itemBytes: 60 + rate, batchBytes: 40,
                    windowSeconds: 0.05)
            }
            var run: ResultsDocument = document(even: 6)
            run.cells[1].summary.eventTraffic = types
            let found: TrafficBreakEven = try #require(TrafficBreakEven(run))
            evens.insert(found.even)
            periodic.insert(found.periodic)
            orders.insert(Array(types.keys))
        }
        #expect(orders.count > 1, "dictionaries of different sizes have their keys in different orders")
        #expect(evens.count == 1 && periodic.count == 1, "\(evens) \(periodic)")
    }

    /// The same with server CPU at three rates: polling's is 20 %, push's grows along a line through that at `cpu` events a
    /// second.
    private func document(even: Double, cpu: Double) -> ResultsDocument {
        var run: ResultsDocument = document(even: even)
        for (load, rate) in [(1.0, 6.0), (10, 60), (100, 600)] {
            for (arm, transport) in [("polling", "interval-polling"), ("push", "websocket")] {
                var cell: Cell = ClaimFixture.cell(
                    arm, load: load,
                    Array(
                        repeating: { figures in
                            figures.events = Int(rate * 20)
                            figures.server.cpuPercent = arm == "push" ? 20 * rate / cpu : 20
                        }, count: 3))
                cell.transport = transport
                if let place = run.cells.firstIndex(where: { $0.arm == arm && $0.load == cell.load }) {
                    cell.summary = run.cells[place].summary
                    run.cells[place] = cell
                } else {
                    run.cells.append(cell)
                }
            }
        }
        return run
    }

    @Test(
        "both break-evens lie a factor of ten within the rates: of CPU where curves cross, else beyond what was measured",
        arguments: [
            // Between 60 and 600 events a second, 40 tasks.
            (240.0, 0.1, 400.0),
            // Push costs less at all rates, up to 600 events a second; more from 6 on.
            (6_000, 0.1, 1_000), (2, 0.1, 10),
            // Below traffic's.
            (30, 0.1, 50),
        ])
    func both(cpu: Double, least: Double, most: Double) throws {
        let sweep = ClaimSweep(around: "calm", rates: 9, events: 200)
        let plans: [Scenario] = try SweepPlan.scenarios(
            sweep, try scenario(), around: document(even: 6, cpu: cpu))
        let tasks: [Double] = plans.compactMap { plan in
            if case .open(.constant(let rate)) = plan.load.points[0].model { rate } else { nil }
        }
        #expect(tasks.count == 9)
        #expect(tasks.first == least && tasks.last == most)
        for (plan, rate) in zip(plans, tasks) {
            // Six events a task, five trials.
            #expect(6 * rate * 5 * Double(plan.phases.steady) / 1e9 >= 199)
        }
    }

    @Test("a test that does not tell where traffic breaks even is named")
    func unknown() throws {
        let scenario: Scenario = try scenario()
        let error = #expect(throws: ClaimsError.self) {
            try SweepPlan.scenarios(ClaimSweep(around: "calm"), scenario, around: ClaimFixture.document())
        }
        #expect(
            error?.description
                == "the test `calm` does not tell at which rate push would cost as much traffic as polling")
    }
}
