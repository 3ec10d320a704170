import Experiment
import Metering

/// Records of a machine, made by hand.
enum MachineFixture {
    static let second: Int64 = 1_000_000_000

    /// Readings two seconds apart.
    ///
    /// - Parameters:
    ///   - steps: distance of the wall clock from its place, one for each reading.
    ///   - asleep: suspended before the last reading.
    ///   - slew: parts in a million that the clocks run fast.
    ///   - width: of each reading.
    static func clocks(
        steps: [Int64], asleep: Int64 = 0, slew: Int64 = 0, width: Int64 = 200
    ) -> [ClockReading] {
        steps.enumerated().map { place, step in
            let raw: Int64 = Int64(place) * 2 * second
            let monotonic: Int64 = 500 * second + raw + raw / 1_000_000 * slew
            let boot: Int64 = monotonic + (place == steps.count - 1 ? asleep : 0)
            return ClockReading(
                monotonic: monotonic, realtime: 1_700_000_000 * second + monotonic + step + boot - monotonic,
                boot: boot, raw: 900 * second + raw, width: width)
        }
    }

    /// Ten seconds in samples 250 ms apart: the server on CPU 0 runs for a tenth of the time, the generator on
    /// CPU 1. `others` take from CPU 0 what the server waits for, evenly.
    static func samples(
        steal: Double = 0, serverWait: Double = 0, others: Double? = nil
    ) -> MachineRecord {
        samples { elapsed in
            let run: Double = 0.1 * elapsed
            return (steal * elapsed, run, serverWait * elapsed, run + (others ?? serverWait) * elapsed)
        }
    }

    /// - Parameter totals: by elapsed seconds: steal of CPU 1, the server running, the server waiting, CPU 0
    ///   busy; seconds since the start.
    static func samples(
        _ totals: (Double) -> (steal: Double, running: Double, waiting: Double, busy: Double)
    ) -> MachineRecord {
        var record = MachineRecord()
        record.serverCPUs = [0]
        record.generatorCPUs = [1]
        record.samples = (0...40).map { step in
            let elapsed: Double = Double(step) * 0.25
            let now = totals(elapsed)
            func nanoseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1e9).rounded()) }
            return MachineSample(
                instant: nanoseconds(elapsed), wallClock: nanoseconds(elapsed),
                cpus: [
                    0: CPUTimes(busy: nanoseconds(now.busy), steal: 0),
                    1: CPUTimes(busy: 0, steal: nanoseconds(now.steal)),
                ],
                server: RunTime(running: nanoseconds(now.running), waiting: nanoseconds(now.waiting)))
        }
        return record
    }
}
