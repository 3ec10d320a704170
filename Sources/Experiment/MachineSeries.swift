import CShims
import LoadEngine
import Metering

/// Watches the machine through a trial.
struct MachineSeries {
    private(set) var record = MachineRecord()
    private var server: RunTimeMeter?

    /// Between two samples, nanoseconds.
    private static let interval: Int64 = 250_000_000

    /// - Parameter server: its process; nil when it is unknown or on another host.
    init(server: Int32?, placement: CPUPlacement) {
        record.generatorCPUs = placement.generator ?? []
        guard let server else { return }
        self.server = RunTimeMeter(processIdentifier: server)
        record.serverCPUs = Self.own(Self.cpus(of: server), among: CPUTimes.read().count)
    }

    /// Reads the clocks (a microsecond), and CPUs and run queues (some 100 us) when that is due: at the start
    /// of the steady state, at its end, and in between.
    mutating func look(at now: Int64, timeline: Timeline) {
        let clocks = ClockReading.now()
        record.clocks.append(clocks)
        guard timeline.steadyStart > 0, now >= timeline.steadyStart else { return }
        // The first look past the end is the last sample.
        guard let last = record.samples.last else { return sample(clocks, at: now) }
        guard last.wallClock < timeline.steadyEnd,
            now >= min(last.wallClock + Self.interval, timeline.steadyEnd)
        else { return }
        sample(clocks, at: now)
    }

    /// Goes on with this process, which serves the trial now.
    mutating func follow(_ process: Int32) { server?.follow(process) }

    /// The trial is over.
    mutating func finish() { record.clocks.append(ClockReading.now()) }

    private mutating func sample(_ clocks: ClockReading, at now: Int64) {
        record.samples.append(
            MachineSample(
                instant: clocks.monotonic, wallClock: now, cpus: CPUTimes.read(), server: server?.read()))
    }

    /// CPUs that a process may run on, ascending.
    private static func cpus(of process: Int32) -> [Int] {
        var cpus = [Int32](repeating: 0, count: 4_096)
        let count = shim_affinity_get(process, &cpus, Int32(cpus.count))
        return cpus.prefix(max(0, Int(count))).map(Int.init)
    }

    /// None for a process that may run anywhere: what others do there is not against it.
    private static func own(_ cpus: [Int], among all: Int) -> [Int] { cpus.count < all ? cpus : [] }
}
