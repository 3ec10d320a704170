import Glibc
import Statistics

/// Seeded draws of the standard normal distribution (Box and Muller).
struct NormalDraws {
    private var generator: Xoshiro256
    private var spare: Double?

    init(seed: UInt64) { generator = Xoshiro256(seed: seed) }

    mutating func next() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        // 53 bits above zero and up to one.
        let first: Double = Double((generator.next() >> 11) + 1) * 0x1p-53
        let second: Double = Double(generator.next() >> 11) * 0x1p-53
        let radius: Double = (-2 * log(first)).squareRoot()
        spare = radius * sin(2 * .pi * second)
        return radius * cos(2 * .pi * second)
    }
}
