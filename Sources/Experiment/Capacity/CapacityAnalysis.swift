import Results
import Scenarios
import Statistics

/// What follows from the trials of a search: the answer's edge, costs, models, plan. Pure.
enum CapacityAnalysis {
    /// The search's answer as the document has it.
    static func answer(_ search: CapacitySearch, scenario: CapacityScenario) -> CapacityAnswer {
        func at(_ kind: CapacityAnswer.Kind, _ level: Double?, _ reason: String?) -> CapacityAnswer {
            let load: CapacityScenario.Load? = level.map { scenario.load(at: $0) }
            return CapacityAnswer(
                kind: kind, clients: load?.clients, tasksPerSecond: load?.tasksPerSecond, reason: reason)
        }
        return switch search.answer {
        case .found(let level): at(.found, level, nil)
        case .atLeast(let level, let reason): at(.atLeast, level, reason)
        case .nothing:
            at(.none, nil, "the objective does not hold at the lowest load")
        case .unknown(let reason): at(.unknown, nil, reason)
        case .stopped(let level, let reason): at(.stopped, level, reason)
        case nil: at(.stopped, search.largestHeld, "the search is under way")
        }
    }

    /// The report with everything that follows from its trials and its answer made anew.
    ///
    /// - Parameters:
    ///   - steadySeconds: length of each trial's steady state.
    ///   - eventLoops: of the server.
    static func concluded(
        _ report: CapacityReport, objective: [ThresholdExpression], steadySeconds: Double, eventLoops: Int,
        assumptions: CapacityAssumptions
    ) -> CapacityReport {
        var result: CapacityReport = report
        result.notes = []
        let edge: [CapacityTrial] = edgeTrials(report)
        if result.answer.isConfirmed {
            result.answer.edge = objective.enumerated().compactMap { Self.edge($1, place: $0, of: edge) }
        }
        let costs = CapacityCosts(report, edge: edge, steadySeconds: steadySeconds)
        result.costs = costs.all
        let models = CapacityModels(report, objective: objective, eventLoops: eventLoops)
        result.fanOut = models.fanOut
        result.scalability = models.scalability
        result.notes = models.notes
        result.plan = plan(result, costs, assumptions)
        return result
    }

    /// The fresh trials at the load of the answer, those of the last confirmation alone.
    static func edgeTrials(_ report: CapacityReport) -> [CapacityTrial] {
        report.trials.filter {
            $0.purpose == .confirmation && $0.outcome == .held && $0.clients == report.answer.clients
                && $0.tasksPerSecond == report.answer.tasksPerSecond
        }
    }

    private static func edge(
        _ expression: ThresholdExpression, place: Int, of trials: [CapacityTrial]
    ) -> CapacityEdge? {
        let results: [ThresholdResult] = trials.compactMap {
            place < $0.conditions.count ? $0.conditions[place] : nil
        }
        let values: [Double] = results.compactMap(\.value)
        guard let first = results.first else { return nil }
        let mean = GeometricMean(values)
        return CapacityEdge(
            expression: expression.description, unit: first.unit ?? "", limit: expression.limitValue,
            mean: mean?.mean,
            confidence95: mean.map { [$0.interval95.lowerBound, $0.interval95.upperBound] },
            values: values)
    }

    private static func plan(
        _ report: CapacityReport, _ costs: CapacityCosts, _ assumptions: CapacityAssumptions
    ) -> CapacityPlanRecord? {
        guard report.answer.isConfirmed, let clients = report.answer.clients else { return nil }
        let plan = CapacityPlan(
            clientsPerServer: Double(clients), headroom: assumptions.headroom,
            spareServers: assumptions.spareServers, coresPerServer: assumptions.coresPerServer,
            bytesPerServer: costs.memory?.base, bytesPerClient: costs.memory?.perClient,
            egressPerClientHour: costs.egress, connectedShare: assumptions.connectedShare,
            averageShare: assumptions.averageShare)
        return CapacityPlanRecord(
            clientsPerServer: plan.clientsPerServer, headroom: plan.headroom, spareServers: plan.spareServers,
            coresPerServer: plan.coresPerServer,
            assumptions: assumptions.sentences(report, hasMemory: costs.memory != nil),
            rows: plan.rows.map {
                CapacityPlanRecord.Row(
                    users: $0.users, servers: $0.servers, cores: $0.cores, memoryBytes: $0.memoryBytes,
                    egressBytesPerMonth: $0.egressBytesPerMonth)
            })
    }
}
