import Foundation
import Results
import Statistics

/// The closed forms that are drawn over the measurements of one figure.
struct RateForms: Sendable {
    struct Curve: Sendable {
        var style: ArmStyle
        /// By ascending rate.
        var points: [(rate: Double, value: Double)]

        /// Where a cell was measured; nil elsewhere.
        func value(at rate: Double) -> Double? { points.first { $0.rate == rate }?.value }
    }

    let curves: [Curve]
    /// What they are, for the caption; nil without any.
    let sentence: String?

    static let none = RateForms(curves: [], sentence: nil)

    /// Points of a curve that is known everywhere.
    private static let samples = 33

    static func updateMean(_ facts: PlotFacts, _ rates: EventRates) -> RateForms {
        curves(
            facts, rates, quantity: "updateLatency.mean",
            continuous: { form, rate in form.updateLatency(rate: rate) },
            polling: PollingLatency.formula,
            push: "the mean wait for the batching window plus the fan-out queue, for Poisson arrivals")
    }

    static func traffic(_ facts: PlotFacts, _ rates: EventRates) -> RateForms {
        curves(
            facts, rates, quantity: "traffic", continuous: { form, rate in form.traffic(rate: rate) },
            polling: WireTraffic.pollingFormula, push: WireTraffic.pushFormula + ", for Poisson arrivals")
    }

    /// Of a push arm a curve where its events are known, else the predictions of its cells; of other arms the
    /// predictions of their cells.
    private static func curves(
        _ facts: PlotFacts, _ rates: EventRates, quantity: String,
        continuous: (PushForm, Double) -> Double?, polling: String, push: String
    ) -> RateForms {
        let curves: [Curve] = facts.arms.compactMap { arm in
            let cells: [Cell] = facts.cells(of: arm)
            let places: [Double] = cells.compactMap { rates.rate(of: $0) }
            var points: [(rate: Double, value: Double)] = []
            if rates.unit == .events, let form = PushForm(cells) {
                points = sampled(places).compactMap { rate in continuous(form, rate).map { (rate, $0) } }
            }
            if points.isEmpty { points = predicted(facts, rates, cells, quantity: quantity) }
            points = points.filter { $0.value.isFinite && $0.value >= 0 }
            return points.count < 2 ? nil : Curve(style: arm, points: points)
        }
        guard !curves.isEmpty else { return .none }
        let parts: [String?] = [
            curves.contains { ArmPair.isPolling($0.style, facts) } ? "for polling \(polling)" : nil,
            curves.contains { ArmPair.isPush($0.style, facts) } ? "for push \(push)" : nil,
        ]
        return RateForms(
            curves: curves,
            sentence: "Dashed: the closed forms, \(parts.compactMap(\.self).joined(separator: "; "))")
    }

    /// The last of a cell's forms of a quantity is the closed one; one with the log's own batches may stand
    /// before it.
    private static func predicted(
        _ facts: PlotFacts, _ rates: EventRates, _ cells: [Cell], quantity: String
    ) -> [(rate: Double, value: Double)] {
        cells.compactMap { cell in
            let name = "\(cell.arm)@\(cell.load.name)"
            let form = facts.document.predictions.last { $0.quantity == quantity && $0.cell == name }
            guard let rate = rates.rate(of: cell), let form else { return nil }
            return (rate, form.predicted)
        }.sorted { $0.rate < $1.rate }
    }

    /// The rates themselves, and others between the lowest and the highest one, equally far apart on
    /// logarithms; ascending. Fewer than two without two rates above zero.
    static func sampled(_ rates: [Double]) -> [Double] {
        let positive: [Double] = rates.filter { $0 > 0 }
        guard let low = positive.min(), let high = positive.max(), low < high else { return positive }
        let between: [Double] = (1..<samples).map { low * pow(high / low, Double($0) / Double(samples)) }
        return Set(positive + between).sorted()
    }
}
