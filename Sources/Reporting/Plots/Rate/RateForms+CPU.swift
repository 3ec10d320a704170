import Results
import Statistics

extension RateForms {
    /// Server CPU at any event rate from three costs: of a poll (the idle polling arm), of a push message and
    /// of the swarm's own work on an event (the arms' busiest shared load).
    ///
    /// The polls are the same in number at every load, so what polling costs above its idle load is the
    /// swarm's own work, which both arms have. These forms meet where ``CPUBreakEven`` says.
    static func cpu(_ facts: PlotFacts, _ rates: EventRates, _ pairs: [ArmPair]) -> RateForms {
        guard rates.unit == .events else { return .none }
        var curves: [Curve] = []
        for pair in pairs {
            guard let costs = Costs(pair, facts, rates) else { continue }
            let cells: [Cell] = facts.cells(of: pair.baseline) + facts.cells(of: pair.candidate)
            let places: [Double] = sampled(cells.compactMap { rates.rate(of: $0) })
            guard places.count >= 2 else { continue }
            if !curves.contains(where: { $0.style == pair.baseline }) {
                curves.append(
                    Curve(
                        style: pair.baseline, points: places.map { ($0, costs.polls + costs.swarm($0)) }))
            }
            curves.append(
                Curve(
                    style: pair.candidate,
                    points: places.map {
                        ($0, costs.message * costs.form.messages(rate: $0) + costs.swarm($0))
                    }
                ))
        }
        guard !curves.isEmpty else { return .none }
        return RateForms(
            curves: curves,
            sentence: "Dashed: what the costs of a poll (from the idle load), of a push message and of the "
                + "swarm's own work (both from the busiest load) add up to at each rate")
    }

    private struct Costs {
        /// Percent of a CPU for all polls.
        var polls: Double
        /// Percent of a CPU for one message a second and client.
        var message: Double
        /// Percent of a CPU for one event a second, whichever way it is delivered.
        var event: Double
        var idleRate: Double
        var form: PushForm

        init?(_ pair: ArmPair, _ facts: PlotFacts, _ rates: EventRates) {
            let polling: [Cell] = facts.cells(of: pair.baseline)
            let push: [Cell] = facts.cells(of: pair.candidate)
            guard let form = PushForm(push), let idle = polling.first(where: \.load.isIdle),
                let idleRate = rates.rate(of: idle), let polls = idle.summary.server.cpuPercent
            else { return nil }
            let shared: [Cell] = push.filter { $0.load.closed == nil && $0.load.meanRate > 0 }
                .sorted { $0.load.meanRate > $1.load.meanRate }
            for cell in shared {
                guard let busy = polling.first(where: { $0.load == cell.load }),
                    let rate = rates.rate(of: cell), rate > idleRate,
                    let busyCPU = busy.summary.server.cpuPercent, let cpu = cell.summary.server.cpuPercent,
                    let messages = cell.summary.messagesPerClientSecond, messages > 0
                else { continue }
                let swarm: Double = max(0, busyCPU - polls)
                guard cpu > swarm, polls >= 0 else { continue }
                self.form = form
                self.polls = polls
                self.idleRate = idleRate
                message = (cpu - swarm) / messages
                event = swarm / (rate - idleRate)
                return
            }
            return nil
        }

        func swarm(_ rate: Double) -> Double { event * max(0, rate - idleRate) }
    }
}
