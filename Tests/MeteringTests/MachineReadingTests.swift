import Glibc
import Metering
import Testing

@Suite("What the kernel tells about time and CPUs") struct MachineReadingTests {
    @Test("a CPU's line is read as proc_stat(5) has it, the sum of all is no CPU")
    func cpuLines() {
        let text = """
            cpu  10132153 290696 3084719 46828483 16683 0 25195 900 175628 0
            cpu0 1393280 32966 572056 13343292 6130 7 17875 450 23933 0
            cpu12 1 2 3 4 5 6 7 8 9 10
            intr 1462898
            cpux 1 2 3 4 5 6 7 8
            cpu3 1 2
            """
        let times = CPUTimes.parse(text, tick: 10)
        #expect(times.keys.sorted() == [0, 12])
        #expect(times[0] == CPUTimes(busy: 10 * (1_393_280 + 32_966 + 572_056), steal: 4_500))
        #expect(times[12] == CPUTimes(busy: 60, steal: 80))
        #expect(!CPUTimes.read().isEmpty)
    }

    @Test("a schedstat line is time run and time waited", arguments: ["", "1 2", "a b c", "1 x 3"])
    func schedstat(bad: String) {
        #expect(RunTime(schedstat: "123 456 7\n") == RunTime(running: 123, waiting: 456))
        #expect(RunTime(schedstat: bad) == nil)
    }

    @Test("a process's run time grows by what it runs")
    func meter() throws {
        var meter = RunTimeMeter(processIdentifier: getpid())
        let before = meter.read()
        #expect(before == RunTime(running: 0, waiting: 0))
        let start = WallClock.cpu()
        while WallClock.cpu() - start < 20_000_000 {}
        let after = meter.read()
        #expect(try #require(after).running >= 19_000_000)
        var gone = RunTimeMeter(processIdentifier: .max)
        let nothing = gone.read()
        #expect(nothing == nil)
    }

    @Test("what threads ran that have ended is in it")
    func endedThreads() throws {
        var meter = RunTimeMeter(processIdentifier: getpid())
        _ = meter.read()
        var thread = pthread_t()
        let started = pthread_create(
            &thread, nil,
            { _ in
                let start = RunTime.ofThread()?.running ?? 0
                while (RunTime.ofThread()?.running ?? .max) - start < 30_000_000 {}
                return nil
            }, nil)
        #expect(started == 0)
        pthread_join(thread, nil)
        let after = meter.read()
        #expect(try #require(after).running >= 30_000_000)
    }

    @Test("a process that takes another's place is counted from its start, beside what the other ran")
    func successor() throws {
        var meter = RunTimeMeter(processIdentifier: .max)
        let nothing = meter.read()
        #expect(nothing == nil)
        meter.follow(getpid())
        // The first call is the zero.
        let zero = meter.read()
        #expect(zero == RunTime(running: 0, waiting: 0))
        meter.follow(.max)
        let gone = meter.read()
        #expect(gone == nil)
        let start = WallClock.cpu()
        while WallClock.cpu() - start < 20_000_000 {}
        meter.follow(getpid())
        let first = meter.read()
        let all = try #require(first)
        // All that this process ever ran.
        #expect(all.running >= 20_000_000)
        meter.follow(getpid())
        let second = meter.read()
        let again = try #require(second)
        #expect(again.running >= all.running && again.running < 2 * all.running)
    }

    @Test("clocks read together lie within the reading's width of one another")
    func clocks() {
        let reading = ClockReading.now()
        let second: Int64 = 1_000_000_000
        #expect(abs(reading.realtime - WallClock.realtime()) < 10 * second)
        #expect(reading.boot >= reading.monotonic)
        #expect(reading.width >= 0 && reading.width < second)
        let later = ClockReading.now()
        #expect(later.monotonic > reading.monotonic)
        #expect(later.raw > reading.raw)
    }
}

extension WallClock {
    /// CPU time of the calling thread.
    fileprivate static func cpu() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
