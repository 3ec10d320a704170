import LoadEngine

/// Where a trial's slices begin and end, CLOCK_REALTIME nanoseconds: contiguous, none in two phases.
struct SliceEdges: Equatable {
    enum Phase: String { case warmUp, steady, drain }

    struct Slice: Equatable {
        var range: Range<Int64>
        var phase: Phase
    }

    let slices: [Slice]

    /// Nil for a trial that never reached its steady state.
    ///
    /// One that was cut short has no drain: its slices end with what there is of the steady state.
    /// - Parameter width: about which a slice lasts, nanoseconds, at least one.
    init?(_ timeline: Timeline, width: Int64) {
        guard timeline.steadyStart > 0, timeline.steadyEnd > timeline.steadyStart else { return nil }
        var slices: [Slice] = []
        if timeline.loadStart > 0, timeline.loadStart < timeline.steadyStart {
            // Laid from its end: the first one takes what the division leaves over.
            slices += Self.cut(timeline.loadStart..<timeline.steadyStart, width: width, fromEnd: true)
                .map { Slice(range: $0, phase: .warmUp) }
        }
        slices += Self.cut(timeline.steadyStart..<timeline.steadyEnd, width: width)
            .map { Slice(range: $0, phase: .steady) }
        if timeline.drainEnd > timeline.steadyEnd {
            slices += Self.cut(timeline.steadyEnd..<timeline.drainEnd, width: width)
                .map { Slice(range: $0, phase: .drain) }
        }
        self.slices = slices
    }

    /// The place of the slice that holds the instant; nil outside of all.
    func place(of instant: Int64) -> Int? {
        Self.place(of: instant, count: slices.count) { slices[$0].range }
    }

    /// The place of the range that holds the instant, among `count` ascending ones without overlap; nil
    /// outside of all.
    static func place(of instant: Int64, count: Int, range: (Int) -> Range<Int64>) -> Int? {
        var low: Int = 0
        var high: Int = count
        while low < high {
            let middle: Int = (low + high) / 2
            if range(middle).upperBound <= instant { low = middle + 1 } else { high = middle }
        }
        return low < count && range(low).contains(instant) ? low : nil
    }

    /// A range in parts of a width, the last (or first) of which takes what the division leaves over: it
    /// lasts 0.5 to 1.5 widths, and a range below half a width is one part.
    static func cut(_ range: Range<Int64>, width: Int64, fromEnd: Bool = false) -> [Range<Int64>] {
        let length: Int64 = range.upperBound - range.lowerBound
        guard length > 0 else { return [] }
        let width: Int64 = max(1, width)
        let count: Int64 = max(1, (length + width / 2) / width)
        return (0..<count).map { part in
            guard !fromEnd else {
                let lower: Int64 = range.upperBound - (count - part) * width
                let upper: Int64 = range.upperBound - (count - part - 1) * width
                return (part == 0 ? range.lowerBound : lower)..<upper
            }
            let lower: Int64 = range.lowerBound + part * width
            return lower..<(part == count - 1 ? range.upperBound : lower + width)
        }
    }

    /// The width that divides a trial into 40 to 100 slices before its drain: 1, 2 or 5 times a power of ten,
    /// at least 100 ms. The drain is left out, since arms differ in it: theirs are to be of one width.
    static func width(of timeline: Timeline) -> Int64 {
        let start: Int64 = timeline.loadStart > 0 ? timeline.loadStart : timeline.steadyStart
        let length: Int64 = timeline.steadyEnd - start
        var decade: Int64 = 100_000_000
        // A hundred slices of the largest width are a day; beyond it, there are more of them.
        while decade < 1_000_000_000_000 {
            for step: Int64 in [1, 2, 5] where length <= 100 * step * decade { return step * decade }
            decade *= 10
        }
        return decade
    }
}
