import Results

/// What a reader of a capacity search must know beside its tables.
enum CapacityRemarks {
    /// Of the models: which one is the forecast, and how far it reaches.
    static func models(_ report: CapacityReport) -> [String] {
        var remarks: [String] = []
        if let model = report.fanOut, report.answer.isConfirmed {
            let what: String = CapacityTables.grows(report)
            for forecast in model.forecasts {
                remarks.append(
                    "The fan-out model puts `\(forecast.expression)` at \(level(forecast.level.value, report)) \(what)"
                        + "\(span(forecast.level, report)); the search confirmed \(level(report.answerLevel ?? 0, report))."
                )
            }
            remarks.append(
                "The fan-out model: mean delivery = \(model.formula), with N the clients of each of \(model.eventLoops) "
                    + "event loop\(model.eventLoops == 1 ? "" : "s"), m messages a second and s of CPU a send; b is 1 for "
                    + "Poisson messages.")
        }
        if let law = report.scalability {
            if let limit = law.forecastLimit {
                remarks.append(
                    "The scalability law's kappa may be 0: no peak is told, kappa is at most "
                        + "\(law.kappa.upper.map { NumberFormat.significant($0 * 1e6) + " millionths" } ?? "unbounded"), and it says "
                        + "nothing beyond \(clients(limit)) clients.")
            } else if let peak = law.peakClients, let most = law.largestGoodput {
                remarks.append(
                    "By the scalability law goodput is largest, \(NumberFormat.significant(most)) messages/s, at "
                        + "\(clients(peak)) clients.")
            }
        }
        return remarks + report.notes.map { "\($0.prefix(1).uppercased())\($0.dropFirst())." }
    }

    /// Whether what was asked for is there; nil where nothing was.
    static func need(_ report: CapacityReport) -> String? {
        guard let need = report.need else { return nil }
        let what: String = "The \(level(need, report)) \(CapacityTables.grows(report)) asked for"
        return switch report.meetsNeed {
        case true?: "\(what) are there."
        case false?: "\(what) are not there."
        case nil: "\(what): the search cannot tell whether they are there."
        }
    }

    /// How the search went about it.
    static func rule(_ report: CapacityReport) -> String {
        let rule: CapacityRule = report.rule
        return
            "Doubling, then halving by ratio until what failed is at most \(percent(rule.resolution)) above what held, then "
            + "\(rule.confirmations) fresh trials that must all hold; where one does not, \(percent(rule.stepDown)) less and "
            + "\(rule.confirmations) fresh ones (docs/capacity.md). Nothing may be lost, duplicated or reordered either, and "
            + "there may be no errors."
    }

    private static func percent(_ share: Double) -> String {
        "\(NumberFormat.chosen((share * 1_000).rounded() / 10)) %"
    }

    /// ` (95 %: 1,200 to 1,400)`.
    private static func span(_ estimate: CapacityEstimate, _ report: CapacityReport) -> String {
        guard let lower = estimate.lower, let upper = estimate.upper else { return "" }
        return " (95 %: \(level(lower, report)) to \(level(upper, report)))"
    }

    /// Of what grows.
    private static func level(_ value: Double, _ report: CapacityReport) -> String {
        report.axis == .rate ? NumberFormat.significant(value) : clients(value)
    }

    private static func clients(_ value: Double) -> String {
        NumberFormat.count(Int(min(value, 1e15).rounded()))
    }
}
