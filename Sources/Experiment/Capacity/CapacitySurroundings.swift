import Results
import Statistics

/// Which loads are measured around the edge once there is an answer: those that the models rest on. Pure.
struct CapacitySurroundings {
    let run: CapacityRun

    /// So near to one another two loads are the same for a model, as a ratio.
    private static let near: Double = 1.15
    /// Single trials differ by a fifth and more from one another.
    private static let trialsBelow = 3
    /// From one load to the next beyond the edge, while the server is not saturated and once it is.
    private static let stride: Double = 1.5
    private static let saturatedStride: Double = 1.25

    init(_ run: CapacityRun) { self.run = run }

    /// Loads below the edge, one a trial: three quarters of it, half, a quarter and so on, each so often that it has
    /// been measured ``trialsBelow`` times, where the search has passed near one, there.
    func below(_ report: CapacityReport) -> [Double] {
        guard report.answer.isConfirmed, let edge = report.answerLevel else { return [] }
        let known: [Double] = report.trials.filter { $0.outcome == .held || $0.outcome == .failed }.map(level)
        return shares.flatMap { share -> [Double] in
            let wanted: Double = max(
                run.rule.lowest, (edge * share / run.rule.quantum).rounded() * run.rule.quantum)
            let near: [Double] = known.filter { max($0, wanted) < Self.near * min($0, wanted) }
            let place: Double = near.min { distance($0, wanted) < distance($1, wanted) } ?? wanted
            guard place < edge else { return [] }
            return Array(repeating: place, count: max(0, Self.trialsBelow - near.count))
        }
    }

    /// The smallest load that the server did not carry, once for each further trial there.
    ///
    /// - Parameter ceiling: what ended the search, the server or something else.
    func above(_ report: CapacityReport, ceiling: CapacitySearch.Ceiling?) -> [Double] {
        guard case .found = report.answer.kind, let ceiling, ceiling.limit == nil else { return [] }
        return Array(repeating: ceiling.load, count: run.trialsAbove)
    }

    /// Of the edge: low ones tell the model a send's cost, high ones how long messages wait.
    private var shares: [Double] {
        (0..<run.lowerLoads).map { $0 == 0 ? 0.75 : 1 / Double(1 << min(30, $0)) }
    }

    private func distance(_ one: Double, _ other: Double) -> Double { max(one, other) / min(one, other) }

    /// The next load beyond the edge: upwards until as many as wanted were saturated; nil when they were, or where
    /// there are no more.
    ///
    /// - Parameter ceiling: the smallest load known not to do.
    func next(_ report: CapacityReport, ceiling: Double?) -> Double? {
        guard run.scenario.axis == .clients, run.scenario.base.arms[0].transport.isPush,
            run.saturatedLoads > 0,
            case .found = report.answer.kind, let ceiling
        else { return nil }
        let saturated: [CapacityTrial] = CapacityModels.saturated(
            report, eventLoops: run.scenario.base.server.eventLoops)
        let beyond: [CapacityTrial] = report.trials.filter { $0.purpose == .saturation }
        guard Set(saturated.map(\.clients)).count < run.saturatedLoads,
            Set(beyond.map(\.clients)).count < 3 * run.saturatedLoads
        else { return nil }
        guard let last = beyond.last else { return first(report, ceiling) }
        let isSaturated: Bool = saturated.contains { $0.position == last.position }
        let level: Double =
            (Double(last.clients) * (isSaturated ? Self.saturatedStride : Self.stride)).rounded(.up)
        return level <= run.rule.highest ? level : nil
    }

    /// A guess at how many trials are still to come.
    func remaining(_ report: CapacityReport) -> Int {
        let isAnswered: Bool = report.answer.isConfirmed
        let lower: Int = isAnswered ? below(report).count : 2 * run.lowerLoads
        let beyond: Int =
            run.scenario.axis == .clients && run.scenario.base.arms[0].transport.isPush
            ? run.saturatedLoads : 0
        guard isAnswered else { return lower + beyond + run.trialsAbove }
        let saturated: [CapacityTrial] = CapacityModels.saturated(
            report, eventLoops: run.scenario.base.server.eventLoops)
        return lower + max(0, beyond - Set(saturated.map(\.clients)).count)
    }

    /// What failed, or where the fan-out model puts saturation where that is not far.
    private func first(_ report: CapacityReport, _ ceiling: Double) -> Double? {
        let predicted: Double = 1.1 * (report.fanOut?.saturation?.value ?? 0)
        let level: Double = predicted < 4 * ceiling ? max(ceiling, predicted) : ceiling
        return level <= run.rule.highest ? level.rounded(.up) : nil
    }

    private func level(_ trial: CapacityTrial) -> Double {
        run.scenario.axis == .rate ? trial.tasksPerSecond : Double(trial.clients)
    }
}
