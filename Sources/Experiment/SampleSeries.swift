import LoadEngine
import Metering

/// Samples of the server process through a steady state: at its start, its end, and in between; and, for what
/// happened around it, through warm-up and drain where that is no work for the server.
struct SampleSeries {
    private let sampler: (any ResourceSampler)?
    /// Of the steady state, from which the server's cost is computed.
    private(set) var samples: [ProcessSample] = []
    private(set) var warmUp: [ProcessSample] = []
    private(set) var drain: [ProcessSample] = []
    private var finished = false
    /// What the latest failed reading said; nil when none failed.
    private(set) var failure: String?
    /// After a failed reading, which can take seconds, the next one keeps the distance of the others.
    private var earliest: Int64 = 0

    /// - Parameter sampler: nil takes none.
    init(sampler: (any ResourceSampler)?) { self.sampler = sampler }

    private var interval: Int64 { sampler?.interval ?? .max / 4 }

    /// Takes a sample if one is due. A process that is gone, or a page that does not answer, yields none.
    mutating func take(at now: Int64, timeline: Timeline) {
        guard timeline.steadyStart > 0 else { return }
        guard !finished else {
            drain += look(at: now, after: drain.last ?? samples.last)
            return
        }
        guard now >= timeline.steadyStart else {
            if now >= timeline.loadStart { warmUp += look(at: now, after: warmUp.last) }
            return
        }
        let due = samples.last.map { Swift.min($0.instant + interval, timeline.steadyEnd) } ?? now
        guard now >= Swift.max(due, earliest), let sampler else { return }
        do {
            let sample = try sampler.sample()
            samples.append(sample)
            finished = sample.instant >= timeline.steadyEnd
        } catch {
            failure = "\(error)"
            earliest = now + interval
        }
    }

    /// A sample outside of the steady state, if one is due: one that fails is simply not there.
    private func look(at now: Int64, after last: ProcessSample?) -> [ProcessSample] {
        guard let sampler, !sampler.isWorkForServer else { return [] }
        if let last, now < last.instant + interval { return [] }
        return (try? sampler.sample()).map { [$0] } ?? []
    }

    /// When the next sample that a figure rests on is due, CLOCK_REALTIME nanoseconds; nil before the steady state is
    /// scheduled and after it.
    func next(after now: Int64, timeline: Timeline) -> Int64? {
        guard sampler != nil, timeline.steadyStart > 0, !finished else { return nil }
        guard let last = samples.last else { return Swift.max(timeline.steadyStart, now, earliest) }
        return Swift.max(Swift.min(last.instant + interval, timeline.steadyEnd), earliest)
    }
}
