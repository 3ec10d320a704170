import CShims
import LoadEngine
import Metering

/// Takes the looks that those who watch a trial want, from the generator and the server as they are.
struct TrialObserver {
    private let load: any GeneratorRun
    private let sampler: (any ResourceSampler)?
    private var watch: LiveWatch

    init(_ load: any GeneratorRun, sampler: (any ResourceSampler)?) {
        self.load = load
        self.sampler = sampler
        watch = LiveWatch(
            LiveWatch.Look(
                instant: shim_clock_monotonic(), progress: load.progress, latencies: load.latencies,
                sample: Self.read(sampler)))
    }

    var trial: LiveTrial { watch.trial }

    /// Once a second some 100 us, otherwise a reading of the clock.
    ///
    /// - Parameter samples: of the trial, for a server that is asked over HTTP: not once more for this.
    mutating func look(_ progress: LoadProgress, samples: [ProcessSample]) {
        let now = shim_clock_monotonic()
        guard watch.isDue(at: now) else { return }
        watch.add(
            LiveWatch.Look(
                instant: now, progress: progress, latencies: load.latencies,
                sample: Self.read(sampler) ?? samples.last))
    }

    private static func read(_ sampler: (any ResourceSampler)?) -> ProcessSample? {
        guard let sampler, !sampler.isWorkForServer else { return nil }
        return try? sampler.sample()
    }
}
