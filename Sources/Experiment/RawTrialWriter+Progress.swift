import LoadEngine

extension RawTrialWriter {
    /// What the generator showed of itself while it ran: counts up to each instant.
    static func progress(_ trial: TrialMeasurement) -> [UInt8] {
        var csv = CSVBytes(columns: ["instant", "phase", "connected", "messages", "errors", "submitted"])
        for point in trial.progress.points {
            csv.add(point.instant)
            csv.add(Array(point.phase.rawValue.utf8))
            csv.add(Int64(point.connected))
            csv.add(point.messages)
            csv.add(point.errors)
            csv.add(Int64(point.submitted))
            csv.endRow()
        }
        return csv.bytes
    }
}
