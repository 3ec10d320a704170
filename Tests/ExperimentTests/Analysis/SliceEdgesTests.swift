import LoadEngine
import Testing

@testable import Experiment

@Suite("Where a trial's slices begin and end")
struct SliceEdgesTests {
    private static let second: Int64 = 1_000_000_000

    private func timeline(
        load: Double = 0, steady: ClosedRange<Double>, drain: Double = 0
    ) -> Timeline {
        func at(_ seconds: Double) -> Int64 { 1_700_000_000 * Self.second + Int64(seconds * 1e9) }
        var timeline = Timeline()
        timeline.loadStart = at(load)
        timeline.steadyStart = at(steady.lowerBound)
        timeline.steadyEnd = at(steady.upperBound)
        timeline.drainEnd = drain > 0 ? at(drain) : 0
        return timeline
    }

    @Test(
        "the width has some forty to a hundred slices before the drain, and is 100 ms at least",
        arguments: [
            // Warm-up and steady state, seconds; width, ms; slices.
            (1.0, 1.0, 100, 20), (2.0, 8.0, 100, 100), (2.0, 8.2, 200, 51), (2.0, 10.0, 200, 60),
            (2.0, 20.0, 500, 44), (5.0, 60.0, 1_000, 65), (10.0, 300.0, 5_000, 62),
            (60.0, 3_600.0, 50_000, 73), (600.0, 86_400.0, 1_000_000, 87),
        ] as [(Double, Double, Int64, Int)])
    func width(warmUp: Double, steady: Double, milliseconds: Int64, count: Int) throws {
        let timeline = timeline(steady: warmUp...(warmUp + steady))
        let width = SliceEdges.width(of: timeline)
        #expect(width == milliseconds * 1_000_000)
        #expect(try #require(SliceEdges(timeline, width: width)).slices.count == count)
    }

    @Test("the drain has no say in the width: arms differ in it, and are laid over each other")
    func drain() {
        #expect(
            SliceEdges.width(of: timeline(steady: 2...12))
                == SliceEdges.width(of: timeline(steady: 2...12, drain: 40)))
    }

    @Test("slices are contiguous, none is in two phases, and each takes what its phase leaves over")
    func leftovers() throws {
        let timeline = timeline(steady: 2.3...12.6, drain: 13.2)
        let edges = try #require(SliceEdges(timeline, width: Self.second))
        let origin = timeline.steadyStart
        func milliseconds(_ phase: SliceEdges.Phase) -> [[Int64]] {
            edges.slices.filter { $0.phase == phase }.map {
                [($0.range.lowerBound - origin) / 1_000_000, ($0.range.upperBound - origin) / 1_000_000]
            }
        }
        // 2.3 s: two, the first of 1.3 s. 10.3 s: ten, the last of 1.3 s. 0.6 s: one.
        #expect(milliseconds(.warmUp) == [[-2_300, -1_000], [-1_000, 0]])
        #expect(milliseconds(.steady).count == 10)
        #expect(milliseconds(.steady).last == [9_000, 10_300])
        #expect(milliseconds(.drain) == [[10_300, 10_900]])
        for (slice, next) in zip(edges.slices, edges.slices.dropFirst()) {
            #expect(slice.range.upperBound == next.range.lowerBound)
        }
    }

    @Test("an instant is in the slice that begins with it, and in none outside of the trial")
    func places() throws {
        let timeline = timeline(steady: 1...3, drain: 4)
        let edges = try #require(SliceEdges(timeline, width: Self.second))
        #expect(edges.slices.map(\.phase) == [.warmUp, .steady, .steady, .drain])
        #expect(edges.place(of: timeline.loadStart) == 0)
        #expect(edges.place(of: timeline.steadyStart - 1) == 0)
        #expect(edges.place(of: timeline.steadyStart) == 1)
        #expect(edges.place(of: timeline.steadyEnd) == 3)
        #expect(edges.place(of: timeline.drainEnd - 1) == 3)
        for outside in [timeline.drainEnd, timeline.loadStart - 1, .min, .max] {
            #expect(edges.place(of: outside) == nil)
        }
    }

    @Test("a trial that never got there has none; without warm-up or drain there are only steady ones")
    func missing() throws {
        var timeline = timeline(steady: 1...3)
        timeline.loadStart = timeline.steadyStart
        #expect(
            try #require(SliceEdges(timeline, width: Self.second)).slices.map(\.phase) == [.steady, .steady])
        timeline.steadyStart = 0
        #expect(SliceEdges(timeline, width: Self.second) == nil)
        #expect(SliceEdges(Timeline(), width: Self.second) == nil)
    }
}
