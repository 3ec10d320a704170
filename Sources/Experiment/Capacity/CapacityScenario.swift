import Results
import Scenarios

/// What a capacity search measures: one arm at one constant rate of a scenario, with more and more of something.
package struct CapacityScenario: Sendable {
    /// Of one arm and one load point.
    package let base: Scenario
    package let objective: [ThresholdExpression]
    package let axis: CapacityReport.Axis

    /// Clients and tasks a second of a trial.
    package struct Load: Sendable, Hashable {
        package var clients: Int
        package var tasksPerSecond: Double
    }

    /// - Parameters:
    ///   - objective: conditions in the thresholds' language; they may name the arm.
    ///   - arm: nil takes the one that the objective names, or the only one.
    ///   - load: label; nil takes the only one.
    /// - Throws: `ScenarioError` that names the option.
    package init(
        _ scenario: Scenario, objective texts: [String], axis: CapacityReport.Axis, arm: String? = nil,
        load: String? = nil
    ) throws(ScenarioError) {
        self.axis = axis
        let conditions: [ThresholdExpression] = try Self.parse(texts, in: scenario)
        let named: Set<String> = Set(conditions.flatMap(\.operands).compactMap(\.arm))
        guard named.count <= 1 else {
            throw Self.error(
                "--slo", "the conditions are about \(named.sorted().joined(separator: " and "))",
                remedy: "a search measures one arm: leave the others to bench run")
        }
        guard scenario.faults.isEmpty else {
            throw Self.error(
                "SCENARIO",
                "`\(scenario.name)` injects faults, and a search asks what a server carries without",
                remedy: "take `faults:` out, or run it with bench run")
        }
        let names: [String] = scenario.arms.map(\.name)
        let place: Int = try Self.pick(arm ?? named.first, from: names, option: "--arm", of: "arm", scenario)
        if let other = named.first, other != names[place] {
            throw Self.error(
                "--slo", "the condition is about `\(other)` and --arm is \(names[place])",
                remedy: "name one of them")
        }
        let point: Int = try Self.pick(
            load, from: scenario.load.points.map(\.label), option: "--load", of: "load point", scenario)
        var base: Scenario = scenario
        base.arms = [scenario.arms[place]]
        base.baseline = names[place]
        base.load.points = [scenario.load.points[point]]
        // Another arm or load point may have a figure that this one lacks.
        objective = try Self.parse(texts, in: base)
        base.blocks = 1
        base.thresholds = objective.map { Threshold($0) }
        self.base = base
        guard let rate = Self.rate(base) else {
            throw Self.error(
                "--load", "`\(base.load.points[0].label)` has no constant rate",
                remedy: "a search needs a load point such as `tasks-per-second: 10`")
        }
        if rate == 0, axis != .clients {
            throw Self.error(
                "--along", "`\(axis.rawValue)` at 0 tasks/s stays 0 for ever",
                remedy: "choose a load point above 0, or --along clients")
        }
    }

    private static func rate(_ scenario: Scenario) -> Double? {
        guard case .open(.constant(let rate)) = scenario.load.points[0].model else { return nil }
        return rate
    }

    private var baseRate: Double { Self.rate(base) ?? 0 }

    /// The scenario's own load, on the axis: clients, or tasks a second where only these grow.
    package var start: Double { axis == .rate ? baseRate : Double(base.clients) }

    /// Loads are whole multiples of it: a client, or three digits of the rate.
    package var quantum: Double {
        guard axis == .rate else { return 1 }
        var quantum: Double = 1e-6
        while quantum * 9_000 <= baseRate { quantum *= 10 }
        return quantum
    }

    package var lowest: Double { axis == .rate ? quantum * 10 : 1 }

    package func load(at level: Double) -> Load {
        switch axis {
        case .clients: Load(clients: Int(level), tasksPerSecond: baseRate)
        case .rate: Load(clients: base.clients, tasksPerSecond: Self.short(level))
        case .both:
            Load(clients: Int(level), tasksPerSecond: Self.short(baseRate * level / Double(base.clients)))
        }
    }

    /// To a millionth: names cells and seeds arrivals.
    private static func short(_ rate: Double) -> Double { (rate * 1e6).rounded() / 1e6 }

    /// The scenario of a trial under this load.
    package func scenario(_ load: Load) -> Scenario {
        var own: Scenario = base
        own.clients = load.clients
        own.load.points = [OfferedLoad(.open(.constant(load.tasksPerSecond)))]
        return own
    }

    private static func parse(
        _ texts: [String], in scenario: Scenario
    ) throws(ScenarioError) -> [ThresholdExpression] {
        guard !texts.isEmpty else {
            throw error(
                "--slo", "there is no condition that the load has to hold",
                remedy: "give one such as 'push.deliveryLatency.p99 < 50ms'")
        }
        var problems: [ScenarioProblem] = []
        var expressions: [ThresholdExpression] = []
        for text in texts {
            do {
                let expression = try ThresholdParser.parse(text, scope: scenario.thresholdScope)
                if let complaint = complaint(expression) {
                    problems.append(ScenarioProblem(place: .option("--slo"), complaint: complaint))
                }
                expressions.append(expression)
            } catch {
                problems.append(
                    ScenarioProblem(
                        place: .option("--slo"), complaint: error.complaint, excerpt: error.excerpt))
            }
        }
        guard problems.isEmpty else { throw ScenarioError(problems) }
        return expressions
    }

    /// Why a condition is none that a load can hold.
    private static func complaint(_ expression: ThresholdExpression) -> Complaint? {
        if expression.combination != nil {
            return Complaint(
                "`\(expression)` compares two figures", remedy: "hold one figure of one arm to a limit")
        }
        if expression.left.load != nil {
            return Complaint(
                "`\(expression)` names a load point, and the load changes", remedy: "leave out the @")
        }
        if [.greater, .greaterOrEqual, .notEqual].contains(expression.comparison) {
            return Complaint(
                "`\(expression)` bounds nothing from above, and a search looks for the load that is too much",
                remedy: "ask for < or <= a limit, or for == 0")
        }
        return nil
    }

    private static func pick(
        _ wanted: String?, from names: [String], option: String, of what: String, _ scenario: Scenario
    ) throws(ScenarioError) -> Int {
        guard let wanted else {
            guard names.count > 1 else { return 0 }
            throw error(
                option,
                "the scenario `\(scenario.name)` has \(names.count) \(what)s and a search measures one",
                remedy: "name one of \(names.joined(separator: ", "))")
        }
        guard let place = names.firstIndex(of: wanted) else {
            throw error(
                option, "the scenario `\(scenario.name)` has no \(what) `\(wanted)`",
                remedy: "name one of \(names.joined(separator: ", "))")
        }
        return place
    }

    static func error(_ option: String, _ what: String, remedy: String) -> ScenarioError {
        ScenarioError([ScenarioProblem(place: .option(option), complaint: Complaint(what, remedy: remedy))])
    }
}
