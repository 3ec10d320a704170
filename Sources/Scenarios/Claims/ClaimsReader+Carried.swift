extension ClaimsReader {
    /// A claim with an `objective`: of how many clients are carried. Nil, reported, when something is wrong.
    static func carried(
        _ objective: Value, _ section: Section, _ value: Value, tests: TestsBeingRead
    ) -> Claim.Means? {
        for key in ["test", "quantity", "conditions", "load"] {
            section[key]?.report(
                "`\(value.name).\(key)` has no meaning beside `objective`, which is of clients",
                remedy: "remove one of them")
        }
        guard let testsValue = section["tests"], let entries = testsValue.entries, !entries.isEmpty else {
            (section["tests"] ?? value).report(
                "`\(value.name).tests` is no list", remedy: "list the tests that tell, as in [few, many]")
            return nil
        }
        let own: [ClaimTest] = entries.compactMap { entry in
            guard let test = tests.test(entry) else { return nil }
            if case .sweep = test.kind {
                entry.report("`\(entry.name)` names a sweep of rates", remedy: "name a test or a search")
                return nil
            }
            guard test.scenario.load.points.count == 1 else {
                entry.report(
                    "`\(entry.name)` has several load points, and what is carried depends on which",
                    remedy: "name a test with one")
                return nil
            }
            return test
        }
        guard own.count == entries.count, var whole = own.first else { return nil }
        // What may be named: every arm that one of the tests has.
        for test in own.dropFirst() {
            whole.scenario.arms += test.scenario.arms.filter { arm in
                !whole.scenario.arms.contains { $0.name == arm.name }
            }
        }
        guard let conditions = all(objective, ["quantity", "stated"], defaults: nil, test: whole) else {
            return nil
        }
        guard !conditions.contains(where: { $0.baseline != nil || $0.relation == .about }) else {
            objective.report(
                "`\(objective.name)` has a condition that is no limit of one arm",
                remedy: "write limits such as `push: < 1s` or `push: == 0`")
            return nil
        }
        guard let stated = section["stated"],
            let pairs = stated.pairs("an arm and its clients, as in `push: 500`"), !pairs.isEmpty
        else {
            value.report(
                "`\(value.name).stated` is missing", remedy: "give clients for an arm, as in `push: 500`")
            return nil
        }
        let template = ClaimStatement(
            quantity: .clients, arm: "", baseline: nil, load: "", relation: .about, value: 0, text: "",
            better: better(section["better"]), margin: margin(section["margin"]))
        let statements: [ClaimStatement] = pairs.compactMap { statement($0.name, $0.value, template, whole) }
        let missing: String? = statements.flatMap { [$0.arm] + [$0.baseline].compactMap(\.self) }
            .first { arm in !conditions.contains { $0.arm == arm } }
        if let missing {
            objective.report(
                "`\(objective.name)` has no condition of `\(missing)`, of which clients are stated",
                remedy: "say what has to hold of it")
            return nil
        }
        guard statements.count == pairs.count else { return nil }
        return .carried(CarriedClaim(tests: own.map(\.name), objective: conditions, statements: statements))
    }
}
