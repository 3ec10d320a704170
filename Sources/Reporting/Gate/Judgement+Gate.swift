import Foundation
import Results

extension Judgement {
    /// Nil of a document without a verdict: pairs that were only banked, and a gate that has none.
    ///
    /// - Parameter folder: where the gate was written, absolute.
    package init?(_ document: GateDocument, folder: String) {
        switch document {
        case .pairs(let report):
            guard report.mode != .bank, !report.pairs.isEmpty else { return nil }
            self.init(report, folder: folder)
        case .ratios(let report): self.init(report, folder: folder)
        }
    }

    private init(_ report: GateReport, folder: String) {
        let decisive: GateMetric? = Self.decisive(report)
        self.init(
            kind: report.mode == .null ? .null : .gate, runId: report.runId, startedAt: report.startedAt,
            scenario: report.scenario, verdict: report.verdict.rawValue, partial: report.partial,
            origin: report.origin ?? .unknown, hostname: report.environment.hostname,
            cpuModel: report.environment.cpuModel, benchVersion: report.environment.benchVersion,
            folder: folder, metric: decisive?.name, change: decisive?.change, pairs: report.pairs.count,
            finding: Self.finding(report, decisive))
    }

    private init(_ report: BaselineReport, folder: String) {
        let rows: [BaselineReport.Row] = report.rows
        let state: GateMetric.State? = Self.state(report.verdict)
        let primary: BaselineReport.Row? = rows.first { $0.role == .primary } ?? rows.first
        let decisive: BaselineReport.Row? =
            rows.first { $0.state == state && $0.role == .primary } ?? rows.first { $0.state == state }
            ?? primary
        let pairs: Int? = decisive?.currentPairs
        self.init(
            kind: .baseline, runId: URL(fileURLWithPath: folder).lastPathComponent,
            startedAt: report.comparedAt ?? report.current.startedAt, scenario: report.current.scenario,
            verdict: report.verdict.rawValue, partial: false, origin: report.current.origin ?? .unknown,
            hostname: report.current.hostname, cpuModel: report.current.cpuModel,
            benchVersion: report.current.benchVersion ?? "", folder: folder, metric: decisive?.metric,
            change: decisive?.change, pairs: pairs,
            finding: Self.finding(
                reasons: [report.invalid].compactMap(\.self) + report.reasons,
                title: decisive.map {
                    "\($0.metric) of \($0.candidate) to \($0.baseline) at \($0.load.phrase)"
                },
                change: decisive?.change,
                bound: Self.bound(
                    report.verdict, lower: decisive?.lower, upper: nil, settledUpper: decisive?.settledUpper),
                count: pairs.map { "\($0) block\($0 == 1 ? "" : "s") against \(report.stored.runId)" }))
    }

    /// The metric that the verdict rests on: of several the first.
    private static func decisive(_ report: GateReport) -> GateMetric? {
        let deciding: [GateMetric] = report.metrics.filter { $0.role != .advisory }
        return deciding.first { $0.verdict == state(report.verdict) } ?? deciding.first
    }

    private static func state(_ verdict: GateVerdict) -> GateMetric.State {
        switch verdict {
        case .regressed: .regressed
        case .improved: .improved
        case .noDifference: .noDifference
        case .cannotTell: .open
        }
    }

    private static func finding(_ report: GateReport, _ decisive: GateMetric?) -> String {
        let count: String = "\(report.pairs.count) pair\(report.pairs.count == 1 ? "" : "s")"
        if report.mode == .null, let primary = report.metrics.first, let least = primary.detectable {
            return "finds \(GateNumbers.signed(least)) of \(primary.title) in 80 of 100 gates, \(count)"
        }
        return finding(
            reasons: report.reasons, title: decisive?.title, change: decisive?.change,
            bound: bound(
                report.verdict, lower: decisive?.lower, upper: decisive?.upper,
                settledUpper: decisive?.settledUpper), count: count)
    }

    /// How far from the estimate the change may be, on the side that the verdict rests on.
    private static func bound(
        _ verdict: GateVerdict, lower: Double?, upper: Double?, settledUpper: Double?
    ) -> String? {
        switch verdict {
        case .regressed: lower.map { "at least \(GateNumbers.signed($0))" }
        case .improved: (upper ?? settledUpper).map { "at most \(GateNumbers.signed($0))" }
        case .noDifference, .cannotTell: settledUpper.map { "at most \(GateNumbers.signed($0))" }
        }
    }

    /// `CPU per message +1.5 %, at most +3.7 %, 16 pairs`, behind what weighs more than a change.
    private static func finding(
        reasons: [String], title: String?, change: Double?, bound: String?, count: String?
    ) -> String {
        var parts: [String] = reasons
        if let title, change != nil {
            parts.append("\(title) \(GateNumbers.signed(change))")
            if let bound { parts.append(bound) }
        }
        return (parts + [count].compactMap(\.self)).joined(separator: ", ")
    }
}
