import Results
import Scenarios

/// Picks from a scenario the one arm and load point that a gate measures.
package enum GateScenario {
    /// The scenario reduced to them.
    ///
    /// - Parameters:
    ///   - arm: name asked for; nil takes the only one.
    ///   - load: label asked for, as behind the `@` of cells; nil takes the only one.
    /// - Throws: ``GateError`` that lists what there is to choose from.
    package static func select(_ scenario: Scenario, arm: String?, load: String?) throws(GateError)
        -> Scenario
    {
        guard scenario.faults.isEmpty else {
            throw GateError(
                "the scenario `\(scenario.name)` injects faults, and a gate compares what messages cost without: take "
                    + "`faults:` out, or choose another scenario")
        }
        var result = scenario
        let names: [String] = scenario.arms.map(\.name)
        let labels: [String] = scenario.load.points.map(\.label)
        let place: Int = try pick(arm, from: names, option: "--arm", of: "arm", in: scenario)
        let point: Int = try pick(load, from: labels, option: "--load", of: "load point", in: scenario)
        let chosen: Arm = scenario.arms[place]
        guard chosen.target == nil else {
            throw GateError(
                "the arm `\(chosen.name)` measures the target `\(chosen.target?.name ?? "")`, and a gate compares two "
                    + "builds of swarm-server: choose an arm without `target`")
        }
        result.arms = [chosen]
        result.load.points = [scenario.load.points[point]]
        result.baseline = chosen.name
        return result
    }

    private static func pick(
        _ wanted: String?, from names: [String], option: String, of what: String, in scenario: Scenario
    ) throws(GateError) -> Int {
        guard let wanted else {
            guard names.count > 1 else { return 0 }
            throw GateError(
                "the scenario `\(scenario.name)` has \(names.count) \(what)s and a gate measures one: name it with "
                    + "\(option), one of \(names.joined(separator: ", "))")
        }
        guard let place = names.firstIndex(of: wanted) else {
            throw GateError(
                "\(option) \(wanted): the scenario `\(scenario.name)` has no such \(what); it has "
                    + names.joined(separator: ", "))
        }
        return place
    }
}

/// Why a gate cannot be run or judged: a sentence with the remedy.
package struct GateError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
