/// The tests of a claims file while it is read.
struct TestsBeingRead {
    /// Those that could be read.
    private(set) var all: [ClaimTest] = []
    /// Names of all, those that could not be read included.
    private(set) var names: [String] = []

    /// - Parameters:
    ///   - scenario: reads a scenario; nil when it cannot, and said why.
    ///   - targets: of the file, for numbers of clients on them.
    init(_ value: Value, targets: [Target], scenario: (String) -> Scenario?) {
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
            if let test = Self.test(name, value, targets, scenario) { all.append(test) }
        }
        for (name, value) in pairs {
            checkSweep(name, value)
            checkFolders(name, value)
        }
    }

    /// No test writes over what hours of another one left.
    private func checkFolders(_ name: String, _ value: Value) {
        guard let place = all.firstIndex(where: { $0.name == name }) else { return }
        for other in all[..<place] {
            guard let folder = all[place].folders.first(where: other.folders.contains) else { continue }
            value.log.add(
                at: value.key,
                Complaint(
                    "`\(value.name)` writes to the folder `\(folder)`, as does the test `\(other.name)`",
                    remedy: "give it another name"))
            return
        }
    }

    /// The test that predicts a sweep's middle comes before it, and is run as it is.
    private func checkSweep(_ name: String, _ value: Value) {
        guard let place = all.firstIndex(where: { $0.name == name }), case .sweep(let sweep) = all[place].kind
        else { return }
        let before: [String] = all[..<place].filter { $0.kind == .run }.map(\.name)
        guard !before.contains(sweep.around) else { return }
        value.report(
            "`\(value.name).sweep.around` is `\(Value.shortened(sweep.around))`, no test before it",
            remedy: before.isEmpty
                ? "put a test with both arms in front" : "write one of \(before.joined(separator: ", "))")
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
        _ name: String, _ value: Value, _ targets: [Target], _ scenario: (String) -> Scenario?
    ) -> ClaimTest? {
        let keys: [String] = ["scenario", "quick", "clients", "sweep", "search"]
        guard let section = value.section(keys) else { return nil }
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
        if let clients = section["clients"] { test.clients = self.clients(clients, of: whole, on: targets) }
        if let sweep = section["sweep"] { test.kind = self.sweep(sweep, of: whole) ?? .run }
        if let search = section["search"] {
            section["sweep"]?.report(
                "`\(value.name)` is a sweep and a search", remedy: "make two tests of it")
            test.kind = self.search(search, of: whole) ?? .run
        }
        guard test.kind != .run else { return test }
        if let quick = section["quick"], test.quick != nil {
            quick.report(
                "`\(quick.name)` shortens a sweep or a search, which the quick form leaves out",
                remedy: "write `quick: no`, or leave it out")
        }
        test.quick = nil
        return test
    }

    /// How many clients a test has on targets, by their names.
    private static func clients(_ value: Value, of scenario: Scenario, on targets: [Target]) -> [String: Int]
    {
        guard let pairs = value.pairs("a target and how many clients the test has there") else { return [:] }
        var result: [String: Int] = [:]
        for (name, value) in pairs {
            guard targets.contains(where: { $0.name == name }) else {
                value.log.add(at: value.key, ClaimsReader.noTarget(value.name, name, among: targets))
                continue
            }
            guard let count = value.wholeNumber(ScenarioLimits.clients) else { continue }
            var overrides = ScenarioOverrides()
            overrides.clients = count
            do throws(ScenarioError) {
                _ = try scenario.applying(overrides)
                result[name] = count
            } catch {
                if let complaint = error.problems.first?.complaint {
                    value.report(complaint.what, remedy: complaint.remedy)
                }
            }
        }
        return result
    }

    private static func sweep(_ value: Value, of scenario: Scenario) -> ClaimTest.Kind? {
        guard let section = value.section(["around", "rates", "events"]) else { return nil }
        guard let around = section["around"]?.identifier() else {
            value.report("`\(value.name).around` is missing", remedy: "name the test that predicts the rate")
            return nil
        }
        var sweep = ClaimSweep(around: around)
        sweep.rates = section["rates"]?.wholeNumber(2...15) ?? sweep.rates
        sweep.events = section["events"]?.wholeNumber(1...1_000_000) ?? sweep.events
        let kinds: Set<String> = Set(scenario.arms.map(\.transport.name))
        guard kinds.isSuperset(of: ["interval-polling", "websocket"]) else {
            value.report(
                "`\(value.name)` compares costs, and the scenario has not both arms",
                remedy: "give it an arm with interval-polling and one with websocket")
            return nil
        }
        return .sweep(sweep)
    }

    private static func search(_ value: Value, of scenario: Scenario) -> ClaimTest.Kind? {
        guard let pairs = value.pairs("an arm and its condition, as in `push: updateLatency.p99 < 1s`"),
            !pairs.isEmpty
        else { return nil }
        guard scenario.load.points.count == 1 else {
            value.report(
                "`\(value.name)` searches along clients, and the scenario has several load points",
                remedy: "give it one")
            return nil
        }
        guard case .open(.constant) = scenario.load.points[0].model else {
            value.report(
                "`\(value.name)` searches along clients, and the scenario's load point "
                    + "`\(scenario.load.points[0].label)` has no constant rate",
                remedy: "give it one such as `tasks-per-second: 10`")
            return nil
        }
        guard scenario.faults.isEmpty else {
            value.report(
                "`\(value.name)` asks what a server carries, and the scenario injects faults",
                remedy: "take `faults` out of it, or make the test one that is run as it is")
            return nil
        }
        var searches: [ClaimSearch] = []
        for (arm, value) in pairs {
            guard let text = value.line("a condition such as updateLatency.p99 < 1s") else { continue }
            do throws(ThresholdSyntaxError) {
                let condition = "\(arm).\(text)"
                let read = try ThresholdParser.parse(condition, scope: scenario.thresholdScope)
                guard read.operands.allSatisfy({ $0.arm == arm && $0.load == nil }),
                    scenario.arms.contains(where: { $0.name == arm })
                else {
                    value.report(
                        "`\(value.name)` is no condition of one arm",
                        remedy: "name an arm, and hold one figure to a limit: `push: updateLatency.p99 < 1s`")
                    continue
                }
                guard ![.greater, .greaterOrEqual, .notEqual].contains(read.comparison) else {
                    value.report(
                        "`\(value.name)` bounds nothing from above, and a search looks for the load that is too much",
                        remedy: "ask for < or <= a limit, or for == 0")
                    continue
                }
                searches.append(ClaimSearch(arm: arm, condition: condition))
            } catch {
                value.report("`\(value.name)`: \(error.complaint.what)", remedy: error.complaint.remedy)
            }
        }
        return searches.isEmpty ? nil : .search(searches)
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
