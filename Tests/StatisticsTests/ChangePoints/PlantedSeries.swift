import Glibc
import Statistics

/// Noise with steps at known places.
struct PlantedSeries {
    private var random: Xoshiro256
    private(set) var values: [Double] = []
    /// First places of new levels.
    private(set) var steps: [Int] = []

    init(seed: UInt64) { random = Xoshiro256(seed: seed) }

    /// Normal noise of deviation 1, `length` values.
    static func flat(_ length: Int, seed: UInt64) -> [Double] {
        var series = PlantedSeries(seed: seed)
        series.append(length, level: 0)
        return series.values
    }

    /// Levels of 30 to 45 values and a last one of 8 to 20, `step` deviations apart, up or down.
    static func stepped(_ count: Int, step: Double, seed: UInt64) -> PlantedSeries {
        var series = PlantedSeries(seed: seed)
        var level: Double = 0
        for index in 0...count {
            if index > 0 {
                series.steps.append(series.values.count)
                level += Bool.random(using: &series.random) ? step : -step
            }
            let lengths: ClosedRange<Int> = index == count ? 8...20 : 30...45
            series.append(Int.random(in: lengths, using: &series.random), level: level)
        }
        return series
    }

    private mutating func append(_ length: Int, level: Double) {
        for _ in 0..<length { values.append(level + normal()) }
    }

    /// Box and Muller's transform.
    private mutating func normal() -> Double {
        let first: Double = 1 - Double.random(in: 0..<1, using: &random)
        let second: Double = Double.random(in: 0..<1, using: &random)
        return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }
}
