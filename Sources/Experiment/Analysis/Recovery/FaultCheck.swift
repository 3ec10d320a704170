import LoadEngine
import Results

/// Whether what went wrong in a trial was what was to go wrong, and nothing else.
struct FaultCheck {
    let checks: [ValidityCheck]
    let findings: [String]

    /// Clients notice a loss and its end, and servers clients that are gone, at the latest so long after a fault:
    /// a heartbeat's interval and timeout, and this; nanoseconds.
    private static let settling: Int64 = 2_000_000_000

    init(_ measurement: TrialMeasurement, faults: FaultRecord, outages: [ClientOutage]) {
        checks = [
            Self.injected(faults), Self.outages(outages, measurement, faults),
            Self.servers(measurement.record, faults),
        ]
        var findings: [String] = []
        if faults.unloggedReceipts > 0 {
            findings.append(
                "\(faults.unloggedReceipts) receipts are of updates that were stamped between the last reading of "
                    + "the server's log and its being killed: they are in no figure")
        }
        findings += Self.late(faults)
        self.findings = findings
    }

    /// Lateness that is told: clients' outages begin as much later, and what is planned for them may too.
    private static let noticed: Int64 = 100_000_000

    private static func late(_ faults: FaultRecord) -> [String] {
        faults.injected.filter { $0.lateness > noticed && $0.failure == nil }.map { fault in
            let milliseconds: Int64 = fault.lateness / 1_000_000
            return
                "`\(fault.name)` began \(milliseconds) ms after its planned time, and lasted as long as planned: "
                + (fault.kind == "restart"
                    ? "the server's log had to be read before it was killed"
                    : "what came before it took longer")
        }
    }

    private static func injected(_ faults: FaultRecord) -> ValidityCheck {
        let failures: [String] = faults.injected.compactMap { fault in
            fault.failure.map { "`\(fault.name)`: \($0)" }
        }
        let missing: Int = faults.planned - faults.injected.count
        var flaw: String? = failures.first.map { "a fault could not be injected: \($0)" }
        if let reason = faults.proxyFailure { flaw = "the proxy on the clients' way ended: \(reason)" }
        if flaw == nil, missing > 0 { flaw = "\(missing) of \(faults.planned) faults did not come" }
        let latest: Int64 = faults.injected.map(\.lateness).max() ?? 0
        return ValidityCheck(
            "faults injected", flaw: flaw,
            good: faults.planned == 0
                ? "no fault was to come: none was drawn at the rate that was given"
                : "\(faults.injected.count) faults were injected as planned, at most \(latest / 1_000_000) ms late"
        )
    }

    /// Outages that begin while no fault lasts or is felt.
    private static func outages(
        _ all: [ClientOutage], _ measurement: TrialMeasurement, _ faults: FaultRecord
    ) -> ValidityCheck {
        let heartbeat: Int64 = measurement.server.pingInterval + measurement.server.pingTimeout + settling
        let felt: [Range<Int64>] = faults.injected.map { fault in
            let end: Int64 = fault.end ?? .max - heartbeat
            let isFeltLater: Bool = fault.kind != "reset" && fault.kind != "restart"
            return fault.begin..<max(fault.begin, end) + (isFeltLater ? heartbeat : settling)
        }
        let early: Int64 = FaultAnalysis.earliness(measurement)
        let strange: [ClientOutage] = all.filter { outage in
            outage.isBroken
                && !felt.contains { $0.lowerBound - early <= outage.start && outage.start < $0.upperBound }
        }
        let flaw: String? = strange.first.map { first in
            let second: Double = Double(first.start - measurement.record.timeline.steadyStart) / 1e9
            return
                "\(strange.count) clients were cut off where no fault was injected, the first \(rounded(second)) s "
                + "after the steady state began"
        }
        return ValidityCheck(
            "outages without a fault", flaw: flaw, good: "no client was cut off but by the injected faults")
    }

    private static func servers(_ record: LoadRecord, _ faults: FaultRecord) -> ValidityCheck {
        let restarts: Int = faults.injected.count { $0.kind == "restart" }
        return ValidityCheck(
            "one server",
            flaw: record.serverIDs.count > 1 + restarts
                ? "the server's log started anew during the trial although no fault did that: it was restarted"
                : nil,
            good: restarts == 0
                ? "all clients were told of one server"
                : "clients were told of no more servers than were started")
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 10).rounded() / 10 }
}
