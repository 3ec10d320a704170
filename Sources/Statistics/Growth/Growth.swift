/// How fast something grows that is read at equal distances, if it grows along a straight line, and how sure that is.
///
/// Ordinary regression takes readings for independent. Those of a process's memory are not: with AR(1) noise of
/// phi = 0.98 and ten minutes of readings a second apart its 95 % interval covers the truth in some 15 % of cases.
/// Here the time is cut into a few blocks, the line goes through their means, and the interval's reach is that of
/// noise as slow as ``longestMemory`` (``BlockSlope``); with faster noise it covers more often than it says.
package struct Growth: Sendable, Equatable {
    /// Blocks that the time is cut into.
    package static let blocks = 6
    /// The slowest noise that the interval is made for.
    package static let longestMemory = NoiseMemory.randomWalk
    /// Fewer readings a block would make little of an average.
    package static let fewestReadings = 5 * blocks

    /// In the readings' unit a second.
    package let perSecond: Double
    package let confidence95: ClosedRange<Double>
    /// The time that the blocks cover: readings at the begin that do not fill a block are left out.
    package let seconds: Double

    private static let critical: Double = BlockSlope(blocks: blocks, memory: longestMemory).critical()

    /// - Parameters:
    ///   - readings: in order of time.
    ///   - spacing: seconds from one to the next.
    ///   - resolution: the smallest step that a reading can show: growth by less than one over the whole time is
    ///     not seen, and the interval is so much wider at either end.
    /// Nil for fewer than ``fewestReadings``, or what is not finite.
    package init?(_ readings: [Double], spacing: Double, resolution: Double = 0) {
        guard readings.count >= Self.fewestReadings, spacing > 0, spacing.isFinite, resolution >= 0,
            readings.allSatisfy(\.isFinite)
        else { return nil }
        let length: Int = readings.count / Self.blocks
        let first: Int = readings.count - length * Self.blocks
        let means: [Double] = (0..<Self.blocks).map { block in
            Moments(readings[(first + block * length)..<(first + (block + 1) * length)]).mean
        }
        let middle: Double = Double(Self.blocks - 1) / 2
        let squares: Double = BlockSlope.squares(blocks: Self.blocks)
        let level: Double = Moments(means).mean
        let slope: Double =
            means.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * ($1.element - level) }
            / squares
        let left: Double = means.enumerated().reduce(0) { sum, entry in
            let apart: Double = entry.element - level - slope * (Double(entry.offset) - middle)
            return sum + apart * apart
        }
        let error: Double = (left / Double(Self.blocks - 2) / squares).squareRoot()
        let block: Double = Double(length) * spacing
        seconds = block * Double(Self.blocks)
        perSecond = slope / block
        let reach: Double = Self.critical * error / block + resolution / seconds
        confidence95 = (perSecond - reach)...(perSecond + reach)
    }
}
