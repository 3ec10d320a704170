import ArgumentParser

extension GateCommand {
    func validate() throws {
        let modes: [String] = [
            null ? "--null" : nil, baseline.map { _ in "--baseline" }, again.map { _ in "--again" },
            bank.map { _ in "--bank" }, decide.map { _ in "--decide" },
        ].compactMap { $0 }
        guard modes.count <= 1 else {
            throw ValidationError(
                "\(modes.joined(separator: " and ")) are different gates: give one of them.")
        }
        if again != nil { return try validateAgain() }
        if decide != nil {
            return try refuse(
                measuring + [("--max-time", limits.maxTime != nil)], because: "--decide measures nothing")
        }
        guard scenario != nil else {
            throw ValidationError("Which SCENARIO? For instance: bench gate ... scenarios/gate.yaml")
        }
        if baseline != nil { return try validateBaseline() }
        try refuse(
            [("--trials", place.trials != nil)],
            because: "a gate of two builds runs as many pairs as it takes, and --max-pairs at most")
        guard null || bank != nil || (base != nil && head != nil) else {
            throw ValidationError(
                "A gate compares two builds: give --base and --head. (--null runs one against itself, --baseline FILE "
                    + "compares a run with a stored one.)")
        }
        if null || bank != nil {
            try refuse(
                [("--head", head != nil), ("--head-env", !headEnv.isEmpty)],
                because: "--null runs one build against itself: name it with --base")
            try refuse(
                [("--base-env", base == nil && !baseEnv.isEmpty)],
                because: "name the build it is for with --base")
        }
        if let bank {
            guard (3...10_000).contains(bank) else {
                throw ValidationError("--bank \(bank): give 3 to 10000 pairs.")
            }
            try refuse(ending, because: "--bank runs the pairs that it is told, however long they take")
        }
    }

    private func validateAgain() throws {
        try refuse(
            measuring + ending,
            because:
                "--again measures nothing, and judges pairs by the rule they were measured for; --smallest-effect alone "
                + "asks for another change")
    }

    private func validateBaseline() throws {
        try refuse(
            [
                ("--base", base != nil), ("--base-env", !baseEnv.isEmpty), ("--head-env", !headEnv.isEmpty),
                ("--arm", place.arm != nil), ("--load", place.load != nil),
            ],
            because:
                "--baseline compares all arms of a run with a stored one; --head alone names a server for it"
        )
        try refuse(
            ending,
            because: "--baseline runs the blocks of its scenario, or as many as --trials says, and looks once"
        )
    }

    /// What says how a gate of two builds ends.
    private var ending: [(name: String, isGiven: Bool)] {
        [("--max-pairs", limits.maxPairs != nil), ("--max-time", limits.maxTime != nil)]
    }

    /// What says what is measured, and where that goes.
    private var measuring: [(name: String, isGiven: Bool)] {
        [
            ("SCENARIO", scenario != nil), ("--base", base != nil), ("--head", head != nil),
            ("--base-env", !baseEnv.isEmpty), ("--head-env", !headEnv.isEmpty), ("--arm", place.arm != nil),
            ("--load", place.load != nil), ("--clients", place.clients != nil),
            ("--steady", place.steady != nil), ("--trials", place.trials != nil),
            ("--seed", place.seed != nil), ("--network", place.network != nil),
            ("--output", place.output != nil), ("--history", historyOptions.file != nil),
            ("--no-history", noHistory),
        ]
    }

    /// Options that were given and would be passed over: whoever gave them would take the answer for that to another
    /// question.
    func refuse(_ options: [(name: String, isGiven: Bool)], because reason: String) throws {
        let given: [String] = options.filter(\.isGiven).map(\.name)
        guard given.isEmpty else {
            throw ValidationError("\(given.joined(separator: " and ")) cannot be used here: \(reason).")
        }
    }
}
