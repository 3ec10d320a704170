/// What stands along one side of a plot, before it is known how long that side is.
struct PlotAxis: Sendable, Equatable {
    struct Tick: Sendable, Equatable {
        var value: Double
        var label: String
    }

    /// How values are spaced.
    enum Spacing: Sendable, Equatable {
        /// Evenly, from zero on.
        case fromZero
        /// Evenly, just around the values.
        case around
        /// By ratio where the largest is more than this many times the smallest and none is zero; else from
        /// zero.
        case byRatio(beyond: Double)
    }

    var title: String
    var quantity: PlotQuantity
    var kind: PlotScale.Kind
    var domain: ClosedRange<Double>
    var ticks: [Tick]
    /// Grid lines without a label.
    var minor: [Double] = []

    /// An axis that holds all finite `values`; 0...1 without any.
    ///
    /// - Parameter zeroApart: whether a zero among values spaced by ratio gets a place of its own; otherwise
    ///   it makes the axis an even one.
    static func fitting(
        _ values: [Double], title: String, quantity: PlotQuantity, spacing: Spacing, ticks count: Int = 5,
        zeroApart: Bool = false
    ) -> PlotAxis {
        let finite: [Double] = values.filter { $0.isFinite && $0.magnitude < 1e300 }
        if case .byRatio(let limit) = spacing {
            let positive: [Double] = finite.filter { $0 > 0 }
            let others: [Double] = finite.filter { $0 <= 0 }
            let isApart: Bool = zeroApart && others.allSatisfy { $0 == 0 }
            if let low = positive.min(), let high = positive.max(), high / low > limit,
                others.isEmpty || isApart
            {
                return logarithmic(
                    low...high, title: title, quantity: quantity, ticks: count, hasZero: !others.isEmpty)
            }
        }
        var low: Double = finite.min() ?? 0
        var high: Double = finite.max() ?? 1
        if spacing != .around {
            low = min(0, low)
            high = max(0, high)
        }
        if low == high {
            // One value stands in the middle of something, nothing at the bottom of anything.
            let reach: Double = low == 0 ? 1 : low.magnitude * 0.1
            low = low == 0 ? 0 : low - reach
            high += reach
        }
        let places: [Double] = PlotTicks.covering(low...high, about: count)
        // Rounding must not leave a value outside.
        let domain: ClosedRange<Double> = min(places.min() ?? low, low)...max(places.max() ?? high, high)
        let ticks: [Tick] = places.map { tick($0, quantity) }
        return PlotAxis(title: title, quantity: quantity, kind: .linear, domain: domain, ticks: ticks)
    }

    private static func logarithmic(
        _ values: ClosedRange<Double>, title: String, quantity: PlotQuantity, ticks count: Int, hasZero: Bool
    ) -> PlotAxis {
        let domain: ClosedRange<Double> = PlotTicks.roundedLogarithmically(values)
        let places = PlotTicks.logarithmic(domain, about: count + 1)
        var ticks: [Tick] = places.major.map { tick($0, quantity) }
        if hasZero { ticks.insert(tick(0, quantity), at: 0) }
        return PlotAxis(
            title: title, quantity: quantity, kind: .logarithmic(hasZero: hasZero), domain: domain,
            ticks: ticks, minor: places.minor)
    }

    /// A value that nobody measures must not push the plot out of the picture with its digits.
    private static func tick(_ value: Double, _ quantity: PlotQuantity) -> Tick {
        Tick(
            value: value,
            label: PlotText.shortened(quantity.tick(value), to: widestLabel, size: PlotCanvas.labelSize))
    }

    private static let widestLabel: Double = 84

    /// Of quantiles from 0 up to `last`, at 0, 50, 90, 99, 99.9 % and so on.
    static func tail(upTo last: Double, title: String) -> PlotAxis {
        var ticks: [Tick] = [0, 0.5].map { Tick(value: $0, label: PlotQuantity.share.tick($0)) }
        var nines = "0.9"
        while let value = Double(nines), value <= last + 1e-12, nines.count < 12 {
            // 0.999 reads 99.9 %.
            let digits: Substring = nines.dropFirst(2)
            let percent: String =
                digits.count == 1 ? "90" : digits.count == 2 ? "99" : "99.\(digits.dropFirst(2))"
            ticks.append(Tick(value: value, label: "\(percent) %"))
            nines += "9"
        }
        return PlotAxis(
            title: title, quantity: .share, kind: .tail, domain: 0...last, ticks: ticks, minor: [0.25, 0.75])
    }

    /// The title, and how values are spaced where that is not evenly.
    var heading: String {
        let spacing: String =
            switch kind {
            case .linear: ""
            case .logarithmic: "logarithmic axis"
            case .tail: "logarithmic tail"
            }
        if spacing.isEmpty { return title }
        return title.isEmpty ? spacing : "\(title) (\(spacing))"
    }

    func scale(from start: Double, to end: Double) -> PlotScale {
        PlotScale(kind: kind, domain: domain, start: start, end: end)
    }

    /// Room that the labels take beside a plot.
    var labelWidth: Double {
        ticks.map { PlotText.width($0.label, size: PlotCanvas.labelSize) }.max() ?? 0
    }
}
