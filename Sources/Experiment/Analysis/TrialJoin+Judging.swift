import LoadEngine
import Metering
import Statistics

extension TrialJoin {
    /// Latency, split and loss of every eligible entry at the client whose row is filled.
    mutating func judgeUpdates(_ session: Range<Int64>) {
        for entry in index.eligible where session.contains(index.timestamps[entry]) {
            tally.groups[group].updates += 1
            tally.groups[group].covered[entry] = true
            guard let journey = journey(of: entry) else {
                tally.groups[group].lost += 1
                tally.groups[group].updateLatency.recordInfinite()
                if isWitness { judgeLost(entry) }
                continue
            }
            if journey.isEarly { tally.negative += 1 }
            tally.groups[group].updateLatency.record(UInt64(journey.latency))
            guard isWitness else { continue }
            tally.updates += 1
            tally.covered[entry] = true
            tally.updateLatency.record(UInt64(journey.latency))
            tally.updateLatencyByType[index.types[entry]].record(UInt64(journey.latency))
            tally.slices[slice(of: index.timestamps[entry])].add(Double(journey.latency) / 1e6)
            split(entry, journey)
        }
    }

    private mutating func judgeLost(_ entry: Int) {
        tally.updates += 1
        tally.covered[entry] = true
        tally.lost += 1
        tally.updateLatency.recordInfinite()
        tally.deliveryLatency.recordInfinite()
        tally.asSeenLatency.recordInfinite()
        tally.updateLatencyByType[index.types[entry]].recordInfinite()
    }

    private mutating func split(_ entry: Int, _ journey: Journey) {
        tally.asSeenLatency.record(UInt64(journey.latency) + UInt64(journey.lag))
        guard let delivery = journey.delivery else { return }
        tally.deliveryLatency.record(UInt64(delivery))
        switch journey.path {
        case .pushed(let delay, let place):
            tally.serverDelay.record(UInt64(delay))
            tally.serverDelayByType[index.types[entry]].add(Double(delay) / 1e9)
            let uncertainty: UInt32 = entries[place].stampUncertainty
            if uncertainty > 0 {
                tally.sharedReceipts += 1
                tally.stampUncertainty += Double(min(delivery, Int64(uncertainty)))
            }
        case .polled(let wait): tally.pollWait.record(UInt64(wait))
        case .fetched: break
        }
    }

    /// The union of [stamp, possession) over the window: stamps ascend, so one edge suffices.
    mutating func judgeStaleness(_ session: Range<Int64>) {
        let view: Range<Int64> = window.clamped(to: session)
        tally.viewTime += view.upperBound - view.lowerBound
        var edge: Int64 = view.lowerBound
        for entry in index.byTime {
            let stamp: Int64 = index.timestamps[entry]
            if stamp >= view.upperBound { break }
            guard session.contains(stamp) else { continue }
            let from: Int64 = max(stamp, edge)
            let to: Int64 = min(possession[entry], view.upperBound)
            if to > from {
                tally.staleTime += to - from
                edge = to
            }
        }
    }

    /// Submit to seen: the first event of a task that the client possessed, of whatever type.
    mutating func judgeTasks(_ session: Range<Int64>) {
        for entry in 0..<index.count where tasks.taskOfEntry[entry] >= 0 {
            let task: Int = tasks.taskOfEntry[entry]
            firstOfTask[task] = min(firstOfTask[task], possession[entry])
        }
        for (_, elapsed) in tasksSeen(in: session) {
            if let elapsed {
                tally.submitToSeen.record(UInt64(elapsed))
            } else {
                tally.submitToSeen.recordInfinite()
            }
        }
    }

    /// The followed tasks that the client whose row is judged has to see, by their places, and how long after
    /// its intended submission it saw each, nanoseconds; nil for those that it never saw.
    func tasksSeen(in session: Range<Int64>) -> [(task: Int, elapsed: Int64?)] {
        firstOfTask.indices.filter { session.contains(tasks.intended[$0]) }.map { task in
            let first: Int64 = firstOfTask[task]
            return (task, first == .max ? nil : max(0, first - tasks.intended[task]))
        }
    }

    private func slice(of stamp: Int64) -> Int {
        let part: Double = Double(stamp - window.lowerBound) / Double(window.upperBound - window.lowerBound)
        return min(Self.slices - 1, Int(part * Double(Self.slices)))
    }
}
