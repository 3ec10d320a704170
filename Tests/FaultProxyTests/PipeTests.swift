import Testing

@testable import FaultProxy

@Suite("What one direction of a connection holds")
struct PipeTests {
    private func pipe(limit: Int = 100, _ change: (inout LineConditions) -> Void = { _ in }) -> Pipe {
        var pipe = Pipe(limit: limit, seed: 1)
        var conditions = LineConditions()
        change(&conditions)
        pipe.change(to: conditions, at: 0)
        return pipe
    }

    private func take(_ bytes: ClosedRange<UInt8>, into pipe: inout Pipe, at now: Int64) {
        Array(bytes).withUnsafeBytes { pipe.take($0, at: now) }
    }

    /// Sends while something may leave, `most` bytes at a time.
    private func drain(_ pipe: inout Pipe, at now: Int64, most: Int = .max) -> [UInt8] {
        var out: [UInt8] = []
        while pipe.action(at: now) == .send {
            _ = pipe.send { bytes in
                let count = min(most, bytes.count)
                out += bytes.prefix(count)
                return count
            }
        }
        return out
    }

    @Test("bytes leave when they are due, in order and whole however few go at a time")
    func order() {
        var pipe = pipe { $0.delay = 10 }
        take(1...5, into: &pipe, at: 0)
        take(6...9, into: &pipe, at: 4)
        #expect(pipe.action(at: 9) == .wait(until: 10))
        #expect(drain(&pipe, at: 10, most: 2) == [1, 2, 3, 4, 5])
        #expect(pipe.action(at: 10) == .wait(until: 14))
        #expect(pipe.held == 4)
        #expect(drain(&pipe, at: 14, most: 3) == [6, 7, 8, 9])
        #expect(pipe.held == 0)
    }

    @Test("the end leaves behind the bytes, as late as they do")
    func end() {
        var pipe = pipe { $0.delay = 10 }
        take(1...3, into: &pipe, at: 0)
        pipe.finish(at: 2)
        #expect(pipe.room == 0)
        #expect(drain(&pipe, at: 11) == [1, 2, 3])
        #expect(pipe.action(at: 11) == .wait(until: 12))
        #expect(pipe.action(at: 12) == .finish)
        pipe.endPassed()
        #expect(pipe.action(at: 99) == .nothing)
        #expect(pipe.end == .passed)
    }

    @Test("it takes in no more than its limit, and again what has left")
    func limit() {
        var pipe = pipe(limit: 8) { $0.delay = 10 }
        #expect(pipe.room == 8)
        take(1...5, into: &pipe, at: 0)
        #expect(pipe.room == 3)
        take(6...8, into: &pipe, at: 0)
        #expect(pipe.room == 0)
        _ = drain(&pipe, at: 10)
        #expect(pipe.room == 8)
    }

    @Test("a line that holds back takes in one portion at a time; another one fills its limit")
    func holdingBack() {
        for (holdsBack, room) in [(true, 0), (false, 512)] {
            var pipe = pipe(limit: 100_000) {
                $0.bytesPerSecond = 1000
                $0.holdsBack = holdsBack
            }
            #expect(pipe.room == 512)
            [UInt8](repeating: 0, count: 512).withUnsafeBytes { pipe.take($0, at: 0) }
            #expect(pipe.room == room)
        }
    }

    @Test("a stopped line does nothing, and goes on whole")
    func stopped() {
        var pipe = pipe()
        take(1...3, into: &pipe, at: 0)
        pipe.finish(at: 0)
        var conditions = LineConditions()
        conditions.isStopped = true
        pipe.change(to: conditions, at: 5)
        #expect(pipe.action(at: 1000) == .nothing)
        #expect(pipe.room == 0)
        pipe.change(to: LineConditions(), at: 1000)
        #expect(drain(&pipe, at: 1000) == [1, 2, 3])
        #expect(pipe.action(at: 1000) == .finish)
    }

    @Test("what is held leaves sooner when conditions get better, and no later when they get worse")
    func changes() {
        var pipe = pipe(limit: 5000) { $0.bytesPerSecond = 10 }
        [UInt8](repeating: 7, count: 100).withUnsafeBytes { pipe.take($0, at: 0) }
        #expect(pipe.action(at: 0) == .wait(until: 10_000_000_000))
        var conditions = LineConditions()
        conditions.bytesPerSecond = 100
        pipe.change(to: conditions, at: 1_000_000_000)
        #expect(pipe.action(at: 0) == .wait(until: 2_000_000_000))
        conditions.bytesPerSecond = 1
        pipe.change(to: conditions, at: 1_000_000_000)
        #expect(pipe.action(at: 0) == .wait(until: 2_000_000_000))
        pipe.change(to: LineConditions(), at: 1_500_000_000)
        #expect(pipe.action(at: 1_500_000_000) == .send)
    }

    @Test("what the socket did not take of bytes that went straight through leaves first")
    func rest() {
        var pipe = pipe()
        #expect(pipe.isClear)
        Array<UInt8>(4...6).withUnsafeBytes { pipe.keep($0, at: 3) }
        #expect(!pipe.isClear)
        take(7...8, into: &pipe, at: 4)
        #expect(drain(&pipe, at: 4) == [4, 5, 6, 7, 8])
        #expect(pipe.isClear)
    }
}
