/// What a scenario lets one expect of a threshold before it runs.
package enum ThresholdForecast {
    /// Why a threshold will hardly be decided: its percentile needs more events than the scenario makes. Nil
    /// when it probably will, and where nothing can be told (closed models, other targets).
    ///
    /// - Parameter format: writes a number for people.
    package static func doubt(
        _ expression: ThresholdExpression, in scenario: Scenario, format: (Double) -> String
    ) -> String? {
        if let window = expression.window {
            return windowDoubt(expression.left, window: window, in: scenario, format: format)
        }
        var doubts: [(text: String, events: Double)] = []
        for operand in expression.operands {
            guard let needed = operand.figure.neededEvents else { continue }
            for point in scenario.load.points where operand.load == nil || operand.load == point.label {
                guard case .open(let shape) = point.model, case .constant(let rate) = shape else { continue }
                let arms: [Arm] = scenario.arms.filter { operand.arm == nil || $0.name == operand.arm }
                let isOpen: Bool = arms.contains {
                    $0.target == nil && $0.behaviours.isEmpty
                        && ThresholdScope.absence(of: operand.figure, $0, point) == nil
                }
                let seconds: Double = Double(scenario.phases.steady) / 1e9 * Double(scenario.blocks)
                let events: Double = rate * seconds * operand.figure.eventsPerTask
                guard isOpen, events < needed else { continue }
                doubts.append(
                    (
                        "\(operand.figure.description) needs \(format(needed)) events and the tasks of @\(point.label) make "
                            + "about \(format(events.rounded()))", events
                    ))
            }
        }
        return doubts.min { $0.events < $1.events }?.text
    }

    /// The same of windows: each takes samples, which are events times clients.
    private static func windowDoubt(
        _ operand: ThresholdOperand, window: Int64, in scenario: Scenario, format: (Double) -> String
    ) -> String? {
        guard let needed = operand.figure.neededSamples else { return nil }
        var doubts: [(text: String, samples: Double)] = []
        for point in scenario.load.points where operand.load == nil || operand.load == point.label {
            guard case .open(let shape) = point.model, case .constant(let rate) = shape else { continue }
            let isOpen: Bool = scenario.arms.contains { arm in
                (operand.arm == nil || arm.name == operand.arm) && arm.target == nil && arm.behaviours.isEmpty
                    && ThresholdScope.absence(of: operand.figure, arm, point) == nil
            }
            let tasks: Double = rate * Double(window) / 1e9
            let samples: Double = tasks * operand.figure.eventsPerTask * Double(scenario.clients)
            guard isOpen, samples < needed else { continue }
            doubts.append(
                (
                    "\(operand.figure.description) of a window needs \(format(needed)) samples and the tasks of "
                        + "@\(point.label) make about \(format(samples.rounded()))", samples
                ))
        }
        return doubts.min { $0.samples < $1.samples }?.text
    }
}

extension ThresholdFigure {
    /// Distinct events without which a run cannot tell it (docs/measurement.md); nil for what needs none.
    fileprivate var neededEvents: Double? {
        guard case .latency(_, let statistic) = self else { return nil }
        switch statistic {
        case .p99: return 1_000
        case .p999: return 10_000
        case .mean, .p50, .p90, .max: return nil
        }
    }

    /// Samples without which a window cannot tell it: ten beyond the quantile (docs/scenarios.md).
    fileprivate var neededSamples: Double? {
        guard case .latency(_, let statistic) = self else { return nil }
        switch statistic {
        case .mean, .max: return 1
        case .p50: return 20
        case .p90: return 100
        case .p99: return 1_000
        case .p999: return nil
        }
    }

    /// About: a swarm's task makes six events, and is itself one for what is counted by task.
    fileprivate var eventsPerTask: Double {
        switch self {
        case .latency(.submitToSeen, _), .latency(.responseTime, _), .latency(.serviceTime, _): 1
        case .latency, .scalar, .errors: 6
        }
    }
}
