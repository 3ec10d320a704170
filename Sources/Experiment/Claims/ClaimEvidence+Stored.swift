import Results
import Scenarios

extension ClaimEvidence {
    /// What lies in a folder that `bench claims` wrote. What cannot be read there counts as not run, and is said.
    ///
    /// - Parameters:
    ///   - stored: the folder's own report, which knows what was run.
    ///   - claims: what it is wanted for; they need not be the ones that it was run for.
    package init(stored: ClaimsReport, in folder: String, of claims: ClaimsFile) {
        self.init()
        for test in claims.tests {
            let records: [ClaimTestRecord] = stored.tests.filter { $0.name == test.name }
            for record in records { take(record, in: folder) }
            guard !runs.contains(where: { $0.test == test.name }), unfinished[test.name] == nil,
                missing[test.name] == nil
            else { continue }
            if records.isEmpty { missing[test.name] = "it was not run with these claims" }
        }
    }

    private mutating func take(_ record: ClaimTestRecord, in folder: String) {
        guard let own = record.folder else {
            // Without a reason it was still to come when the run ended.
            if record.missing == true || record.ended == nil {
                unfinished[record.name] = record.ended ?? "its test was not run"
            } else {
                missing[record.name] = record.ended
            }
            return
        }
        let name = "\(own)/\(record.kind == .search ? "capacity" : "report").json"
        do throws(ResultsError) {
            let bytes: [UInt8] = try AtomicFile.read("\(folder)/\(name)")
            let left: ClaimRun.Left =
                switch record.kind {
                case .run: .run(try ResultsDocument(json: bytes))
                case .sweep: .sweep(try ResultsDocument(json: bytes))
                case .search: .search(try CapacityReport(json: bytes))
                }
            runs.append(ClaimRun(test: record.name, folder: own, left: left, ended: record.ended))
        } catch {
            let reason: String =
                if case .unreadable(_, let reason) = error { reason } else { error.description }
            unfinished[record.name] = "\(name) cannot be read: \(reason)"
        }
    }
}
