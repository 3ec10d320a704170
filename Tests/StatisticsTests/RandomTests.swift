import Statistics
import Testing

@Suite struct RandomTests {
    @Test("SplitMix64 gives the published sequence for seed 1234567")
    func splitMix() {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64".
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test("xoshiro256** gives the reference sequence for the state 1, 2, 3, 4")
    func xoshiro() {
        // The authors' C code, as in the test vectors of the Rust crate rand_xoshiro.
        var generator = Xoshiro256(state: (1, 2, 3, 4))
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
            607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        ]
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test("neighbouring seeds draw differently and the same seed draws the same")
    func seeds() {
        var first = Xoshiro256(seed: 1)
        var again = Xoshiro256(seed: 1)
        var other = Xoshiro256(seed: 2)
        #expect(first == again)
        let draws = (0..<4).map { _ in first.next() }
        #expect(draws == (0..<4).map { _ in again.next() })
        #expect(draws != (0..<4).map { _ in other.next() })
    }
}
