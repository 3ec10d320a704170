extension ScenarioReader {
    /// Every arm can be met by every fault, and recover from it.
    static func checkFaults(_ scenario: Scenario, _ value: Value?) {
        guard let value else { return }
        for arm in scenario.arms {
            guard let complaint = arm.obstacle(to: scenario.faults) else { continue }
            value.report(complaint.what, remedy: complaint.remedy)
        }
    }
}

extension Arm {
    /// Why these faults cannot be injected into the arm's trials; nil when they can.
    func obstacle(to faults: [Fault]) -> Complaint? {
        guard !faults.isEmpty else { return nil }
        if transport == .longPolling {
            return Complaint(
                "clients of arm `\(name)` (long-polling) do not come back once they lost their connection",
                remedy: "leave the arm out of a scenario with faults, or use websocket or a polling transport"
            )
        }
        guard let target else { return nil }
        if target.api == .none {
            return Complaint(
                "the target `\(target.name)` of arm `\(name)` is no SwarmBot: without its log and state nobody "
                    + "knows what clients missed",
                remedy:
                    "leave the arm out of a scenario with faults, or use `api: swarmbot` if it has SwarmBot's"
            )
        }
        if target.cpu != nil, let fault = faults.first(where: \.kind.isRestart) {
            return Complaint(
                "`\(fault.name)` starts another process, and the CPU time of the target `\(target.name)` of arm "
                    + "`\(name)` is read from a source that counts one process alone",
                remedy: "leave the target's `cpu` out, or the fault")
        }
        guard target.command == nil, let fault = faults.first(where: \.kind.needsProcess) else { return nil }
        return Complaint(
            "`\(fault.name)` is done to the server's process, and bench does not start the target "
                + "`\(target.name)` of arm `\(name)`",
            remedy: "give the target a `command`, or use faults of the connections and the path alone")
    }
}
