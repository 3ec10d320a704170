/// A series cut into levels: first too often, then only where the strict test allows.
struct Segmentation {
    private let values: [Double]
    private let search: ChangePointSearch
    /// First places of new levels, ascending.
    private(set) var places: [Int] = []

    init(_ values: [Double], search: ChangePointSearch) {
        self.values = values
        self.search = search
        places = weakPlaces()
        thin()
        merge()
        refine()
        // What moved is tested again between its new neighbours.
        merge()
    }

    /// The level before a place against the level from it on.
    func test(at place: Int) -> TwoSampleTest {
        let next: Int = places.first { $0 > place } ?? values.count
        let previous: Int = places.last { $0 < place } ?? 0
        return Self.test(values, previous, place, next)
    }

    private static func test(_ values: [Double], _ start: Int, _ place: Int, _ end: Int) -> TwoSampleTest {
        TwoSampleTest(before: Moments(values[start..<place]), after: Moments(values[place..<end]))
    }

    /// Of all windows, ascending.
    private func weakPlaces() -> [Int] {
        var found: Set<Int> = []
        var start: Int = 0
        while start < values.count {
            let end: Int = min(start + search.window, values.count)
            split(start..<end, distances: PairDistances(values[start..<end]), into: &found)
            if end == values.count { break }
            start += search.window / 2
        }
        return found.sorted()
    }

    /// Splits a stretch, and the parts again, while the weak test passes.
    private func split(_ stretch: Range<Int>, distances: PairDistances, into found: inout Set<Int>) {
        guard let place = distances.mostDivergentSplit(in: stretch, shortest: search.shortest) else { return }
        let test = Self.test(values, stretch.lowerBound, place, stretch.upperBound)
        guard test.pValue < search.weakSignificance else { return }
        found.insert(place)
        split(stretch.lowerBound..<place, distances: distances, into: &found)
        split(place..<stretch.upperBound, distances: distances, into: &found)
    }

    /// Two windows may name places of one change that lie closer together than a level lasts: the one that
    /// separates less goes.
    private mutating func thin() {
        while let second = places.indices.dropFirst().first(where: {
            places[$0] - places[$0 - 1] < search.shortest
        }) {
            let start: Int = second >= 2 ? places[second - 2] : 0
            let end: Int = second + 1 < places.count ? places[second + 1] : values.count
            let first = Self.test(values, start, places[second - 1], end)
            let other = Self.test(values, start, places[second], end)
            places.remove(at: abs(other.t) > abs(first.t) ? second - 1 : second)
        }
    }

    /// Drops the least significant change until all pass.
    private mutating func merge() {
        while !places.isEmpty {
            let tests: [TwoSampleTest] = places.map(test(at:))
            var weakest: Int = 0
            for index in tests.indices where tests[index].pValue > tests[weakest].pValue { weakest = index }
            if tests[weakest].pValue < search.significance { return }
            places.remove(at: weakest)
        }
    }

    /// Moves each change to where it separates its neighbours best: a window's edge may have kept it away.
    private mutating func refine() {
        // A change moves its neighbours' bounds, so once is not always enough; it settles in two or three.
        for _ in 0..<10 {
            var moved = false
            for index in places.indices {
                let place: Int = places[index]
                let start: Int = max(index > 0 ? places[index - 1] : 0, place - search.window)
                let end: Int = min(
                    index + 1 < places.count ? places[index + 1] : values.count, place + search.window)
                let distances = PairDistances(values[start..<end])
                let best: Int? = distances.mostDivergentSplitOfWhole(start..<end, shortest: search.shortest)
                if let best, best != place {
                    places[index] = best
                    moved = true
                }
            }
            if !moved { return }
        }
    }
}
