import Results
import Scenarios

extension ClaimJudge {
    /// The report with what its tests have shown so far.
    package func judged(_ report: ClaimsReport) -> ClaimsReport {
        var result: ClaimsReport = report
        result.tests = claims.tests.flatMap { test -> [ClaimTestRecord] in
            let records: [ClaimTestRecord] = evidence.runs.filter { $0.test == test.name }
                .map { $0.record(test) }
            let lack: String? = evidence.lack(of: test)
            guard let reason = lack ?? evidence.missing[test.name] else { return records }
            return records + [
                ClaimTestRecord(
                    name: test.name, kind: test.kind.name, scenario: test.path, folder: nil, trials: 0,
                    verdict: nil, ended: reason, missing: lack == nil ? nil : true)
            ]
        }
        result.partial =
            evidence.runs.contains { $0.ended != nil || $0.isPartial }
            || result.tests.contains { $0.missing == true }
        result.claims = results()
        result.explanations = ClaimExplanations.all(claims, evidence)
        return result
    }
}

extension ClaimRun {
    fileprivate var isPartial: Bool {
        switch left {
        case .run(let document), .sweep(let document): document.partial
        case .search(let report): report.partial
        }
    }

    fileprivate func record(_ test: ClaimTest) -> ClaimTestRecord {
        switch left {
        case .run(let document), .sweep(let document):
            ClaimTestRecord(
                name: test.name, kind: test.kind.name, scenario: test.path, folder: folder,
                trials: document.cells.reduce(0) { $0 + $1.trials.count(where: \.counts) },
                verdict: document.verdict, ended: ended)
        case .search(let report):
            ClaimTestRecord(
                name: test.name, kind: .search, scenario: test.path, folder: folder,
                trials: report.trials.count, verdict: nil, ended: ended ?? report.answer.ending)
        }
    }
}

extension ClaimTest.Kind {
    /// How many runs make a test of this kind whole.
    var runs: Int {
        switch self {
        case .run: 1
        case .sweep(let sweep): sweep.rates
        case .search(let searches): searches.count
        }
    }

    var name: ClaimTestKind {
        switch self {
        case .run: .run
        case .sweep: .sweep
        case .search: .search
        }
    }
}

extension CapacityAnswer {
    /// Why a search did not come to its end; nil when it did.
    fileprivate var ending: String? { kind == .stopped ? reason : nil }
}
