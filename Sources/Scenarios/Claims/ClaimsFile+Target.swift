extension ClaimsFile {
    /// The same claims, tested on one of the file's targets: every arm that measures swarm-server measures it, and
    /// a test has the number of clients that it has there.
    ///
    /// - Throws: `ScenarioError` that names the option and the targets there are.
    package func measuring(target name: String) throws(ScenarioError) -> ClaimsFile {
        guard let target = targets.first(where: { $0.name == name }) else {
            let names: [String] = targets.map(\.name)
            let remedy: String =
                names.isEmpty
                ? "list it under `targets` of the claims"
                : NearestKey.suggestion(for: name, among: names).map { "did you mean \($0)?" }
                    ?? "name one of \(names.joined(separator: ", "))"
            throw ScenarioError([
                ScenarioProblem(
                    place: .option("--target \(Value.shortened(name))"),
                    complaint: Complaint("the claims have no such target", remedy: remedy))
            ])
        }
        var result: ClaimsFile = self
        for index in result.tests.indices {
            var overrides = ScenarioOverrides()
            overrides.clients = result.tests[index].clients[name]
            let test: ClaimTest = result.tests[index]
            result.tests[index].scenario = try test.scenario.applying(overrides).measuring(target)
            result.tests[index].quick = try test.quick?.applying(overrides).measuring(target)
        }
        return result
    }
}

extension Scenario {
    fileprivate func measuring(_ target: Target) -> Scenario {
        var result: Scenario = self
        for index in result.arms.indices where result.arms[index].target == nil {
            result.arms[index].target = target
        }
        return result
    }
}
