extension Arm {
    /// What its clients do where connections are lost on purpose: all of them come back, as dashboards do.
    package var behavioursThatReturn: [Behaviour] {
        guard !behaviours.isEmpty else { return [Behaviour(name: "viewer", kind: .viewer, reconnects: true)] }
        return behaviours.map { behaviour in
            var behaviour = behaviour
            behaviour.reconnects = true
            return behaviour
        }
    }

    /// What the arm's target cannot give its clients; nil when nothing is wrong.
    var behaviourComplaint: Complaint? {
        guard let target, target.api == .none else { return nil }
        for behaviour in behaviours {
            let needs: String
            switch behaviour.kind {
            case .operator: needs = "`submit_task`"
            case .flaky: needs = "`GET /api/swarm`"
            case .viewer, .refresher, .slowReader:
                guard behaviour.reconnects else { continue }
                needs = "`GET /api/swarm`"
            }
            return Complaint(
                "behaviour `\(behaviour.name)` of arm `\(name)` needs \(needs), which the target "
                    + "`\(target.name)` does not have",
                remedy: "leave the behaviour out, or write `api: swarmbot` if the target has it")
        }
        return nil
    }
}
