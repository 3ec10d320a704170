import Yams

/// Reads scenario files: YAML to a validated `Scenario`, or everything that is wrong with it.
package enum ScenarioReader {
    /// Reads the file at `path`.
    ///
    /// - Throws: `ScenarioError` with every problem found, each with its place and remedy.
    package static func read(path: String) throws(ScenarioError) -> Scenario {
        try parse(try ScenarioFile.bytes(path: path), file: path)
    }

    /// Reads a scenario from memory. `file` names it in errors, and gives the default name.
    package static func parse(_ bytes: [UInt8], file: String) throws(ScenarioError) -> Scenario {
        let log = ProblemLog(file: file)
        let source = try SourceText(bytes: bytes, file: file)
        let tree = try YAMLTree(source, log: log)
        let scenario: Scenario? = scenario(tree, log: log)
        guard let scenario, log.isEmpty else { throw log.failure() }
        return scenario
    }

    private static let keys: [String] = [
        "name", "description", "clients", "connect-rate", "arms", "load", "phases", "blocks", "seed",
        "baseline", "server", "http-client", "target", "targets", "network", "generator", "behaviours",
        "faults", "thresholds",
    ]

    /// Values that cannot be read are reported and take their defaults, so that checking goes on.
    private static func scenario(_ tree: YAMLTree, log: ProblemLog) -> Scenario? {
        if let place = tree.claimsKey {
            log.add(
                at: place,
                Complaint(
                    "`claims` makes this a file of claims, and a scenario is wanted",
                    remedy:
                        "give it to bench claims or bench validate, or name one of the scenarios of its tests"
                ))
            return nil
        }
        guard let top = Section(tree.root, path: "", known: keys, tree: tree, log: log) else { return nil }
        guard let armsValue = top["arms"] else {
            log.add(at: top.position, Complaint("`arms` is missing", remedy: "list the arms to compare"))
            _ = settings(top, arms: [])
            return nil
        }
        let targets = ScenarioTargets(top)
        let arms: [Arm] = Self.arms(armsValue, targets: targets, common: behaviours(top["behaviours"]))
        var result = settings(top, arms: arms)
        result.network = network(top["network"], in: result)
        result.generator = generator(top["generator"])
        checkTargets(result, armsValue, targets: targets)
        checkLengths(result, armsValue, top, log: log)
        result.faults = faults(top["faults"], steady: result.phases.steady)
        checkFaults(result, top["faults"])
        result.thresholds = thresholds(top["thresholds"], in: result)
        return result
    }

    private static func settings(_ top: Section, arms: [Arm]) -> Scenario {
        let description: String = top["description"]?.text("a sentence") ?? ""
        if description.count > ScenarioLimits.descriptionLength {
            top["description"]?.report(
                "`description` is longer than \(ScenarioLimits.descriptionLength) characters",
                remedy: "shorten it, or make the rest comments")
        }
        var result = Scenario(
            name: top["name"]?.identifier() ?? defaultName(file: top.log.file),
            description: description,
            clients: top["clients"]?.wholeNumber(ScenarioLimits.clients) ?? ScenarioDefaults.clients,
            connectRate: top["connect-rate"]?.rate(ScenarioLimits.connectRate)
                ?? ScenarioDefaults.connectRate,
            arms: arms,
            load: load(top["load"]),
            phases: phases(top["phases"]),
            blocks: top["blocks"]?.wholeNumber(ScenarioLimits.blocks) ?? ScenarioDefaults.blocks,
            seed: top["seed"]?.seed() ?? ScenarioDefaults.seed,
            server: server(top["server"]),
            baseline: arms.first?.name ?? "")
        let clients: [String] = HTTPClientKind.allCases.map(\.rawValue)
        if let name = top["http-client"]?.choice(clients), let kind = HTTPClientKind(rawValue: name) {
            result.httpClient = kind
        }
        if let value = top["baseline"], let named = value.identifier() {
            if arms.isEmpty || arms.contains(where: { $0.name == named }) {
                result.baseline = named
            } else {
                let names: String = arms.map(\.name).joined(separator: ", ")
                value.report("`baseline` names no arm: `\(named)`", remedy: "write one of \(names)")
            }
        }
        return result
    }

    /// Reported at the value that is written: the steady state's length, or else the arms.
    private static func checkLengths(_ scenario: Scenario, _ arms: Value, _ top: Section, log: ProblemLog) {
        guard let complaint = scenario.shortage(scenario.phases.steady) else { return }
        let written = top["phases"]?.node.mapping?.first { $0.key.scalar?.string == "steady" }?.value
        log.add(at: written.map(Section.position(of:)) ?? arms.position, complaint)
    }

    /// The file's name without directories and extension, made a valid name.
    static func defaultName(file: String) -> String {
        let last: Substring = file.split(separator: "/").last ?? ""
        let stem: Substring = last.split(separator: ".").first ?? ""
        let cleaned: String = String(stem.map { Value.isWord($0) || $0 == "-" ? $0 : "-" })
        let name = cleaned.drop { $0 == "-" }.prefix(ScenarioLimits.nameLength)
        return name.isEmpty ? "scenario" : String(name)
    }
}
