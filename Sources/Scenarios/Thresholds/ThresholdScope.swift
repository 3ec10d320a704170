/// What the names of a threshold stand for: a scenario's arms and load points, and what they can have.
package struct ThresholdScope: Sendable {
    package var arms: [Arm]
    package var loads: [OfferedLoad]
    /// Length of the steady state, nanoseconds; nil checks no windows against it.
    package var steady: Int64?
    /// Something goes wrong on purpose; nil when that is not known.
    package var hasFaults: Bool?

    package init(arms: [Arm], loads: [OfferedLoad], steady: Int64?) {
        self.arms = arms
        self.loads = loads
        self.steady = steady
    }

    /// Why no cell that the operand names can have its figure; nil when one can.
    func complaint(_ operand: ThresholdOperand) -> Complaint? {
        if hasFaults == false, case .scalar(let scalar) = operand.figure, scalar.needsFaults {
            return Complaint(
                "no arm has `\(operand.figure)`: nothing goes wrong on purpose",
                remedy: "add `faults`, or leave the threshold out")
        }
        let named: [Arm] = arms.filter { operand.arm == nil || $0.name == operand.arm }
        let points: [OfferedLoad] = loads.filter { operand.load == nil || $0.label == operand.load }
        var reason: String?
        for arm in named {
            for point in points {
                guard let absence = Self.absence(of: operand.figure, arm, point) else { return nil }
                reason = reason ?? absence
            }
        }
        guard let reason else { return nil }
        let what: String =
            operand.arm.map { "`\($0)` has no `\(operand.figure)`" } ?? "no arm has `\(operand.figure)`"
        return Complaint("\(what): \(reason)", remedy: "ask for another figure, or leave the threshold out")
    }

    func windowComplaint(_ length: Int64) -> Complaint? {
        guard let steady else { return nil }
        if length > steady {
            return Complaint(
                "`every` is \(DurationText.format(length)), longer than the steady state "
                    + "(\(DurationText.format(steady)))",
                remedy: "shorten it, or leave it out to ask for the whole run")
        }
        guard steady / length <= Int64(ScenarioLimits.thresholdWindows) else {
            let shortest: Int64 =
                (steady / Int64(ScenarioLimits.thresholdWindows) / 1_000_000_000 + 1) * 1_000_000_000
            return Complaint(
                "`every` cuts the steady state into more than \(ScenarioLimits.thresholdWindows) windows",
                remedy: "make it at least \(DurationText.format(shortest))")
        }
        return nil
    }

    /// Why an arm cannot have a figure at a load point, whatever it does; nil when it can.
    package static func absence(of figure: ThresholdFigure, _ arm: Arm, _ load: OfferedLoad) -> String? {
        let isIdle: Bool = load.isIdle && !arm.submitsTasks
        switch figure {
        case .latency(.serverDelay, _) where !arm.transport.isPush:
            return "its clients poll, and the server holds nothing back for them"
        case .latency(.pollWait, _) where arm.transport.isPush:
            return "its clients do not poll at an interval"
        case .latency(.submitToSeen, _) where isIdle:
            return "no task is submitted at 0 tasks/s"
        case .latency(.responseTime, _) where load.isIdle, .latency(.serviceTime, _) where load.isIdle,
            .scalar(.acceptedPerSecond) where load.isIdle:
            return "no task is submitted over HTTP at 0 tasks/s"
        case .scalar(.stampLagP99) where isIdle: return "no task is completed at 0 tasks/s"
        case .scalar(let scalar): return absence(of: scalar, at: arm.target, isPush: arm.transport.isPush)
        case .latency, .errors: return nil
        }
    }

    private static func absence(
        of scalar: ThresholdFigure.Scalar, at target: Target?, isPush: Bool
    ) -> String? {
        guard let target else { return nil }
        switch scalar {
        case .duplicated, .reordered:
            let sequence: FieldPath? = isPush ? target.updates.sequence : target.poll?.sequence
            return target.api == .none && sequence == nil ? "its target's updates bear no sequence" : nil
        case .stampLagP99: return target.api == .none ? "its target keeps no log" : nil
        case .cpuPercent, .userPercent, .systemPercent, .cpuPerUpdate, .cpuPerMessage, .residentBytes:
            let isKnown: Bool = target.cpu != nil || target.command != nil
            return isKnown ? nil : "its target does not say where its CPU time is read"
        default: return nil
        }
    }
}

extension Arm {
    /// Some of its clients submit tasks.
    fileprivate var submitsTasks: Bool {
        behaviours.contains { behaviour in
            if case .operator = behaviour.kind { true } else { false }
        }
    }
}

extension Scenario {
    /// What this scenario's thresholds can name.
    package var thresholdScope: ThresholdScope {
        var scope = ThresholdScope(arms: arms, loads: load.points, steady: phases.steady)
        scope.hasFaults = !faults.isEmpty
        return scope
    }
}
