/// What a scenario may ask for. The same limits hold for the file and for the command line.
enum ScenarioLimits {
    /// How many clients the machine's descriptors allow is found when the run starts, not here.
    static let clients: ClosedRange<Int> = 1...1_000_000
    /// Connections a second.
    static let connectRate: ClosedRange<Double> = 0.001...1_000_000
    static let tasksPerSecond: ClosedRange<Double> = 0...100_000
    /// Load points of a scenario.
    static let loadPoints: Int = 32
    /// Behaviours of a mix, and rooms of a behaviour.
    static let behaviours: Int = 16
    static let rooms: Int = 16
    static let weight: ClosedRange<Double> = 0.001...1_000_000
    /// Any duration that a behaviour has.
    static let behaviourTime: ClosedRange<Int64> = 10_000_000...3_600_000_000_000
    /// Bytes a second that a slow reader takes.
    static let readRate: ClosedRange<Int> = 100...1_000_000_000
    /// Steps of a load point.
    static let steps: Int = 16
    /// Virtual submitters of a closed model: as many as can be waiting at once.
    static let users: ClosedRange<Int> = 1...1_000
    static let thinkTime: ClosedRange<Int64> = 0...3_600_000_000_000
    /// Of a step or a spike, and of where a spike begins.
    static let shapeLength: ClosedRange<Int64> = 1_000_000...172_800_000_000_000
    static let spikeStart: ClosedRange<Int64> = 0...172_800_000_000_000
    /// Arms of a scenario.
    static let arms: Int = 16
    /// Lengths are nanoseconds, here and below.
    static let interval: ClosedRange<Int64> = 10_000_000...3_600_000_000_000
    static let warmUp: ClosedRange<Int64> = 0...3_600_000_000_000
    /// Below a second a cell sees too few events and polls to say anything.
    static let steady: ClosedRange<Int64> = 1_000_000_000...172_800_000_000_000
    static let blocks: ClosedRange<Int> = 1...1_000
    static let teams: ClosedRange<Int> = 1...1_000
    static let eventLoops: ClosedRange<Int> = 1...256
    /// Event loops of a generator process, and such processes.
    static let generatorWorkers: ClosedRange<Int> = 1...64
    static let generatorProcesses: ClosedRange<Int> = 1...64
    /// Of the ping interval and of the ping timeout.
    static let heartbeat: ClosedRange<Int64> = 100_000_000...3_600_000_000_000
    static let batchWindow: ClosedRange<Int64> = 0...60_000_000_000
    /// How long a target's command may take to answer.
    static let startTimeout: ClosedRange<Int64> = 100_000_000...600_000_000_000
    /// How far two clocks that are kept together may be said to differ.
    static let clockBound: ClosedRange<Int64> = 1...1_000_000_000
    /// Process ids of Linux (PID_MAX_LIMIT).
    static let processes: ClosedRange<Int> = 1...4_194_304
    /// Named targets of a scenario.
    static let targets: Int = 16
    /// Characters of a path, an argument or a name of a target.
    static let targetText: Int = 1_000
    /// Bytes of what is sent as JSON.
    static let targetJSON: Int = 64 * 1024
    /// Conditions of a scenario.
    static let thresholds: Int = 64
    /// Of a claims file: tests, claims, and conditions of a claim.
    static let claimTests: Int = 16
    static let claims: Int = 64
    static let claimConditions: Int = 16
    /// Length of a window that a condition asks about, and how many a trial may have.
    static let thresholdWindow: ClosedRange<Int64> = 1_000_000_000...172_800_000_000_000
    static let thresholdWindows: Int = 300
    static let abortDelay: ClosedRange<Int64> = 0...172_800_000_000_000
    /// Faults of a scenario, and times of a fault.
    static let faults: Int = 32
    static let faultTimes: Int = 1_000
    static let faultRate: ClosedRange<Double> = 0.0001...100
    /// How long a fault lasts, and how long a server that was killed stays away.
    static let faultTime: ClosedRange<Int64> = 10_000_000...3_600_000_000_000
    /// Of a path's delay and of its jitter.
    static let pathDelay: ClosedRange<Int64> = 0...60_000_000_000
    /// Bytes that a narrow path lets through at once.
    static let burst: ClosedRange<Int> = 0...1_000_000_000
    /// Characters.
    static let nameLength: Int = 64
    static let descriptionLength: Int = 2_000

    /// Event types that the server sends in batches.
    static let batchedTypes: [String] = [
        "agent_update", "task_update", "metric_update", "log_update",
    ]

    /// What is wrong with `value`, if it lies outside `range`.
    static func complaint(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Complaint? {
        guard !range.contains(value) else { return nil }
        return Complaint(
            "`\(name)` is \(value)",
            remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    static func complaint(_ name: String, rate value: Double, _ range: ClosedRange<Double>) -> Complaint? {
        guard !range.contains(value) else { return nil }
        let lowest: String = plain(range.lowerBound)
        return Complaint(
            "`\(name)` is \(plain(value))",
            remedy: "write a rate from \(lowest) to \(plain(range.upperBound)) a second")
    }

    static func complaint(_ name: String, duration value: Int64, _ range: ClosedRange<Int64>) -> Complaint? {
        guard !range.contains(value) else { return nil }
        let text: String = DurationText.format(value)
        let lowest: String = DurationText.format(range.lowerBound)
        return Complaint(
            "`\(name)` is \(text), too \(value < range.lowerBound ? "short" : "long")",
            remedy: "write a duration from \(lowest) to \(DurationText.format(range.upperBound))")
    }

    /// What is wrong with a text that should have been a duration.
    static func complaint(_ name: String, text: String, _ error: DurationTextError) -> Complaint {
        switch error {
        case .missingUnit(let number):
            Complaint(
                "`\(name)` is `\(text)`, without a unit",
                remedy: "write \(number)s for seconds or \(number)ms for milliseconds")
        case .unknownUnit(let unit):
            Complaint(
                "`\(name)` is `\(text)`, and `\(unit)` is no unit of time",
                remedy: "use one of h, m, s, ms, us, ns")
        case .negative:
            Complaint("`\(name)` is `\(text)`, below zero", remedy: "write a duration such as 250ms")
        case .percentage:
            Complaint("`\(name)` is `\(text)`, a percentage", remedy: "write a duration such as 250ms")
        case .tooFine:
            Complaint("`\(name)` is `\(text)`, finer than a nanosecond", remedy: "round it")
        case .tooLong:
            Complaint("`\(name)` is `\(text)`, longer than 292 years", remedy: "write a shorter one")
        case .notADuration:
            Complaint(
                "`\(name)` is `\(text)`, no duration",
                remedy: "write a number with a unit, such as 250ms or 2m")
        }
    }

    /// `10` and not `10.0`; otherwise the shortest decimal that reads back to the same value.
    static func plain(_ value: Double) -> String {
        guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
        return "\(Int64(value))"
    }
}
