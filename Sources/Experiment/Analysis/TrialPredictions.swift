import LoadEngine
import Results
import Scenarios
import Statistics

/// Closed forms with a trial's own rates and costs, beside what the trial measured.
struct TrialPredictions {
    let measurement: TrialMeasurement
    let join: TrialJoin
    let window: AnalysisWindow
    let windows: WindowReplay
    let events: EventCosts
    let costs: TrialCosts
    let messages: Int

    private var cell: String {
        "\(measurement.arm.name)@\(measurement.load.name)"
    }
    private var seconds: Double {
        Double(window.eligible.upperBound - window.eligible.lowerBound) / 1e9
    }

    /// The traffic's forms know clients that are there throughout and send nothing.
    private var onlyListens: Bool { measurement.arm.behaviours.allSatisfy(\.isPlain) }

    func all() -> [Prediction] {
        guard seconds > 0, window.seconds > 0, measurement.knowsSettings else { return [] }
        switch measurement.arm.transport {
        case .intervalPolling(let interval):
            return pollingLatency() + pollingTraffic(interval: Double(interval) / 1e9)
        case .conditionalPolling(let interval):
            return pollingLatency() + conditionalTraffic(interval: Double(interval) / 1e9)
        case .eventPolling(let interval):
            return pollingLatency() + eventPageTraffic(interval: Double(interval) / 1e9)
        case .webSocket:
            guard join.index.isWhole else { return [] }
            return windows.types.flatMap { batchDelay($0) } + pushTraffic() + fanOut()
        case .longPolling:
            guard join.index.isWhole else { return [] }
            return windows.types.flatMap { batchDelay($0) } + fanOut()
        }
    }

    private func pollingLatency() -> [Prediction] {
        let tally = join.tally
        guard let variance = tally.pollGaps.populationVariance, tally.responses.count > 0,
            let measured = tally.updateLatency.mean
        else { return [] }
        let form = PollingLatency(
            interval: tally.pollGaps.mean, intervalVariance: variance, response: tally.responses.mean)
        return [
            Prediction(
                quantity: "updateLatency.mean", cell: cell, unit: "ms", predicted: form.mean * 1e3,
                measured: measured / 1e6, formula: PollingLatency.formula)
        ]
    }

    /// The replay is checked: the tasks' events come in clusters, which the closed form for Poisson
    /// arrivals does not know.
    private func batchDelay(_ type: WindowReplay.EventType) -> [Prediction] {
        guard type.window.window > 0 else { return [] }
        let delays: Moments = join.tally.serverDelayByType[type.place]
        guard delays.count > 0, let replayed = type.meanDelay(eligible: window.eligible) else { return [] }
        let count: Int = type.instants.count { window.eligible.contains($0) }
        let rate: Double = Double(count) / seconds
        func prediction(_ seconds: Double, _ formula: String, checked: Bool) -> Prediction {
            Prediction(
                quantity: "serverDelay.mean of \(type.name)", cell: cell, unit: "ms",
                predicted: seconds * 1e3, measured: delays.mean * 1e3, formula: formula, checked: checked)
        }
        return [
            prediction(replayed, "log replayed through the window rule", checked: true),
            prediction(
                type.window.meanDelay(rate: rate), BatchWindow.formula + ", Poisson arrivals",
                checked: false),
        ]
    }

    /// From the one exchange that each client made before the load. Checked on an idle swarm: under
    /// load the state lists recent tasks, and has grown by their bytes.
    private func pollingTraffic(interval: Double) -> [Prediction] {
        guard interval > 0, costs.traffic.handshakeBytes > 0 else { return [] }
        let rate: Double = WireTraffic.polling(
            payloadBytes: costs.traffic.handshakeBytes, interval: interval)
        let isIdle: Bool = measurement.load.isIdle
        let formula: String =
            WireTraffic.pollingFormula + " of the first poll"
            + (isIdle ? "" : ", before the load made the state grow")
        return [traffic(bytesPerSecond: rate, formula: formula, checked: isIdle)]
    }

    /// Rates by the log, sizes of items by what was received. The closed form is for Poisson arrivals;
    /// a task's events come in clusters that share messages, so the one with the log's own batches is
    /// checked. Without batching, messages of a burst share segments as the kernel has it, which no form
    /// here knows: neither is.
    private func pushTraffic() -> [Prediction] {
        // By name, so that sums are the same in every process.
        let types: [(key: String, value: EventTraffic)] = events.byType.sorted { $0.key < $1.key }
        guard !types.isEmpty else { return [] }
        let heartbeats: Double = WireTraffic.heartbeats(
            pingInterval: Double(measurement.server.pingInterval) / 1e9)
        let closed: Double = types.reduce(heartbeats) {
            $0 + $1.value.bytesPerSecond(loadRate: $1.value.loadRate)
        }
        let replayed: Double = types.reduce(heartbeats) { sum, type in
            sum + type.value.rate * type.value.itemBytes
                + (events.replayedRate[type.key] ?? 0) * type.value.batchBytes
        }
        let isBatched: Bool = measurement.server.largestBatchWindow > 0
        let formula: String =
            "h + sum over types of r s + m b, m by the log's replay"
            + (isBatched ? "" : ", as if no message shared a segment")
        return [
            traffic(
                bytesPerSecond: replayed, formula: formula, checked: onlyListens && isBatched),
            traffic(
                bytesPerSecond: closed, formula: WireTraffic.pushFormula + ", Poisson arrivals",
                checked: false),
        ]
    }

    func traffic(bytesPerSecond: Double, formula: String, checked: Bool) -> Prediction {
        Prediction(
            quantity: "traffic", cell: cell, unit: "bytes/client/h", predicted: bytesPerSecond * 3_600,
            measured: costs.traffic.wireTotalWithHeartbeats, formula: formula, checked: checked)
    }

    /// Not checked: the cost of a send is all of the server's CPU over the messages, which also holds
    /// the swarm's own work, and on loopback the clients' side of the stack.
    private func fanOut() -> [Prediction] {
        guard let share = costs.cpuShare, messages > 0, let measured = join.tally.deliveryLatency.mean
        else { return [] }
        let clients: Int = measurement.record.clients.count { $0.sessionStart > 0 }
        let form = FanOut(clients: clients, sendCost: share * window.seconds / Double(messages))
        let flushes: [Int64] = windows.flushes(in: window.cost)
        func prediction(_ seconds: Double, _ formula: String) -> Prediction {
            Prediction(
                quantity: "deliveryLatency.mean", cell: cell, unit: "ms", predicted: seconds * 1e3,
                measured: measured / 1e6, formula: formula + ", s = server CPU / messages", checked: false)
        }
        let rate: Double = Double(flushes.count) / window.seconds
        let closed = form.meanDelivery(messageRate: rate).map { prediction($0, FanOut.formula) }
        let replayed = form.meanDelivery(replaying: flushes).map {
            prediction($0, "fan-out queue, log replayed")
        }
        return [closed, replayed].compactMap { $0 }
    }
}
