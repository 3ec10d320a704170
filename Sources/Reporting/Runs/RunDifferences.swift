import Results

/// What two runs did not have in common besides their time: what a difference of their figures may come from.
enum RunDifferences {
    /// One line each, `CPU model: X -> Y`; empty when nothing that is noted differs.
    static func lines(_ a: ResultsDocument, _ b: ResultsDocument) -> [String] {
        let pairs: [(String, String?, String?)] = [
            ("scenario", a.scenario, b.scenario),
            ("what the scenario asks (its hash)", a.origin?.scenarioHash, b.origin?.scenarioHash),
            ("seed", String(a.seed), String(b.seed)),
            ("commit", commit(a), commit(b)),
            ("machine", a.origin?.machine, b.origin?.machine),
            ("host", a.environment.hostname, b.environment.hostname),
            ("CPU model", a.environment.cpuModel, b.environment.cpuModel),
            ("CPUs", String(a.environment.cpus), String(b.environment.cpus)),
            ("kernel", a.environment.kernel, b.environment.kernel),
            ("clock source", a.environment.clockSource, b.environment.clockSource),
            ("network", a.environment.network, b.environment.network),
            ("CPUs of the server", cpus(a.environment.serverCPUs), cpus(b.environment.serverCPUs)),
            ("CPUs of the generator", cpus(a.environment.generatorCPUs), cpus(b.environment.generatorCPUs)),
            ("bench", a.environment.benchVersion, b.environment.benchVersion),
            (
                "server", a.environment.serverCommand.joined(separator: " "),
                b.environment.serverCommand.joined(separator: " ")
            ),
            ("phases", phases(a), phases(b)),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { name, left, right in
            "\(name): \(left ?? "not noted") -> \(right ?? "not noted")"
        }
    }

    private static func commit(_ document: ResultsDocument) -> String? {
        document.origin.flatMap { CommitName.long($0) }
    }

    private static func cpus(_ list: [Int]?) -> String {
        list.map { $0.map(String.init).joined(separator: ",") } ?? "all"
    }

    private static func phases(_ document: ResultsDocument) -> String {
        document.environment.phaseSeconds.sorted { $0.key < $1.key }.map { name, seconds in
            "\(name) \(NumberFormat.chosen(seconds)) s"
        }.joined(separator: ", ")
    }
}

/// A commit as people refer to it.
enum CommitName {
    /// Ten digits; `+` for files that differed from the commit.
    static func short(_ origin: RunOrigin) -> String? {
        origin.commit.map { "\($0.prefix(10))\(origin.isDirty == true ? "+" : "")" }
    }

    static func long(_ origin: RunOrigin) -> String? {
        origin.commit.map { "\($0)\(origin.isDirty == true ? " with changes" : "")" }
    }
}
