import Results
import Scenarios
import Statistics

extension ClaimExplanations {
    // MARK: CPU against clients

    /// What an idle swarm costs the server, arm by arm, where it was measured with several numbers of clients.
    static func clients(_ claims: ClaimsFile, _ evidence: ClaimEvidence) -> [ClaimExplanation] {
        let cells: [(test: String, cell: Cell)] = evidence.documents.flatMap { entry in
            entry.document.cells.filter { cell in
                cell.isOfIdleSwarm && cell.trials.contains(where: \.counts)
                    && ClaimJudge.doubts(cell, ofTimes: false).isEmpty
            }.map { (entry.test, $0) }
        }
        var arms: [String] = []
        for (_, cell) in cells where !arms.contains(cell.arm) { arms.append(cell.arm) }
        return arms.compactMap { arm in
            let own = cells.filter { $0.cell.arm == arm }.sorted { $0.cell.clients < $1.cell.clients }
            let points: [Point] = own.compactMap { Point($0.cell) }
            guard points.count >= 2, Set(points.map(\.clients)).count == points.count,
                let test = own.first?.test
            else { return nil }
            return clients(arm, points, stated: stated(arm, claims), test: test)
        }
    }

    private struct Point {
        let clients: Int
        let cpu: Double
        let interval: ClosedRange<Double>?

        init?(_ cell: Cell) {
            let values: [Double] = cell.trials.filter(\.counts).compactMap(\.figures.server.cpuPercent)
            guard !values.isEmpty else { return nil }
            let mean = MeanInterval(values)
            clients = cell.clients
            cpu = mean.mean
            interval = mean.confidence95
        }

        var text: String {
            let sure: String =
                interval.map {
                    " (\(ClaimExplanations.text($0.lowerBound)) to \(ClaimExplanations.text($0.upperBound)))"
                } ?? ""
            return "\(ClaimExplanations.text(cpu)) %\(sure) with \(clients) clients"
        }
    }

    /// What is claimed of the arm's CPU with an idle swarm.
    private static func stated(_ arm: String, _ claims: ClaimsFile) -> ClaimStatement? {
        claims.claims.flatMap(\.statements).first {
            $0.quantity.description == "server.cpuPercent" && $0.arm == arm && $0.baseline == nil
                && $0.relation == .about
        }
    }

    private static func clients(
        _ arm: String, _ points: [Point], stated: ClaimStatement?, test: String
    ) -> ClaimExplanation {
        var values: [String: Double] = [:]
        for point in points { values["cpuPercentWith\(point.clients)"] = point.cpu }
        var sentence =
            "\(arm) of an idle swarm costs the server " + points.map(\.text).joined(separator: ", ")
        if let stated {
            let meets: Double? = zip(points, points.dropFirst()).lazy.compactMap { left, right -> Double? in
                guard left.cpu <= stated.value, right.cpu > stated.value else { return nil }
                let share: Double = (stated.value - left.cpu) / (right.cpu - left.cpu)
                return Double(left.clients) + share * Double(right.clients - left.clients)
            }.first
            if let meets {
                values["clientsAtStated"] = meets
                sentence +=
                    "; the stated \(stated.text) would be at \(Int(meets.rounded())) clients, on a straight "
                    + "line between these"
            } else {
                sentence += "; the stated \(stated.text) is at none of the numbers between these"
            }
        }
        return ClaimExplanation(kind: "clients", test: test, text: sentence, values: values)
    }

    // MARK: Saturation

    /// What a search for the largest number of clients found.
    static func saturation(_ report: CapacityReport, test: String) -> ClaimExplanation {
        let objective: String = report.objective.joined(separator: ", ")
        var values: [String: Double] = ["trials": Double(report.trials.count)]
        let count: String = report.answer.clients.map(String.init) ?? "no"
        if let clients = report.answer.clients { values["clients"] = Double(clients) }
        let reason: String = report.answer.reason.map { ": \($0)" } ?? ""
        let found: String =
            switch report.answer.kind {
            case .found:
                "holds with \(count) clients in \(report.rule.confirmations) fresh trials, and not with more"
                    + beyond(report)
            case .atLeast:
                "holds with at least \(count) clients, and the server was not what ended the search\(reason)"
            case .none: "does not hold with a single client"
            case .unknown: "could not be told\(reason)"
            case .stopped:
                report.answer.clients.map { "held with \($0) clients once; the search ended early\(reason)" }
                    ?? "was not told, for the search ended early\(reason)"
            }
        return ClaimExplanation(
            kind: "saturation", test: test, text: "\(report.arm): \(objective) \(found)", values: values)
    }

    /// On which trials it rests that more are too many: `: 3 trials with 400 to 520 clients did not hold it`.
    private static func beyond(_ report: CapacityReport) -> String {
        let failed: [Int] = report.trials.filter {
            $0.outcome == .failed && $0.clients > report.answer.clients ?? 0
        }.map(\.clients)
        guard let least = failed.min(), let most = failed.max() else { return "" }
        let clients: String = least == most ? "\(least)" : "\(least) to \(most)"
        let trials: String = failed.count == 1 ? "1 trial" : "\(failed.count) trials"
        return ": \(trials) with \(clients) clients did not hold it"
    }
}

extension Cell {
    /// Nobody submits tasks, clients neither.
    fileprivate var isOfIdleSwarm: Bool {
        load.isIdle && !(summary.behaviours ?? []).contains { $0.kind == "operator" }
    }
}
