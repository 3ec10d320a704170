import Results

/// A comparison as people say it: "push delivers updates 21 times sooner ... at 4.9 times the traffic".
struct ComparisonSentence {
    private let facts: ReportFacts
    private let load: LoadPoint
    private let candidate: Cell
    private let baseline: Cell
    /// The first interval of a sentence says of what level it is; the others follow suit.
    private var levelSaid: Bool = false

    private init(_ facts: ReportFacts, load: LoadPoint, candidate: Cell, baseline: Cell) {
        self.facts = facts
        self.load = load
        self.candidate = candidate
        self.baseline = baseline
    }

    /// One sentence a candidate, for arms that have comparisons at this load.
    static func all(_ facts: ReportFacts, at load: LoadPoint) -> [String] {
        guard let baseline = facts.baseline(at: load) else { return [] }
        return facts.cells(at: load).filter { $0.arm != baseline.arm }.compactMap { candidate in
            var sentence = ComparisonSentence(facts, load: load, candidate: candidate, baseline: baseline)
            return sentence.text()
        }
    }

    private mutating func text() -> String? {
        let latency: String? = latencyClause()
        let costs: [String] = [
            costClause(.traffic, of: "traffic"), costClause(.cpu, of: "server CPU"),
        ].compactMap(\.self)
        guard latency != nil || !costs.isEmpty else { return nil }
        let start: String = load.isIdle ? "With an idle swarm" : "At \(ReportFacts.name(load))"
        var sentence: String
        if let latency {
            sentence = "\(start), \(candidate.arm) \(latency)"
            if !costs.isEmpty { sentence += ", " }
        } else {
            sentence = "\(start), against \(baseline.arm), \(candidate.arm) comes "
        }
        sentence += costs.joined(separator: " and ") + "."
        if let why = facts.comparison(.updateLatency, at: load, candidate: candidate.arm)?.withheld {
            sentence += " Update latencies are not compared: \(why)."
        }
        return sentence
    }

    /// Why the sentences of a report have no intervals, said once for all of them; nil where they have.
    static func fewPairs(_ facts: ReportFacts) -> String? {
        let pairs: [Int] = facts.document.comparisons.filter { $0.confidence95 == nil && $0.withheld == nil }
            .map(\.pairs).filter { $0 < fewestForInterval }
        guard let least = pairs.min(), let most = pairs.max() else { return nil }
        let count: String =
            least < most ? "\(least) or \(most) pairs" : most == 1 ? "one pair" : "\(most) pairs"
        return "Arms are compared by \(count) of trials: too few for an interval."
    }

    private static let fewestForInterval: Int = 3

    private mutating func latencyClause() -> String? {
        guard let comparison = facts.comparison(.updateLatency, at: load, candidate: candidate.arm),
            let ratio = comparison.ratio, ratio > 0, ratio.isFinite
        else { return nil }
        let means: String? = means()
        if let interval = interval(comparison), interval.contains(1) {
            let aside: String = parenthesis(interval, unit: "ratio ", means: means)
            if Self.cannotTell(interval) {
                return "delivers updates sooner or later than \(baseline.arm), the run cannot tell\(aside)"
            }
            return "delivers updates as soon as \(baseline.arm), as far as can be told\(aside)"
        }
        let factor: Double = ratio < 1 ? 1 / ratio : ratio
        let turned: ClosedRange<Double>? = interval(comparison).map {
            ratio < 1 ? (1 / $0.upperBound)...(1 / $0.lowerBound) : $0
        }
        let places: Int = Self.places(NumberFormat.ratioPlaces(factor), turned)
        let aside: String = parenthesis(turned, means: means, places: places)
        guard factor >= Self.leastVisible else {
            return "delivers updates neither visibly sooner nor later than \(baseline.arm)\(aside)"
        }
        if turned == nil, factor < Self.leastWithoutInterval {
            return "delivers updates about as soon as \(baseline.arm)\(aside)"
        }
        let direction: String = ratio < 1 ? "sooner" : "later"
        let times: String = NumberFormat.decimal(factor, places: places)
        return "delivers updates \(times) times \(direction) than \(baseline.arm)\(aside)"
    }

    private func means() -> String? {
        guard let ours = candidate.summary.updateLatencyMs.mean,
            let theirs = baseline.summary.updateLatencyMs.mean
        else { return nil }
        return "\(TimeFormat.milliseconds(ours)) against \(TimeFormat.milliseconds(theirs)) on average"
    }

