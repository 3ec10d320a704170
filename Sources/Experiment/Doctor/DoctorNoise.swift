/// The finding about how quiet the machine is.
enum DoctorNoise {
    /// - Parameter role: whose CPU it is: `server`, `generator`.
    static func finding(_ ledger: GapLedger, cpu: Int, role: String) -> DoctorFinding {
        let share = ledger.lostShare
        let largest = Double(ledger.largest)
        let judgement: DoctorFinding.Judgement =
            share < 0.005 && largest < 2e6 ? .ok : (share < 0.05 && largest < 50e6 ? .careful : .cannot)
        let top = ledger.largest(3).map(milliseconds).joined(separator: ", ")
        let quantile = ledger.quantile(0.999)
        let percent = (share * 100_000).rounded() / 1000
        return DoctorFinding(
            "noise \(role)", judgement,
            "CPU \(cpu) over \(Double(ledger.total / 100_000_000) / 10) s: away for \(percent) % of the time, longest "
                + "\(top.isEmpty ? milliseconds(ledger.largest) : top) ms; p99.9 between two readings \(quantile) ns",
            advice: advice(judgement),
            figures: [
                "cpu": Double(cpu), "seconds": Double(ledger.total) / 1e9, "lostShare": share,
                "largestNanoseconds": largest, "p999Nanoseconds": Double(quantile),
                "gapsOver4Microseconds": Double(ledger.long.count),
            ])
    }

    private static func advice(_ judgement: DoctorFinding.Judgement) -> String? {
        switch judgement {
        case .ok: nil
        case .careful:
            "single high percentiles are the machine's here: take more blocks, read the generator's lag"
        case .cannot:
            "stop what else runs here, or use a quieter machine: latencies below the longest absence mean nothing"
        }
    }

    private static func milliseconds(_ nanoseconds: Int64) -> String {
        String(Double((nanoseconds + 5_000) / 10_000) / 100)
    }
}
