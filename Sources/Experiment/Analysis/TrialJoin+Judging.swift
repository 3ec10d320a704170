import LoadEngine
import Metering
import Statistics

extension TrialJoin {
    /// Latency, split and loss of every eligible entry at the client whose row is filled.
    mutating func judgeUpdates(_ session: Range<Int64>) {
        for entry in index.eligible where session.contains(index.timestamps[entry]) {
            tally.groups[group].updates += 1
            tally.groups[group].covered[entry] = true
            guard possession[entry] != .max else {
                tally.groups[group].lost += 1
                tally.groups[group].updateLatency.recordInfinite()
                if isWitness { judgeLost(entry) }
                continue
            }
            let stamp: Int64 = index.timestamps[entry]
            var latency: Int64 = possession[entry] - stamp
            if latency < 0 {
                // Within what the clocks' distance is known to, this is no contradiction.
                if latency < -clockUncertainty { tally.negative += 1 }
                latency = 0
            }
            tally.groups[group].updateLatency.record(UInt64(latency))
            guard isWitness else { continue }
            tally.updates += 1
            tally.covered[entry] = true
            tally.updateLatency.record(UInt64(latency))
            tally.updateLatencyByType[index.types[entry]].record(UInt64(latency))
            tally.slices[slice(of: stamp)].add(Double(latency) / 1e6)
            split(entry, latency: latency)
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

    private mutating func split(_ entry: Int, latency: Int64) {
        let lag: UInt32
        if source[entry] >= 0 {
            let receipt: EntryObservation = entries[source[entry]]
            lag = receipt.lag
            let delay: Int64 = Int64(receipt.serverDelayMicroseconds) * 1_000
            tally.serverDelay.record(UInt64(delay))
            tally.serverDelayByType[index.types[entry]].add(Double(delay) / 1e9)
            let delivery: Int64 = max(0, latency - delay)
            tally.deliveryLatency.record(UInt64(delivery))
            if receipt.stampUncertainty > 0 {
                tally.sharedReceipts += 1
                tally.stampUncertainty += Double(min(delivery, Int64(receipt.stampUncertainty)))
            }
        } else {
            let poll: PollObservation = polls[-2 - source[entry]]
            lag = poll.lag
            // A push client that asked for what it missed was delivered nothing, and waited for no poll.
            guard !isPush else { return tally.asSeenLatency.record(UInt64(latency) + UInt64(lag)) }
            // An entry can occur between the intended poll and its answer: it did not wait for a poll.
            let wait: Int64 = min(latency, max(0, poll.intended - index.timestamps[entry]))
            tally.pollWait.record(UInt64(wait))
            tally.deliveryLatency.record(UInt64(latency - wait))
        }
        tally.asSeenLatency.record(UInt64(latency) + UInt64(lag))
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
        for task in firstOfTask.indices where session.contains(tasks.intended[task]) {
            if firstOfTask[task] == .max {
                tally.submitToSeen.recordInfinite()
            } else {
                tally.submitToSeen.record(UInt64(max(0, firstOfTask[task] - tasks.intended[task])))
            }
        }
    }

    private func slice(of stamp: Int64) -> Int {
        let part: Double = Double(stamp - window.lowerBound) / Double(window.upperBound - window.lowerBound)
        return min(Self.slices - 1, Int(part * Double(Self.slices)))
    }
}
