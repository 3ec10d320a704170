import Testing

@testable import LoadEngine

@Suite("Looking at all clients a slice at a time")
struct SweepTests {
    /// One whole round over `numbers`; the positions in the order they were looked at.
    private func round(_ sweep: inout Sweep, _ numbers: [Int]) -> [Int] {
        var seen: [Int] = []
        repeat {
            for position in sweep.next() {
                seen.append(position)
                sweep.note(numbers[position])
            }
            sweep.endSlice()
        } while seen.count < numbers.count
        return seen
    }

    @Test(
        "Every client is looked at once a round, and the fewest is of whole rounds",
        arguments: [1, 2, Sweep.slice - 1, Sweep.slice, Sweep.slice + 1, 19_000])
    func rounds(count: Int) {
        var sweep = Sweep(count: count)
        var numbers = (0..<count).map { 5 + ($0 * 7919) % 100 }
        numbers[count - 1] = 3
        #expect(sweep.fewest == 0)
        #expect(round(&sweep, numbers) == Array(0..<count))
        #expect(sweep.fewest == 3)
        numbers = numbers.map { $0 + 10 }
        #expect(sweep.next().count == min((count + 39) / 40, Sweep.slice))
        #expect(sweep.fewest == 3)
    }

    @Test("In a hurry a round has fewer slices, and begins anew", arguments: [1, 3, 100, 3000])
    func hurries(count: Int) {
        var sweep = Sweep(count: count)
        for position in sweep.next() { sweep.note(position) }
        sweep.endSlice()
        sweep.hurry()
        #expect(sweep.next() == 0..<min((count + 3) / 4, Sweep.slice))
        sweep.hurry()
        let numbers = Array(repeating: 8, count: count)
        #expect(round(&sweep, numbers) == Array(0..<count))
        #expect(sweep.fewest == 8)
    }

    @Test("Without clients there is no fewest")
    func nobody() {
        var sweep = Sweep(count: 0)
        #expect(sweep.next().isEmpty)
        sweep.endSlice()
        #expect(sweep.fewest == .max)
    }
}
