import Foundation

/// Where an axis has its ticks: at 1, 2 or 5 times a power of ten.
enum PlotTicks {
    /// The smallest of 1, 2, 5 times a power of ten that is at least `raw`: mantissa and exponent, so that
    /// multiples of it come out as the numbers people write (0.3, not 0.30000000000000004).
    static func step(atLeast raw: Double) -> (mantissa: Int, exponent: Int) {
        guard raw.isFinite, raw > 0 else { return (1, 0) }
        var exponent = Int(log10(raw).rounded(.down))
        // A logarithm just off a whole number must not cost a decade.
        if multiple(10, exponent) <= raw { exponent += 1 }
        if multiple(1, exponent) > raw * (1 + 1e-12) { exponent -= 1 }
        for mantissa in [1, 2, 5] where multiple(mantissa, exponent) >= raw * (1 - 1e-12) {
            return (mantissa, exponent)
        }
        return (1, exponent + 1)
    }

    /// Every tick within `domain`, ascending; at most about `count` of them.
    static func linear(_ domain: ClosedRange<Double>, about count: Int) -> [Double] {
        let span: Double = domain.upperBound - domain.lowerBound
        guard span.isFinite, span > 0, count > 0 else { return [domain.lowerBound] }
        let step = step(atLeast: span / Double(count))
        let size: Double = multiple(step.mantissa, step.exponent)
        let first: Double = (domain.lowerBound / size - 1e-9).rounded(.up)
        let last: Double = (domain.upperBound / size + 1e-9).rounded(.down)
        guard first <= last, last - first < 1_000, first.magnitude < 1e12 else { return [domain.lowerBound] }
        return (Int(first)...Int(last)).map { multiple($0 * step.mantissa, step.exponent) }
    }

    /// Ticks from at or below the low end of `values` to at or above the high one, with the step of
    /// ``linear(_:about:)``: an axis that begins and ends on a tick. Only the ends where no step fits.
    static func covering(_ values: ClosedRange<Double>, about count: Int) -> [Double] {
        let ends: [Double] = [values.lowerBound, values.upperBound]
        let span: Double = values.upperBound - values.lowerBound
        guard span.isFinite, span > 0, count > 0 else { return ends }
        let step = step(atLeast: span / Double(count))
        let size: Double = multiple(step.mantissa, step.exponent)
        let low: Double = (values.lowerBound / size + 1e-9).rounded(.down)
        let high: Double = (values.upperBound / size - 1e-9).rounded(.up)
        guard low.magnitude < 1e12, high.magnitude < 1e12, low < high else { return ends }
        return (Int(low)...Int(high)).map { multiple($0 * step.mantissa, step.exponent) }
    }

    /// Labelled and unlabelled ticks of a logarithmic axis: 1, 2 and 5 of each decade while these are fewer than
    /// one and a half times `count`, powers of ten from there on, every other one or fewer beyond `count` of
    /// them.
    static func logarithmic(
        _ domain: ClosedRange<Double>, about count: Int = 6
    ) -> (major: [Double], minor: [Double]) {
        guard domain.lowerBound > 0, domain.upperBound.isFinite, domain.lowerBound < domain.upperBound else {
            return ([], [])
        }
        let first = Int(log10(domain.lowerBound).rounded(.down))
        let last = Int(log10(domain.upperBound).rounded(.up))
        let decades: Double = log10(domain.upperBound / domain.lowerBound)
        func within(_ value: Double) -> Bool {
            value >= domain.lowerBound * (1 - 1e-9) && value <= domain.upperBound * (1 + 1e-9)
        }
        func all(_ mantissas: [Int]) -> [Double] {
            (first...last).flatMap { exponent in mantissas.map { multiple($0, exponent) } }.filter(within)
        }
        if 3 * decades < 1.5 * Double(count) {
            let major: [Double] = all([1, 2, 5])
            // Less than a third of a decade has too few of these.
            if major.count < 2 { return (linear(domain, about: count), []) }
            return (major, all([3, 4, 6, 7, 8, 9]))
        }
        let stride: Int = max(1, Int((decades / Double(max(1, count))).rounded(.up)))
        let powers: [Double] = (first...last).filter { $0.isMultiple(of: stride) }.map { multiple(1, $0) }
        return (powers.filter(within), decades > 4 ? [] : all([2, 3, 4, 5, 6, 7, 8, 9]))
    }

    /// `domain` with both ends moved outwards to 1, 2 or 5 times a power of ten.
    static func roundedLogarithmically(_ domain: ClosedRange<Double>) -> ClosedRange<Double> {
        guard domain.lowerBound > 0, domain.upperBound.isFinite else { return domain }
        let above = step(atLeast: domain.upperBound)
        let below = step(atLeast: domain.lowerBound)
        var low: Double = multiple(below.mantissa, below.exponent)
        if low > domain.lowerBound {
            switch below.mantissa {
            case 1: low = multiple(5, below.exponent - 1)
            case 2: low = multiple(1, below.exponent)
            default: low = multiple(2, below.exponent)
            }
        }
        return min(low, domain.lowerBound)...max(multiple(above.mantissa, above.exponent), domain.upperBound)
    }

    /// mantissa x 10^exponent, correctly rounded.
    private static func multiple(_ mantissa: Int, _ exponent: Int) -> Double {
        let power: Double = pow(10, Double(exponent.magnitude))
        return exponent >= 0 ? Double(mantissa) * power : Double(mantissa) / power
    }
}
