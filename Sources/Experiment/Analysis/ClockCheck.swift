import Metering
import Results

/// What happened to time itself during a trial.
struct ClockCheck {
    /// Largest distance of CLOCK_REALTIME from where CLOCK_BOOTTIME, which nobody can set, says it should be,
    /// nanoseconds, with its sign: the wall clock was set. Seen even if it was set back later.
    private(set) var step: Int64 = 0
    /// The largest distance that is sure, within the limit or not, nanoseconds.
    private(set) var distance: Int64 = 0
    /// Whether the last reading was in its place again.
    private(set) var stepWasUndone = false
    /// How long the machine was suspended, nanoseconds.
    private(set) var suspended: Int64 = 0
    /// How much faster than the oscillator the clocks were made to run, parts of a million.
    private(set) var slew: Double = 0

    /// The clocks' distance is read to about 100 ns; beyond this the wall clock was set, nanoseconds. A
    /// tenth of the 1 ms that latencies are told apart by.
    static let largestStep: Int64 = 100_000
    /// CLOCK_BOOTTIME and CLOCK_MONOTONIC differ by suspensions alone; shorter than this is none, nanoseconds.
    static let leastSuspension: Int64 = 1_000_000
    /// An oscillator is some tens of parts in a million off, and is corrected by as much all the time. Beyond
    /// this the clocks are being pulled towards another time: durations are off by a ten-thousandth.
    static let usualSlew: Double = 100
    /// A slew is told from two readings so far apart, nanoseconds.
    private static let slewBase: Int64 = 1_000_000_000

    /// - Parameters:
    ///   - readings: ascending.
    ///   - generatorStep: what the generator found between its run's start and end, against CLOCK_MONOTONIC,
    ///     which a suspension stops: used where no readings are.
    init(_ readings: [ClockReading], generatorStep: Int64 = 0) {
        guard let first = readings.first, let last = readings.last, readings.count > 1 else {
            distance = Int64(clamping: generatorStep.magnitude)
            if distance > Self.largestStep { step = generatorStep }
            return
        }
        let origin: Int64 = first.realtime - first.boot
        for reading in readings {
            let distance: Int64 = reading.realtime - reading.boot - origin
            // An interrupted reading is off by its own width at most.
            let sure: Int64 = Int64(distance.magnitude) - reading.width - first.width
            self.distance = max(self.distance, sure)
            guard sure > Self.largestStep else { continue }
            if distance.magnitude > step.magnitude { step = distance }
        }
        let end: Int64 = last.realtime - last.boot - origin
        stepWasUndone = step != 0 && Int64(end.magnitude) - last.width - first.width <= Self.largestStep
        let asleep: Int64 = (last.boot - last.monotonic) - (first.boot - first.monotonic)
        suspended = asleep - last.width - first.width > Self.leastSuspension ? asleep : 0
        let length: Int64 = last.raw - first.raw
        if length >= Self.slewBase {
            slew = (Double(last.monotonic - first.monotonic) / Double(length) - 1) * 1e6
        }
    }

    var checks: [ValidityCheck] {
        let limit: Double = Double(Self.largestStep) / 1e3
        let back: String = stepWasUndone ? " and back" : ""
        let stem: String =
            step != 0
            ? "the wall clock was set by \(step / 1_000) us\(back) during the trial (limit \(Int(limit)) us)"
            : "the wall clock stayed within \(distance / 1_000) us of its place (limit \(Int(limit)) us)"
        return [
            ValidityCheck(
                "wall clock", step != 0 ? Double(step.magnitude) / 1e3 : Double(distance) / 1e3, limit: limit,
                unit: "us", stem, remedy: "stop time synchronisation for the run"),
            ValidityCheck(
                "suspension", Double(suspended) / 1e6, limit: Double(Self.leastSuspension) / 1e6, unit: "ms",
                suspended > 0
                    ? "the machine was suspended for \(suspended / 1_000_000) ms during the trial"
                    : "the machine was not suspended", remedy: "keep it awake"),
            ValidityCheck(
                "slewing", slew.magnitude, limit: Self.usualSlew, unit: "ppm", invalidates: false,
                "time synchronisation made the clocks run \(Int(slew.magnitude.rounded())) parts in a million too "
                    + "\(slew > 0 ? "fast" : "slow") (usual: up to \(Int(Self.usualSlew)))",
                remedy: "durations are off by as much"),
        ]
    }

    var invalidReasons: [String] { checks.invalidReasons }

    var findings: [String] { checks.filter { !$0.passed && !$0.invalidates }.map(\.sentence) }
}
