/// Settings from the command line that take the place of the file's.
package struct ScenarioOverrides: Sendable, Equatable {
    /// `--clients`
    package var clients: Int?
    /// `--steady`, as written: `30s`.
    package var steady: String?
    /// `--trials`: trials of every cell, which is the number of blocks.
    package var trials: Int?
    /// `--seed`
    package var seed: UInt64?
    /// `--network`
    package var network: NetworkPath?
    /// `--workers`
    package var workers: Int?
    /// `--processes`
    package var processes: Int?
    /// `--no-thresholds`: leaves out the file's.
    package var dropsThresholds = false
    /// `--threshold`, each an expression: beside those of the file.
    package var thresholds: [String] = []

    package init(
        clients: Int? = nil, steady: String? = nil, trials: Int? = nil, seed: UInt64? = nil,
        network: NetworkPath? = nil, workers: Int? = nil, processes: Int? = nil
    ) {
        self.clients = clients
        self.steady = steady
        self.trials = trials
        self.seed = seed
        self.network = network
        self.workers = workers
        self.processes = processes
    }
}

extension Scenario {
    /// This scenario with `overrides` in place, held to the same limits as the file.
    ///
    /// - Throws: `ScenarioError` that names the option of every impossible value.
    package func applying(_ overrides: ScenarioOverrides) throws(ScenarioError) -> Scenario {
        var result: Scenario = self
        var problems: [ScenarioProblem] = []
        func check(_ option: String, _ complaint: Complaint?) {
            guard let complaint else { return }
            problems.append(ScenarioProblem(place: .option(option), complaint: complaint))
        }
        if let clients = overrides.clients {
            check("--clients", ScenarioLimits.complaint("clients", clients, ScenarioLimits.clients))
            result.clients = clients
        }
        if let trials = overrides.trials {
            check("--trials", ScenarioLimits.complaint("blocks", trials, ScenarioLimits.blocks))
            result.blocks = trials
        }
        if let text = overrides.steady {
            do {
                let steady: Int64 = try DurationText.nanoseconds(from: text)
                let complaint = ScenarioLimits.complaint("steady", duration: steady, ScenarioLimits.steady)
                check("--steady", complaint)
                if complaint == nil { check("--steady", shortage(steady)) }
                result.phases.steady = steady
            } catch {
                check("--steady", ScenarioLimits.complaint("steady", text: Value.shortened(text), error))
            }
        }
        result.seed = overrides.seed ?? seed
        if let workers = overrides.workers {
            check("--workers", ScenarioLimits.complaint("workers", workers, ScenarioLimits.generatorWorkers))
            result.generator.workers = workers
        }
        if let processes = overrides.processes {
            check(
                "--processes",
                ScenarioLimits.complaint("processes", processes, ScenarioLimits.generatorProcesses))
            result.generator.processes = processes
        }
        if let network = overrides.network {
            check("--network", obstacle(to: network))
            result.network = network
        }
        if overrides.dropsThresholds { result.thresholds = [] }
        if overrides.steady != nil { check("--steady", result.windowShortage) }
        problems += result.add(overrides.thresholds)
        guard problems.isEmpty else { throw ScenarioError(problems) }
        return result
    }

    /// What is wrong with a steady state of this length beside the polling intervals and load shapes.
    func shortage(_ steady: Int64) -> Complaint? {
        for arm in arms {
            guard let interval = arm.transport.pollInterval, interval > steady else { continue }
            return Complaint(
                "`steady` is \(DurationText.format(steady)), shorter than the interval of arm `\(arm.name)`",
                remedy: "make it at least \(DurationText.format(interval))")
        }
        for fault in faults {
            guard case .at(let times) = fault.timing, let last = times.last,
                last >= steady || fault.kind.length > steady - last
            else { continue }
            let end: String = DurationText.format(last + max(fault.kind.length, 1))
            return Complaint(
                "`steady` is \(DurationText.format(steady)), but fault `\(fault.name)` lasts until \(end)",
                remedy: "make it longer, with time to recover")
        }
        for point in load.points {
            guard case .open(let shape) = point.model, shape.neededLength > steady else { continue }
            let needed: String = DurationText.format(shape.neededLength)
            return Complaint(
                "`steady` is \(DurationText.format(steady)), but load point `\(point.label)` takes \(needed)",
                remedy: "make it at least \(needed), or shorten the load point")
        }
        return nil
    }
}
