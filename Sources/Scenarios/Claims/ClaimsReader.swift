import Yams

/// Reads files of claims, and the scenarios that they are tested by.
package enum ClaimsReader {
    /// Reads the file at `path`; its tests' scenarios lie below its folder.
    ///
    /// - Throws: `ScenarioError` with every problem found, each with its place and remedy.
    package static func read(path: String) throws(ScenarioError) -> ClaimsFile {
        let folder: Substring = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return try parse(try ScenarioFile.bytes(path: path), file: path) { name throws(ScenarioError) in
            try ScenarioReader.read(path: folder + name)
        }
    }

    /// Whether a file that can be read holds claims, and no scenario. What cannot be read is neither.
    package static func recognizes(path: String) -> Bool {
        guard let bytes = try? ScenarioFile.bytes(path: path),
            let source = try? SourceText(bytes: bytes, file: path),
            let tree = try? YAMLTree(source, log: ProblemLog(file: path))
        else { return false }
        return tree.claimsKey != nil
    }

    /// Reads claims from memory. `file` names them in errors.
    ///
    /// - Parameter scenario: reads the scenario of a test.
    package static func parse(
        _ bytes: [UInt8], file: String,
        scenario: (_ path: String) throws(ScenarioError) -> Scenario
    ) throws(ScenarioError) -> ClaimsFile {
        let log = ProblemLog(file: file)
        let tree = try YAMLTree(try SourceText(bytes: bytes, file: file), log: log)
        var others: [ScenarioProblem] = []
        let claims: ClaimsFile? = claims(tree, log: log) { path in
            do throws(ScenarioError) {
                return try scenario(path)
            } catch {
                others += error.problems
                return nil
            }
        }
        guard log.isEmpty, others.isEmpty, let claims else {
            // What is wrong in the scenarios comes behind what is wrong in the claims.
            throw ScenarioError((log.isEmpty ? [] : log.failure().problems) + others)
        }
        return claims
    }

    private static func claims(
        _ tree: YAMLTree, log: ProblemLog, scenario: (String) -> Scenario?
    ) -> ClaimsFile? {
        let keys: [String] = ["name", "description", "tests", "claims", "targets", "prepare"]
        guard let top = Section(tree.root, path: "", known: keys, tree: tree, log: log) else { return nil }
        for key in ["tests", "claims"] where top[key] == nil {
            log.add(
                at: top.position,
                Complaint(
                    "`\(key)` is missing",
                    remedy: key == "tests" ? "name the scenarios that test the claims" : "list the claims"))
        }
        guard let testsValue = top["tests"], let claimsValue = top["claims"] else { return nil }
        let targets: [Target] = targets(top)
        let tests = TestsBeingRead(testsValue, targets: targets, scenario: scenario)
        var result = ClaimsFile(
            name: top["name"]?.identifier() ?? ScenarioReader.defaultName(file: log.file),
            description: top["description"]?.text("a sentence") ?? "", tests: tests.all,
            claims: claims(claimsValue, tests: tests), targets: targets)
        result.preparations = preparations(top["prepare"], targets: targets)
        return result
    }

    private static func preparations(_ value: Value?, targets: [Target]) -> [String: String] {
        guard let value, let pairs = value.pairs("a target and the command that prepares it") else {
            return [:]
        }
        var result: [String: String] = [:]
        for (name, value) in pairs {
            guard targets.contains(where: { $0.name == name }) else {
                value.log.add(at: value.key, noTarget(value.name, name, among: targets))
                continue
            }
            result[name] = value.line("a command such as peers/prepare")
        }
        return result
    }

    /// What to say of a key that should be the name of a target, and is none.
    static func noTarget(_ key: String, _ name: String, among targets: [Target]) -> Complaint {
        let nearest = NearestKey.suggestion(for: name, among: targets.map(\.name))
        return Complaint(
            "`\(key)` names no target",
            remedy: nearest.map { "did you mean `\($0)`?" } ?? "list it under `targets`")
    }

    private static func targets(_ top: Section) -> [Target] {
        guard let value = top["targets"] else { return [] }
        return ScenarioTargets(top).all.map { target in
            if let complaint = target.claimsComplaint {
                value.report(complaint.what, remedy: complaint.remedy)
            }
            return target
        }
    }

    private static func claims(_ value: Value, tests: TestsBeingRead) -> [Claim] {
        guard let entries = value.entries, !entries.isEmpty, entries.count <= ScenarioLimits.claims else {
            value.report(
                "`claims` is no list of 1 to \(ScenarioLimits.claims) claims",
                remedy: "write one `- id: ...` a claim")
            return []
        }
        var claims: [Claim] = []
        for entry in entries {
            guard let (claim, id) = Self.claim(entry, tests: tests) else { continue }
            if claims.contains(where: { $0.id == claim.id }) {
                id.report("`\(id.name)` is `\(claim.id)`, as of a claim before", remedy: "give it an own one")
            }
            claims.append(claim)
        }
        return claims
    }
}

extension Target {
    /// What keeps arms that were written for swarm-server from running against it.
    fileprivate var claimsComplaint: Complaint? {
        guard api == .none else { return nil }
        return Complaint(
            "the target `\(name)` has not SwarmBot's API, and claims are tested by arms made for it",
            remedy: "write `api: swarmbot` if it has")
    }
}

extension YAMLTree {
    /// Where the key stands that makes the file one of claims; nil in scenarios.
    var claimsKey: Position? {
        guard case .mapping(let mapping) = root else { return nil }
        let keys: [(name: String?, place: Position)] = mapping.map {
            ($0.key.scalar?.string, Section.position(of: $0.key))
        }
        guard !keys.contains(where: { $0.name == "arms" }) else { return nil }
        return keys.first { $0.name == "claims" }?.place
    }
}
