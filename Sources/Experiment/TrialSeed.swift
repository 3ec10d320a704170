/// Seeds of a run's random draws, one for each purpose and place.
///
/// Seeds that differ by a multiple of SplitMix64's increment give streams that are shifts of each
/// other, so coordinates are hashed in one at a time: streams of two blocks share nothing.
enum TrialSeed {
    static func make(_ seed: UInt64, _ coordinates: Int...) -> UInt64 {
        coordinates.reduce(mix(seed)) { mix($0 ^ UInt64(bitPattern: Int64($1))) }
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014) after an odd offset that keeps 0 from
    /// being a fixed point.
    private static func mix(_ value: UInt64) -> UInt64 {
        var z: UInt64 = value &+ 0x6A09_E667_F3BC_C909
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
