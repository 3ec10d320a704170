extension RunBoard {
    /// As planned, for watching a running trial.
    var plannedTimeline: Timeline {
        var timeline = Timeline()
        timeline.connectStart = timebase.realtime(connectStart)
        guard loadStart != 0 else { return timeline }
        timeline.loadStart = timebase.realtime(loadStart)
        timeline.steadyStart = timebase.realtime(steadyStart)
        timeline.steadyEnd = timebase.realtime(steadyEnd)
        if drainEnd != 0 { timeline.drainEnd = timebase.realtime(drainEnd) }
        return timeline
    }

    /// As it went: a run that stopped within the steady state has its end there, and phases that were
    /// not reached are 0.
    var reachedTimeline: Timeline {
        var timeline = plannedTimeline
        guard stop != 0 else { return timeline }
        let end = timebase.realtime(stop)
        if timeline.steadyStart >= end {
            timeline.steadyStart = 0
            timeline.steadyEnd = 0
            timeline.drainEnd = 0
        } else if timeline.steadyEnd > end {
            timeline.steadyEnd = end
            timeline.drainEnd = 0
        }
        if timeline.loadStart >= end { timeline.loadStart = 0 }
        return timeline
    }

    /// What the workers' clients saw so far, in a sample; nil when nobody watches.
    var latencies: LiveLatencies? {
        guard plan.watch != nil else { return nil }
        var sum = LiveLatencies()
        for worker in workers {
            if let live = worker.live { sum.add(live.latencies) }
        }
        return sum
    }

    var progress: LoadProgress {
        var progress = LoadProgress()
        progress.timeline = plannedTimeline
        progress.fewestEligibleReceipts = .max
        progress.lowestSeq = .max
        for worker in workers {
            progress.connected += worker.connected.load(ordering: .relaxed)
            progress.messages += worker.messages.load(ordering: .relaxed)
            progress.errors += UInt64(worker.errors.load(ordering: .relaxed))
            progress.disconnects += UInt64(worker.disconnects.load(ordering: .relaxed))
            progress.submitted += worker.submitted.load(ordering: .relaxed)
            progress.fewestEligibleReceipts = min(
                progress.fewestEligibleReceipts, worker.fewestEligibleReceipts.load(ordering: .relaxed))
            progress.lowestSeq = min(progress.lowestSeq, worker.lowestSeq.load(ordering: .relaxed))
        }
        // A run is as far as its slowest worker.
        let phases = LoadProgress.Phase.allCases
        let slowest = workers.map { $0.phase.load(ordering: .acquiring) }.min() ?? 0
        progress.phase = phases[slowest]
        return progress
    }
}
