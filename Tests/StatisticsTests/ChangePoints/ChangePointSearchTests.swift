import Glibc
import Statistics
import Testing

@Suite("Change points") struct ChangePointSearchTests {
    private let search = ChangePointSearch()

    /// How many of the steps were found within two places, and how many changes belong to no step.
    private func tally(
        _ series: [PlantedSeries], scale: ChangePointSearch.Scale = .linear,
        transform: (Double) -> Double = { $0 }
    ) throws -> (planted: Int, found: Int, false: Int) {
        var tally = (planted: 0, found: 0, false: 0)
        for one in series {
            let places: [Int] = try search.changes(in: one.values.map(transform), scale: scale).map(\.index)
            tally.planted += one.steps.count
            tally.found += one.steps.filter { step in places.contains { abs($0 - step) <= 2 } }.count
            tally.false += places.filter { place in !one.steps.contains { abs($0 - place) <= 2 } }.count
        }
        return tally
    }

    @Test("steps of three deviations, 30 apart and 8 or more before the end, are found within two places")
    func steps() throws {
        let result = try tally((0..<150).map { .stepped(4, step: 3, seed: $0) })
        #expect(result.planted == 600)
        #expect(result.found >= 588, "\(result)")
        // What is named beside the steps: a step that is placed three or more away counts here as well.
        #expect(result.false <= 12, "\(result)")
    }

    @Test("a step eight values before the end of a long flat series is found")
    func lastStep() throws {
        var found: Int = 0
        for seed in 1...300 as ClosedRange<UInt64> {
            var values: [Double] = PlantedSeries.flat(98, seed: seed)
            for index in 90..<98 { values[index] += 3 }
            let places: [Int] = try search.changes(in: values).map(\.index)
            if places.contains(where: { abs($0 - 90) <= 2 }) { found += 1 }
        }
        // 98 of 100.
        #expect(found >= 294, "\(found) of 300")
    }

    @Test("flat noise gives at most 0.2 changes in 1,000 values", arguments: [50, 200, 1_000])
    func flat(length: Int) throws {
        var changes: Int = 0
        for seed in 0..<UInt64(30_000 / length) {
            changes += try search.changes(in: PlantedSeries.flat(length, seed: 7_000 + seed)).count
        }
        #expect(changes <= 6, "\(changes) in 30,000")
    }

    @Test("log-normal noise is compared by its logarithms: as many steps, as few false changes")
    func logNormal() throws {
        // A deviation of 20 %: a step of three is a factor of 1.8.
        let result = try tally(
            (300..<375).map { .stepped(4, step: 3, seed: $0) }, scale: .logarithmic,
            transform: { exp(3 + 0.2 * $0) })
        #expect(result.found >= 294, "\(result)")
        #expect(result.false <= 6, "\(result)")
        var changes: Int = 0
        for seed in 0..<100 as Range<UInt64> {
            let noise: [Double] = PlantedSeries.flat(200, seed: 8_000 + seed).map { exp(0.5 * $0) }
            changes += try search.changes(in: noise, scale: .logarithmic).count
        }
        #expect(changes <= 4)
    }

    @Test("a single outlier is no change, however large and wherever it is", arguments: [10, 1e3, 1e9])
    func outlier(size: Double) throws {
        for place in stride(from: 0, to: 120, by: 7) {
            var values: [Double] = PlantedSeries.flat(120, seed: 31)
            #expect(try search.changes(in: values).isEmpty)
            values[place] += size
            #expect(try search.changes(in: values).isEmpty, "outlier at \(place)")
        }
    }

    @Test("a step is found beside an outlier of ten deviations")
    func stepAndOutlier() throws {
        var found: Int = 0
        for seed in 0..<100 as Range<UInt64> {
            var values: [Double] = PlantedSeries.flat(90, seed: 9_000 + seed)
            for index in 60..<90 { values[index] += 3 }
            values[20] += 10
            let places: [Int] = try search.changes(in: values).map(\.index)
            if places.count == 1, abs(places[0] - 60) <= 2 { found += 1 }
        }
        #expect(found >= 97)
    }

    @Test("a constant series has no change, and a step without noise has one of full confidence")
    func constant() throws {
        #expect(try search.changes(in: Array(repeating: 0.1, count: 200)).isEmpty)
        let values: [Double] = Array(repeating: 0.1, count: 30) + Array(repeating: 0.3, count: 10)
        let changes: [ChangePoint] = try search.changes(in: values, scale: .logarithmic)
        #expect(changes.map(\.index) == [30])
        #expect(changes[0].confidence == 1)
        #expect(abs((changes[0].ratio ?? 0) - 3) < 1e-12)
    }

    @Test("a short series has none", arguments: 0..<10)
    func short(length: Int) throws {
        #expect(try search.changes(in: (0..<length).map { $0 < length / 2 ? 0 : 1_000 }).isEmpty)
    }

    @Test("ten values with a step in the middle are enough")
    func shortest() throws {
        let values: [Double] = [1, 1.1, 0.9, 1, 1.05, 2, 2.1, 1.9, 2, 2.05]
        #expect(try search.changes(in: values).map(\.index) == [5])
    }

    @Test("size and levels are those of the parts")
    func size() throws {
        let values: [Double] = [9, 10, 11, 10, 9, 11, 20, 22, 18, 20, 21, 19]
        let change = try #require(try search.changes(in: values).first)
        #expect(change.index == 6)
        #expect(abs(change.before - 10) < 1e-9)
        #expect(abs(change.after - 20) < 1e-9)
        #expect(abs(try #require(change.ratio) - 2) < 1e-9)
        #expect(change.confidence > 0.9999)
        let logarithmic = try #require(try search.changes(in: values, scale: .logarithmic).first)
        let interval = try #require(logarithmic.ratio95)
        #expect(interval.contains(2) && interval.lowerBound > 1.7 && interval.upperBound < 2.3)
    }

    @Test("the same series gives the same changes, upside down and in other units, too")
    func deterministic() throws {
        let series = PlantedSeries.stepped(4, step: 4, seed: 77)
        let changes: [ChangePoint] = try search.changes(in: series.values)
        #expect(try search.changes(in: series.values) == changes)
        #expect(try search.changes(in: series.values.map { -$0 }).map(\.index) == changes.map(\.index))
        // A unit says nothing about the level's changes.
        #expect(
            try search.changes(in: series.values.map { $0 * 1e-9 + 5 }).map(\.index) == changes.map(\.index))
    }

    @Test("values that are no numbers are refused with their place", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) {
        #expect(throws: ChangePointError.notFinite(index: 2)) { try search.changes(in: [1, 2, value, 4]) }
    }

    @Test("logarithms of what is not above zero are refused", arguments: [0, -1])
    func notPositive(value: Double) {
        #expect(throws: ChangePointError.notPositive(index: 1)) {
            try search.changes(in: [1, value, 3], scale: .logarithmic)
        }
    }

    @Test("huge values neither trap nor hang")
    func huge() throws {
        let values: [Double] = (0..<60).map { $0.isMultiple(of: 2) ? 1e308 : -1e308 }
        _ = try search.changes(in: values)
    }
}
