/// The tests of a claims file while it is read.
struct TestsBeingRead {
    /// Those that could be read.
    private(set) var all: [ClaimTest] = []
    /// Names of all, those that could not be read included.
    private(set) var names: [String] = []

    /// - Parameter scenario: reads a scenario; nil when it cannot, and said why.
    init(_ value: Value, scenario: (String) -> Scenario?) {
        guard let pairs = value.pairs("names and the scenarios they run", most: ScenarioLimits.claimTests),
            !pairs.isEmpty
        else {
            if value.node.mapping?.isEmpty == true {
                value.report("`tests` is empty", remedy: "name the scenarios that test the claims")
            }
            return
        }
        for (name, value) in pairs {
            guard name.allSatisfy({ Value.isWord($0) || $0 == "-" }), name.count <= ScenarioLimits.nameLength
            else {
                value.log.add(
                    at: value.key,
                    Complaint(
                        "`\(Value.shortened(name))` is no name of a test",
                        remedy: "write up to \(ScenarioLimits.nameLength) letters, digits, - and _"))
                continue
            }
            names.append(name)
            if let test = Self.test(name, value, scenario) { all.append(test) }
        }
    }

    /// The test that a claim names; nil, reported, when there is none. Nil without a report when it could not be
    /// read itself.
    func test(_ value: Value) -> ClaimTest? {
        guard let name = value.identifier() else { return nil }
        guard names.contains(name) else {
            value.report(
                "`\(value.name)` names no test: `\(name)`",
                remedy: NearestKey.suggestion(for: name, among: names).map { "did you mean `\($0)`?" }
                    ?? "write one of \(names.joined(separator: ", "))")
            return nil
        }
        return all.first { $0.name == name }
    }

    private static func test(
        _ name: String, _ value: Value, _ scenario: (String) -> Scenario?
    ) -> ClaimTest? {
        guard let section = value.section(["scenario", "quick"]) else { return nil }
        guard let file = section["scenario"] else {
            value.report(
                "`\(value.name).scenario` is missing", remedy: "name a scenario file beside this one")
            return nil
        }
        guard let path = file.line("a scenario file beside this one") else { return nil }
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            file.report(
                "`\(file.name)` leads out of the claims' folder",
                remedy: "put the scenario into that folder, or below it")
            return nil
        }
        guard let whole = scenario(path) else { return nil }
        var test = ClaimTest(name: name, path: path, scenario: whole, quick: whole)
        if let quick = section["quick"] { test.quick = self.quick(quick, of: whole) }
        return test
    }

    /// `quick: no`, or what the quick form has less of.
    private static func quick(_ value: Value, of scenario: Scenario) -> Scenario? {
        if case .scalar(let scalar) = value.node, scalar.string == "no" { return nil }
        guard let section = value.section(["clients", "steady", "trials"]) else { return scenario }
        var overrides = ScenarioOverrides()
        overrides.clients = section["clients"]?.wholeNumber(ScenarioLimits.clients)
        overrides.trials = section["trials"]?.wholeNumber(ScenarioLimits.blocks)
        overrides.steady = section["steady"]?.duration(ScenarioLimits.steady).map(DurationText.format)
        do throws(ScenarioError) {
            return try scenario.applying(overrides)
        } catch {
            if let complaint = error.problems.first?.complaint {
                value.report(complaint.what, remedy: complaint.remedy)
            }
            return scenario
        }
    }
}
