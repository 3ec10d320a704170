import LoadEngine
import Metering
import Results

/// What each injected fault did to the clients, and what all of them did together.
struct FaultAnalysis {
    private let measurement: TrialMeasurement
    private let injected: [InjectedFault]
    /// Each fault's, in the order of the faults.
    private let outages: [[ClientOutage]]
    private let start: Int64

    /// Nil for a trial that nothing was injected into.
    init?(_ measurement: TrialMeasurement, outages: [ClientOutage]) {
        guard let faults = measurement.faults else { return nil }
        self.measurement = measurement
        let injected: [InjectedFault] = faults.injected.sorted { $0.begin < $1.begin }
        let early: Int64 = Self.earliness(measurement)
        var own: [[ClientOutage]] = Array(repeating: [], count: injected.count)
        for outage in outages {
            guard let place = Self.cause(of: outage.start, among: injected, early: early) else { continue }
            own[place].append(outage)
        }
        self.injected = injected
        self.outages = own
        start = measurement.record.timeline.steadyStart
    }

    func figures(_ tally: FaultTally, index: EntryIndex, hasIdentity: Bool) -> FaultFigures {
        let samples: [ProcessSample] = measurement.allSamples.filter { $0.residentBytes > 0 }
        let before: ProcessSample? = samples.last { $0.instant < injected.first?.begin ?? .max }
        return FaultFigures(
            outcomes: injected.indices.map(outcome),
            lost: index.isWhole ? ClientCounts(tally.lost) : nil,
            late: index.isWhole ? ClientCounts(tally.late) : nil,
            duplicated: index.isWhole && hasIdentity ? ClientCounts(tally.duplicated) : nil,
            lateAfterMs: Double(tally.lateAfter) / 1e6,
            longestLateMs: index.isWhole && tally.longest > 0 ? Double(tally.longest) / 1e6 : nil,
            fallbackSeconds: measurement.record.behaviours.reduce(0) { $0 + Double($1.pollingTime) / 1e9 },
            residentBytesBefore: before.map { Double($0.residentBytes) },
            residentBytesAfter: samples.last.map { Double($0.residentBytes) })
    }

    /// How long before the noted beginning of a fault an outage may begin that is its doing, nanoseconds: what the
    /// proxy cuts is noted when all is cut, and a poll's outage counts from when the poll was meant to be made.
    static func earliness(_ measurement: TrialMeasurement) -> Int64 {
        max(50_000_000, measurement.arm.transport.pollInterval ?? 0)
    }

    /// The fault whose doing an outage is that began at `start`; nil before all of them. The latest that may have
    /// done it; where that one had not begun yet and the one before still lasted, that one before.
    private static func cause(of start: Int64, among faults: [InjectedFault], early: Int64) -> Int? {
        guard var place = faults.lastIndex(where: { $0.begin - early <= start }) else { return nil }
        while place > 0, start < faults[place].begin, start <= faults[place - 1].end ?? .max { place -= 1 }
        return place
    }

    private func outcome(_ place: Int) -> FaultOutcome {
        let fault: InjectedFault = injected[place]
        let end: Int64 = max(fault.begin, fault.end ?? .max)
        // Polls that are slow when nothing is wrong any more are the server's own slowness.
        let own: [ClientOutage] = outages[place].filter { $0.isBroken || $0.start <= end }
        let curve = RecoveryCurve(own, from: fault.begin)
        func milliseconds(_ share: Double) -> Double? { curve.time(until: share).map { Double($0) / 1e6 } }
        return FaultOutcome(
            name: fault.name, kind: fault.kind, second: Double(fault.begin - start) / 1e9,
            seconds: Double((fault.end ?? fault.begin) - fault.begin) / 1e9,
            connections: fault.connections, cutOff: curve.affected, neverBack: curve.missing,
            recovery: curve.affected > 0
                ? FaultOutcome.Recovery(
                    p50Ms: milliseconds(0.5), p90Ms: milliseconds(0.9), p100Ms: milliseconds(1)) : nil,
            reconnects: Self.reconnects(own.flatMap(\.attempts), from: fault.begin))
    }

    private static func reconnects(_ attempts: [Int64], from begin: Int64) -> FaultOutcome.Reconnects? {
        guard !attempts.isEmpty else { return nil }
        let spread = ReconnectSpread(attempts, from: begin)
        var result = FaultOutcome.Reconnects(
            attempts: spread.count, peakPerSecond: spread.peakPerSecond, meanPerSecond: spread.meanPerSecond)
        // A quarter of a second, or what makes 240 of them.
        let bin: Int64 = max(250_000_000, spread.duration / 240)
        var overTime = [Int](repeating: 0, count: Int(spread.duration / bin) + 1)
        for instant in attempts {
            overTime[min(overTime.count - 1, max(0, Int((instant - begin) / bin)))] += 1
        }
        result.overTime = overTime
        result.binSeconds = Double(bin) / 1e9
        return result
    }
}
