import Testing

@testable import LoadEngine

@Suite("Poll phases")
struct PollScheduleTests {
    @Test(
        "Every Nth of the interval holds exactly one client's phase", arguments: [1, 2, 7, 500],
        [1, 99] as [UInt64])
    func stratified(total: Int, seed: UInt64) {
        let interval: Int64 = 1_000_000_000
        for number in 0..<total {
            let phase = PollSchedule.phase(UInt32(number), total: total, interval: interval, seed: seed)
            #expect(Int64(Double(number) / Double(total) * Double(interval)) <= phase)
            #expect(phase < interval)
            #expect(Double(phase) < Double(number + 1) / Double(total) * Double(interval))
        }
    }

    @Test("Phases differ within their share from seed to seed")
    func seeded() {
        let phases = Set((0..<50).map { PollSchedule.phase(3, total: 10, interval: 1_000_000, seed: $0) })
        #expect(phases.count > 40)
    }

    @Test("Polls come in order, at a fixed phase, each interval again", arguments: [1, 3])
    func order(workers: Int) {
        let interval: Int64 = 1_000_000
        for worker in 0..<workers {
            let numbers = stride(from: worker, to: 10, by: workers).map { UInt32($0) }
            var schedule = PollSchedule(interval: interval, numbers: numbers, total: 10, seed: 5, origin: 777)
            var last: Int64 = 0
            for turn in 0..<(numbers.count * 4) {
                let due = schedule.nextDue
                let next = schedule.next()
                #expect(next.intended == due)
                #expect(next.intended >= last)
                #expect(next.position == turn % numbers.count)
                let phase = PollSchedule.phase(numbers[next.position], total: 10, interval: interval, seed: 5)
                #expect(next.intended == 777 + Int64(turn / numbers.count) * interval + phase)
                last = next.intended
            }
        }
    }

    @Test("Without clients nothing is ever due")
    func empty() {
        let schedule = PollSchedule(interval: 1, numbers: [], total: 0, seed: 1, origin: 0)
        #expect(schedule.nextDue == .max)
    }
}
