/// The xoshiro256** generator (Blackman and Vigna): the same seed gives the same draws everywhere.
package struct Xoshiro256: RandomNumberGenerator, Sendable, Equatable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// The state is filled by SplitMix64, as the authors advise, so that similar seeds share nothing.
    package init(seed: UInt64) {
        var filler = SplitMix64(seed: seed)
        state = (filler.next(), filler.next(), filler.next(), filler.next())
    }

    /// - Precondition: not all four words are zero, which is the one state that never leaves itself.
    package init(state: (UInt64, UInt64, UInt64, UInt64)) {
        precondition(state != (0, 0, 0, 0))
        self.state = state
    }

    package mutating func next() -> UInt64 {
        let result: UInt64 = rotated(state.1 &* 5, by: 7) &* 9
        let shifted: UInt64 = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    private func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }

    package static func == (left: Xoshiro256, right: Xoshiro256) -> Bool { left.state == right.state }
}

/// The SplitMix64 generator (Steele, Lea and Flood; constants of Vigna's version).
package struct SplitMix64: RandomNumberGenerator, Sendable, Equatable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word: UInt64 = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