    private mutating func costClause(_ metric: ComparedMetric, of name: String) -> String? {
        guard let comparison = facts.comparison(metric, at: load, candidate: candidate.arm) else {
            return nil
        }
        let interval: ClosedRange<Double>? = interval(comparison)
        guard let ratio = comparison.ratio, ratio > 0, ratio.isFinite else {
            return differenceClause(comparison, interval, of: name)
        }
        if let interval, interval.contains(1) {
            if Self.cannotTell(interval) {
                return
                    "with a difference in \(name) that the run cannot tell\(parenthesis(interval, unit: "ratio "))"
            }
            return "with no measurable difference in \(name)\(parenthesis(interval, unit: "ratio "))"
        }
        if max(ratio, 1 / ratio) < Self.leastVisible {
            return "with no visible difference in \(name)\(parenthesis(interval, unit: "ratio "))"
        }
        if interval == nil, max(ratio, 1 / ratio) < Self.leastWithoutInterval {
            return "at about the same \(name) (ratio \(NumberFormat.decimal(ratio, places: 2)))"
        }
        if ratio >= 1 {
            let places: Int = Self.places(NumberFormat.ratioPlaces(ratio), interval)
            let times: String = NumberFormat.decimal(ratio, places: places)
            return "at \(times) times the \(name)\(parenthesis(interval, places: places))"
        }
        let saving: ClosedRange<Double>? = interval.map {
            (100 - 100 * $0.upperBound)...(100 - 100 * $0.lowerBound)
        }
        let places: Int = Self.places(ratio < 0.05 ? 1 : 0, saving)
        let amount: String = NumberFormat.decimal(100 - 100 * ratio, places: places)
        return "with \(amount) % less \(name)\(parenthesis(saving, places: places, suffix: " %"))"
    }

    /// For figures near zero, where a ratio would say nothing.
    private mutating func differenceClause(
        _ comparison: Comparison, _ interval: ClosedRange<Double>?, of name: String
    ) -> String {
        if let interval, interval.contains(0) {
            let ends: [String] = [interval.lowerBound, interval.upperBound].map {
                UnitFormat.difference($0, unit: comparison.unit)
            }
            if ends[0] == ends[1] { return "with no measurable difference in \(name)" }
            let level: String = levelSaid ? "" : "95 % interval "
            levelSaid = true
            return "with no measurable difference in \(name) (\(level)\(ends[0]) to \(ends[1]))"
        }
        let amount: String = UnitFormat.difference(abs(comparison.difference), unit: comparison.unit)
            .replacing("+", with: "")
        return "with \(amount) \(comparison.difference < 0 ? "less" : "more") \(name)"
    }

    /// An interval around no difference that also holds large ones claims nothing.
    private static func cannotTell(_ interval: ClosedRange<Double>) -> Bool {
        interval.lowerBound < 1 / largestUndecided || interval.upperBound > largestUndecided
    }

    /// Two or fewer pairs have no interval: what they show below this factor is as likely chance.
    private static let leastWithoutInterval: Double = 1.1

    /// A smaller factor reads as 1.00.
    private static let leastVisible: Double = 1.005

    /// Factor either way that the interval of "no measurable difference" may reach.
    private static let largestUndecided: Double = 1.5

    private func interval(_ comparison: Comparison) -> ClosedRange<Double>? {
        guard let bounds = comparison.confidence95, bounds.count == 2, bounds[0] <= bounds[1] else {
            return nil
        }
        guard comparison.ratio == nil || bounds[0] > 0 else { return nil }
        return bounds[0]...bounds[1]
    }

    /// Decimals of a value and of its interval: `wanted`, or more where the interval's ends would read the same.
    private static func places(_ wanted: Int, _ interval: ClosedRange<Double>?) -> Int {
        interval.flatMap { NumberFormat.places(wanted, telling: $0) } ?? wanted
    }

    /// What stands behind a value: its interval, unless the ends read the same, and the means.
    private mutating func parenthesis(
        _ interval: ClosedRange<Double>?, unit: String = "", means: String? = nil, places: Int = 2,
        suffix: String = ""
    ) -> String {
        var parts: [String] = []
        if let interval, let places = NumberFormat.places(places, telling: interval) {
            let level: String = levelSaid ? "" : "95 % interval "
            levelSaid = true
            let low: String = NumberFormat.decimal(interval.lowerBound, places: places)
            let high: String = NumberFormat.decimal(interval.upperBound, places: places)
            parts.append("\(level)\(unit)\(low) to \(high)\(suffix)")
        }
        if let means { parts.append(means) }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
    }
}
